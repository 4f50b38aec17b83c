namespace Lmm.Hypotheses;

/// <summary>How names of coefficients are written in hypotheses: as they are, in back-ticks where they are no identifiers.</summary>
internal static class HypothesisName
{
    /// <summary>The name, in back-ticks unless it is an identifier.</summary>
    public static string Quoted(string name) => IsIdentifier(name) ? name : $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>Whether a name is letters, digits, underscores and dots, the first of them no digit.</summary>
    public static bool IsIdentifier(string name)
        => name.Length > 0 && !char.IsDigit(name[0]) && name.All(static letter => char.IsLetterOrDigit(letter) || letter is '_' or '.');
}
