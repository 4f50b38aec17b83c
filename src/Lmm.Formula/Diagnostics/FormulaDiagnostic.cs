using System.Globalization;

namespace Lmm.Formula.Diagnostics;

/// <summary>One breach of a rule, at its characters.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Span">The characters of the formula that are wrong.</param>
/// <param name="Arguments">What fills the message's placeholders.</param>
public sealed record FormulaDiagnostic(FormulaRule Rule, TextSpan Span, EquatableArray<string> Arguments)
{
    /// <summary>What a code fix needs to cure the fault, such as the text to write in the span's place.</summary>
    public EquatableArray<DiagnosticProperty> Properties { get; init; }

    /// <summary>The message, with its placeholders filled.</summary>
    public string Message => string.Format(CultureInfo.InvariantCulture, Rule.MessageFormat, [.. Arguments]);
}

/// <summary>A named text that travels with a diagnostic to its code fix.</summary>
/// <param name="Key">The name.</param>
/// <param name="Value">The text.</param>
public sealed record DiagnosticProperty(string Key, string Value);
