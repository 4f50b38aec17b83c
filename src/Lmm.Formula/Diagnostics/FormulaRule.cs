namespace Lmm.Formula.Diagnostics;

/// <summary>How grave a fault is.</summary>
public enum FormulaSeverity
{
    /// <summary>The formula cannot be used.</summary>
    Error,

    /// <summary>The formula can be used, but hardly means what it says.</summary>
    Warning,

    /// <summary>A remark, off unless it is asked for.</summary>
    Information,
}

/// <summary>A rule that formulas must keep: one per diagnostic id.</summary>
/// <param name="Id">The id, <c>LMM001</c> and up; its page is <c>docs/diagnostics/{Id}.md</c>.</param>
/// <param name="Title">The rule in a few words.</param>
/// <param name="MessageFormat">What is wrong, then what to write; placeholders as in <see cref="string.Format(string, object[])"/>.</param>
/// <param name="Severity">How grave a breach is.</param>
public sealed record FormulaRule(string Id, string Title, string MessageFormat, FormulaSeverity Severity)
{
    /// <summary>A breach of the rule at <paramref name="span"/>.</summary>
    internal FormulaDiagnostic At(TextSpan span, params string[] arguments) => new(this, span, new EquatableArray<string>(ShortText.Of(MessageFormat, arguments)));
}
