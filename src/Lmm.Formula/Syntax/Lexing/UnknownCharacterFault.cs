using Lmm.Formula.Diagnostics;

namespace Lmm.Formula.Syntax.Lexing;

/// <summary>Says what to write in place of characters that mean nothing in a formula.</summary>
internal static class UnknownCharacterFault
{
    /// <summary>The fault of <paramref name="characters"/> at <paramref name="span"/>.</summary>
    public static FormulaDiagnostic At(TextSpan span, string characters)
        => At(span, characters, Replacement(characters));

    /// <summary>The fault of characters that mean something elsewhere, and what is meant by them here.</summary>
    public static FormulaDiagnostic At(TextSpan span, string characters, string? replacement)
    {
        string advice = replacement is null ? "remove it; a name with unusual characters stands in back-ticks" : $"write '{replacement}'";
        FormulaDiagnostic fault = FormulaRules.UnknownCharacter.At(span, characters, advice);
        return replacement is null ? fault : fault.WithEdit(new FormulaEdit(span, replacement));
    }

    /// <summary>The fault of an equals sign where the tilde should be.</summary>
    public static FormulaDiagnostic AtTilde(TextSpan span, string characters) => At(span, characters, "~");

    /// <summary>What is meant by look-alikes of operators and by operators of other languages.</summary>
    private static string? Replacement(string characters) => characters switch
    {
        "\u2212" or "\u2013" or "\u2014" => "-",
        "\u00D7" or "\u22C5" or "\u00B7" => "*",
        "\u00F7" => "/",
        "\u223C" or "\uFF5E" or "<-" => "~",
        "\u2223" or "\u01C0" or "\uFF5C" or "\u2758" or "\u2502" or "\u00A6" => "|",
        "\u2225" or "\u01C1" => "||",
        "," or ";" => "+",
        "&&" => "&",
        "<>" => "!=",
        "=>" => ">=",
        "=<" => "<=",
        "\u2018" or "\u2019" or "\u00B4" => "`",
        "%" => "%%",
        _ => null,
    };
}
