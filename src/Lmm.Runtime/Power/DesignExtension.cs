using System.Globalization;
using Lmm.Design;

namespace Lmm.Power;

/// <summary>
/// Designs with more or fewer levels of a grouping factor, and with more rows per group: the rows of levels are copied in turn under new names. Factors whose levels lie
/// within those of the copied one are copied with it; the others stay what they are. Columns are copied as they are, so that coefficients keep their meaning.
/// </summary>
internal static class DesignExtension
{
    /// <summary>Extends a design.</summary>
    /// <param name="design">The design.</param>
    /// <param name="along">The grouping factor; null for none.</param>
    /// <param name="levels">The number of its levels; null for those there are.</param>
    /// <param name="copies">How many copies of each row there are.</param>
    /// <exception cref="ModelException">There is no such grouping factor.</exception>
    public static ModelDesign Of(ModelDesign design, string? along, int? levels, int copies)
    {
        FactorColumn? factor = along is null ? null : Find(design, along);
        int count = factor?.Levels.Length ?? 1;
        var rowsOf = new List<int>[count];
        for (int level = 0; level < count; level++)
        {
            rowsOf[level] = [];
        }

        for (int row = 0; row < design.Rows.RowCount; row++)
        {
            rowsOf[factor?.Codes[row] ?? 0].Add(row);
        }

        List<int> source = [];
        List<int> turns = [];
        for (int level = 0; level < (levels ?? count); level++)
        {
            foreach (int row in rowsOf[level % count])
            {
                source.AddRange(Enumerable.Repeat(row, copies));
                turns.AddRange(Enumerable.Repeat(level / count, copies));
            }
        }

        ModelDesign selected = DesignRows.Select(design, [.. source]);
        Dictionary<FactorColumn, FactorColumn> known = new(ReferenceEqualityComparer.Instance);
        RandomEffectsDesign[] terms = [.. selected.RandomTerms.Select((term, index) => term with { Grouping = Copied(design.RandomTerms[index].Grouping) })];
        return new ModelDesign(selected.Rows, selected.Response, selected.Weights, selected.Offset, selected.FixedEffects, terms)
        {
            WeightsName = design.WeightsName,
            OffsetName = design.OffsetName,
            Terms = design.Terms,
            FactorLevels = design.FactorLevels,
        };

        FactorColumn Copied(FactorColumn grouping)
        {
            if (!known.TryGetValue(grouping, out FactorColumn? copied))
            {
                copied = Copy(grouping, factor is not null && IsWithin(grouping, factor), source, turns);
                known.Add(grouping, copied);
            }

            return copied;
        }
    }

    /// <summary>The number of levels of a grouping factor.</summary>
    /// <exception cref="ModelException">There is no such grouping factor.</exception>
    public static int LevelCount(ModelDesign design, string along) => Find(design, along).Levels.Length;

    private static FactorColumn Find(ModelDesign design, string along)
        => Array.Find(design.RandomTerms, term => term.Grouping.Name == along)?.Grouping ?? throw new ModelException(
            design.Rows.ModelName,
            LmmErrorCode.NoSuchResult,
            $"there is no grouping factor '{along}' to extend the design along; there are {string.Join(", ", design.RandomTerms.Select(static term => $"'{term.Grouping.Name}'").Distinct().DefaultIfEmpty("none"))}.");

    private static bool IsWithin(FactorColumn inner, FactorColumn outer)
    {
        var outerOf = new int[inner.Levels.Length];
        Array.Fill(outerOf, -1);
        for (int row = 0; row < inner.Codes.Length; row++)
        {
            ref int known = ref outerOf[inner.Codes[row]];
            if (known >= 0 && known != outer.Codes[row])
            {
                return false;
            }

            known = outer.Codes[row];
        }

        return true;
    }

    private static FactorColumn Copy(FactorColumn grouping, bool isCopied, List<int> source, List<int> turns)
    {
        Dictionary<(int Level, int Turn), int> places = [];
        List<string> names = [];
        HashSet<string> taken = [.. grouping.Levels];
        var codes = new int[source.Count];
        for (int row = 0; row < codes.Length; row++)
        {
            (int Level, int Turn) key = (grouping.Codes[source[row]], isCopied ? turns[row] : 0);
            if (!places.TryGetValue(key, out codes[row]))
            {
                codes[row] = places.Count;
                places.Add(key, codes[row]);
                names.Add(key.Turn == 0 ? grouping.Levels[key.Level] : NewName(grouping.Levels[key.Level], key.Turn, taken));
            }
        }

        return new FactorColumn(grouping.Name, codes, [.. names]);
    }

    private static string NewName(string level, int turn, HashSet<string> taken)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{level}.{turn + 1}");
        while (!taken.Add(name))
        {
            name += "'";
        }

        return name;
    }
}
