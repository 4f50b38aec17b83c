using System.Globalization;
using Lmm.Formula.Binding;

namespace Lmm.Variables.Contrasts;

/// <summary>The columns that stand for the levels of a factor.</summary>
internal sealed class ContrastMatrix
{
    private double[,]? _values;

    /// <summary>Makes a matrix from its values, levels × columns, and what its column names add to the factor's name.</summary>
    public ContrastMatrix(double[,] values, string[] suffixes)
    {
        _values = values;
        Suffixes = suffixes;
    }

    /// <summary>Makes a matrix of columns that each indicate one level: for each level its column, -1 for none.</summary>
    public ContrastMatrix(int[] columnOfLevel, string[] suffixes)
    {
        ColumnOfLevel = columnOfLevel;
        Suffixes = suffixes;
    }

    /// <summary>What the column names add to the factor's name.</summary>
    public string[] Suffixes { get; }

    /// <summary>Where every column indicates one level: for each level its column, -1 for none. Else null.</summary>
    public int[]? ColumnOfLevel { get; }

    /// <summary>The values, levels × columns.</summary>
    public double[,] Values => _values ??= IndicatorValues(ColumnOfLevel!, Suffixes.Length);

    /// <summary>The contrasts of a factor.</summary>
    /// <param name="contrasts">The contrasts; columns of one's own fit the levels.</param>
    /// <param name="levels">The factor's levels, two or more.</param>
    public static ContrastMatrix Of(FactorContrasts contrasts, string[] levels) => contrasts switch
    {
        NamedContrasts named => Of(named.Coding, named.IsNumbered ? Numbers(levels.Length) : levels),
        CustomContrasts custom => new(CustomValues(custom), [.. custom.Columns.Select(column => column.Name)]),
        _ => throw new ArgumentException($"There are no contrasts of the kind {contrasts.GetType().Name}.", nameof(contrasts)),
    };

    private static ContrastMatrix Of(ContrastCoding coding, string[] levels) => coding switch
    {
        ContrastCoding.Treatment => Treatment(levels),
        ContrastCoding.Sum => new(SumContrasts.Values(levels.Length), Numbers(levels.Length - 1)),
        ContrastCoding.Helmert => new(HelmertContrasts.Values(levels.Length), Numbers(levels.Length - 1)),
        ContrastCoding.Polynomial => new(PolynomialContrasts.Values(levels.Length), PolynomialContrasts.Suffixes(levels.Length)),
        ContrastCoding.SuccessiveDifferences => new(SuccessiveDifferenceContrasts.Values(levels.Length), SuccessiveDifferenceContrasts.Suffixes(levels)),
        _ => throw new ArgumentOutOfRangeException(nameof(coding), coding, "There is no such contrast coding."),
    };

    /// <summary>Full indicators: one column per level.</summary>
    public static ContrastMatrix Indicators(string[] levels) => new([.. Enumerable.Range(0, levels.Length)], levels);

    /// <summary>A column of <see cref="Values"/>: one value per level.</summary>
    public double[] Column(int column)
    {
        double[] values = new double[Values.GetLength(0)];
        for (int level = 0; level < values.Length; level++)
        {
            values[level] = Values[level, column];
        }

        return values;
    }

    // Each level against the first (R's contr.treatment): indicators of all levels but the first.
    private static ContrastMatrix Treatment(string[] levels) => new([.. Enumerable.Range(-1, levels.Length)], levels[1..]);

    private static double[,] CustomValues(CustomContrasts contrasts)
    {
        double[,] values = new double[contrasts.LevelCount, contrasts.Columns.Count];
        for (int level = 0; level < contrasts.LevelCount; level++)
        {
            for (int column = 0; column < contrasts.Columns.Count; column++)
            {
                values[level, column] = contrasts.Columns[column].Weights[level];
            }
        }

        return values;
    }

    private static string[] Numbers(int count)
        => [.. Enumerable.Range(1, count).Select(number => number.ToString(CultureInfo.InvariantCulture))];

    private static double[,] IndicatorValues(int[] columnOfLevel, int columnCount)
    {
        double[,] values = new double[columnOfLevel.Length, columnCount];
        for (int level = 0; level < columnOfLevel.Length; level++)
        {
            if (columnOfLevel[level] >= 0)
            {
                values[level, columnOfLevel[level]] = 1;
            }
        }

        return values;
    }
}
