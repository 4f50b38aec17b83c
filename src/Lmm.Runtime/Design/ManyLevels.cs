using System.Globalization;
using Lmm.Formula.Binding;

namespace Lmm.Design;

/// <summary>Remarks that a fixed factor has so many levels that it is rather meant to group rows.</summary>
internal static class ManyLevels
{
    /// <summary>So many levels are remarked on whatever the number of rows.</summary>
    private const int Many = 100;

    /// <summary>Fewer levels never are.</summary>
    private const int Few = 20;

    /// <summary>Between the two, the rows to a level below which they are.</summary>
    private const int FewRows = 10;

    /// <summary>The sentence on a fixed factor; null when its levels are not so many.</summary>
    /// <param name="factor">The factor as the formula spells it.</param>
    /// <param name="levels">The number of its levels.</param>
    /// <param name="rows">The number of rows.</param>
    public static string? Sentence(string factor, int levels, long rows)
    {
        if (levels < Many && (levels < Few || (long)levels * FewRows <= rows))
        {
            return null;
        }

        // The order of levels and their contrasts mean nothing to what groups rows.
        bool canGroup = !factor.StartsWith(FunctionCatalogue.Relevel + "(", StringComparison.Ordinal) && !factor.StartsWith(FunctionCatalogue.Contrasts + "(", StringComparison.Ordinal);
        string meant = canGroup ? $", (1 | {factor})" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{factor} is a fixed effect of {levels} levels in {rows} rows; did you mean a random effect{meant}?");
    }
}
