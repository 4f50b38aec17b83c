using System.Globalization;

namespace Lmm.Influence;

/// <summary>The rows that count, by the levels of something that groups them.</summary>
internal sealed class LevelGroups
{
    private LevelGroups(string name, string[] levels, int[][] rows)
        => (Name, Levels, Rows) = (name, levels, rows);

    /// <summary>What groups the rows.</summary>
    public string Name { get; }

    /// <summary>The levels that rows that count have.</summary>
    public string[] Levels { get; }

    /// <summary>The rows of each level, of all rows of the design.</summary>
    public int[][] Rows { get; }

    /// <summary>The groups by a grouping factor or another variable of a model.</summary>
    /// <exception cref="ModelException">There is no such variable, or all rows have one level.</exception>
    public static LevelGroups Of(string name, ModelDesign design)
    {
        FactorColumn? factor = Array.Find(design.RandomTerms, term => term.Grouping.Name == name)?.Grouping ?? design.Rows.FactorOrNull(name);
        if (factor is not null)
        {
            return Of(name, factor.Codes, factor.Levels, design);
        }

        if (design.Rows.NumericOrNull(name) is not { } column)
        {
            string[] names = [.. design.RandomTerms.Select(static term => term.Grouping.Name).Union(design.Rows.VariableNames)];
            throw new ModelException(
                design.Rows.ModelName,
                LmmErrorCode.UnknownColumn,
                $"there is no grouping factor or variable {name} in the model, which has {string.Join(", ", names)}; name one of these.");
        }

        double[] values = [.. column.Values.Distinct().Order()];
        return Of(name, Array.ConvertAll(column.Values, value => Array.BinarySearch(values, value)), Array.ConvertAll(values, static value => value.ToString("R", CultureInfo.InvariantCulture)), design);
    }

    private static LevelGroups Of(string name, int[] codes, string[] levels, ModelDesign design)
    {
        IEnumerable<int> counted = design.ObservedRows ?? Enumerable.Range(0, codes.Length);
        var rows = new List<int>?[levels.Length];
        foreach (int row in counted)
        {
            (rows[codes[row]] ??= []).Add(row);
        }

        int[] used = [.. Enumerable.Range(0, levels.Length).Where(level => rows[level] is not null)];
        return used.Length > 1
            ? new LevelGroups(name, Array.ConvertAll(used, level => levels[level]), Array.ConvertAll(used, level => rows[level]!.ToArray()))
            : throw new ModelException(design.Rows.ModelName, LmmErrorCode.NotAvailable, $"all rows have one level of {name}, and nothing is left without it; name a factor of several levels.");
    }
}
