using System.Globalization;

namespace Lmm.Hypotheses.Clusters;

/// <summary>Which cluster each row that counts belongs to: the rows sorted by clusters.</summary>
internal sealed class RowClusters
{
    private RowClusters(string name, int[] codes, int count, ModelDesign design)
    {
        Name = name;
        Count = count;
        Starts = new int[count + 1];
        foreach (int code in codes)
        {
            Starts[code + 1]++;
        }

        for (int cluster = 0; cluster < count; cluster++)
        {
            Starts[cluster + 1] += Starts[cluster];
        }

        Rows = new int[codes.Length];
        int[] next = Starts[..count];
        for (int row = 0; row < codes.Length; row++)
        {
            Rows[next[codes[row]]++] = row;
        }

        foreach (FactorColumn grouping in design.RandomTerms.Select(static term => term.Grouping).Distinct())
        {
            if (!IsNested(grouping.Codes, codes, grouping.Levels.Length))
            {
                throw ClusterFaults.Crossing(design.Rows.ModelName, grouping.Name, name);
            }
        }
    }

    /// <summary>What the clusters are by.</summary>
    public string Name { get; }

    /// <summary>The number of clusters.</summary>
    public int Count { get; }

    /// <summary>The rows that count, sorted by clusters.</summary>
    public int[] Rows { get; }

    /// <summary>Where the rows of each cluster start in <see cref="Rows"/>; after the last cluster their end.</summary>
    public int[] Starts { get; }

    /// <summary>The clusters that a code for each row makes.</summary>
    /// <param name="name">What they are by, for messages.</param>
    /// <param name="codes">A code per row of the design, of any range.</param>
    /// <param name="design">The whole design.</param>
    /// <param name="observed">The design's rows that count.</param>
    /// <exception cref="ModelException">There is one cluster only, or levels of grouping factors are in several.</exception>
    public static RowClusters Of(string name, int[] codes, ModelDesign design, ModelDesign observed)
    {
        IEnumerable<int> counted = design.ObservedRows is { } rows ? rows.Select(row => codes[row]) : codes;
        var numbers = new Dictionary<int, int>();
        int[] ranks = [.. counted.Select(code => numbers.TryGetValue(code, out int known) ? known : numbers[code] = numbers.Count)];
        return numbers.Count > 1
            ? new RowClusters(name, ranks, numbers.Count, observed)
            : throw ClusterFaults.Single(design.Rows.ModelName, name);
    }

    /// <summary>The clusters by a variable of the model, or by a grouping factor.</summary>
    /// <exception cref="ModelException">There is no such variable among those of the model.</exception>
    public static int[] CodesOf(string name, ModelDesign design)
    {
        int[]? codes = design.Rows.GroupsBy(name) ?? Array.Find(design.RandomTerms, term => term.Grouping.Name == name)?.Grouping.Codes;
        if (codes is not null)
        {
            return codes;
        }

        string[] names = [.. design.Rows.VariableNames.Union(design.RandomTerms.Select(static term => term.Grouping.Name))];
        throw new ModelException(
            design.Rows.ModelName,
            LmmErrorCode.UnknownColumn,
            $"there is no variable {name} among those of the model ({string.Join(", ", names)}); {(design.Rows.Represented is null ? "give other clusters as one value for each row of the input" : "numbers that are summed tell no clusters, and other variables have to be in the model, as in factor(x)")}.");
    }

    /// <summary>The clusters by values of rows.</summary>
    /// <exception cref="ArgumentException">There are more or fewer than rows of the input.</exception>
    /// <exception cref="ModelException">A row that was fitted has none.</exception>
    public static int[] CodesOf<T>(IEnumerable<T> values, ModelDesign design)
    {
        IReadOnlyList<T> all = values as IReadOnlyList<T> ?? [.. values];
        CompleteCases rows = design.Rows;
        int count = rows.RowCount + rows.DroppedRowCount;
        if (all.Count != count)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{rows.ModelName}: there are clusters of {all.Count} rows, and the input of the fit had {count}; give one for each row of the input, in its order."), nameof(values));
        }

        var codes = new int[rows.RowCount];
        var numbers = new Dictionary<object, int>();
        for (int row = 0; row < codes.Length; row++)
        {
            object? value = all[rows.InputRowNumber(row) - 1];
            bool isObserved = design.Weights is not { } weights || weights[row] != 0;
            if (value is null or double.NaN && isObserved)
            {
                throw new ModelException(rows.ModelName, LmmErrorCode.MissingValue, $"the cluster is missing in {rows.Places.Of(row)}, which was fitted; give it one, or leave the row out of the fit.");
            }

            codes[row] = value is null ? -1 : numbers.TryGetValue(value, out int known) ? known : numbers[value] = numbers.Count;
        }

        return codes;
    }

    /// <summary>The grouping factor with fewest levels in which the levels of all others lie.</summary>
    /// <exception cref="ModelException">There is none.</exception>
    public static FactorColumn Coarsest(ModelDesign design)
    {
        FactorColumn[] factors = [.. design.RandomTerms.Select(static term => term.Grouping).DistinctBy(static grouping => grouping.Name)];
        if (factors.Length == 0)
        {
            throw ClusterFaults.Fault(design.Rows.ModelName, "a linear model has no grouping factor to take for clusters; name a variable, or give one value for each row of the input.");
        }

        return factors.Where(factor => factors.All(other => IsNested(other.Codes, factor.Codes, other.Levels.Length))).MinBy(static factor => factor.Levels.Length)
            ?? throw ClusterFaults.NoCoarsest(design.Rows.ModelName, factors.Select(static factor => factor.Name));
    }

    // Rows of weight zero may have a level that no other row has.
    private static bool IsNested(int[] inner, int[] outer, int levels)
    {
        var clusters = new int[levels];
        Array.Fill(clusters, -1);
        for (int row = 0; row < inner.Length; row++)
        {
            if (inner[row] >= 0 && outer[row] >= 0)
            {
                ref int cluster = ref clusters[inner[row]];
                if (cluster >= 0 && cluster != outer[row])
                {
                    return false;
                }

                cluster = outer[row];
            }
        }

        return true;
    }
}
