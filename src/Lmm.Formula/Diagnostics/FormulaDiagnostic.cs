using System.Globalization;

namespace Lmm.Formula.Diagnostics;

/// <summary>One breach of a rule, at its characters.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Span">The characters of the formula that are wrong.</param>
/// <param name="Arguments">What fills the message's placeholders.</param>
public sealed record FormulaDiagnostic(FormulaRule Rule, TextSpan Span, EquatableArray<string> Arguments)
{
    /// <summary>The property with the name, in formulas, of the column whose declaration must change.</summary>
    public const string MemberProperty = "Member";

    private const string EditPrefix = "Edit";

    /// <summary>What a code fix needs to cure the fault; edits are kept under <c>Edit1</c>, <c>Edit2</c> … as <c>start,length,text</c>.</summary>
    public EquatableArray<DiagnosticProperty> Properties { get; init; }

    /// <summary>The message, with its placeholders filled.</summary>
    public string Message => string.Format(CultureInfo.InvariantCulture, Rule.MessageFormat, [.. Arguments]);

    /// <summary>The changes of the formula's text each of which cures the fault, the likeliest first; for faults of weights, changes of their name.</summary>
    public IEnumerable<FormulaEdit> Edits => Properties.Where(property => property.Key.StartsWith(EditPrefix, StringComparison.Ordinal)).Select(property => ParseEdit(property.Value));

    /// <summary>The property with the change of a rank, from 1.</summary>
    public static string EditProperty(int rank) => EditPrefix + rank.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads an edit from the value of a property.</summary>
    public static FormulaEdit ParseEdit(string value)
    {
        string[] parts = value.Split([','], 3);
        var span = new TextSpan(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
        return new FormulaEdit(span, parts[2]);
    }

    /// <summary>The same fault with one more change that cures it.</summary>
    public FormulaDiagnostic WithEdit(FormulaEdit edit)
    {
        string value = string.Format(CultureInfo.InvariantCulture, "{0},{1},{2}", edit.Span.Start, edit.Span.Length, edit.NewText);
        return this with { Properties = new EquatableArray<DiagnosticProperty>([.. Properties, new DiagnosticProperty(EditProperty(Edits.Count() + 1), value)]) };
    }
}

/// <summary>A named text that travels with a diagnostic to its code fix.</summary>
/// <param name="Key">The name.</param>
/// <param name="Value">The text.</param>
public sealed record DiagnosticProperty(string Key, string Value);
