using System.Globalization;
using Lmm.Faults;

namespace Lmm;

/// <summary>A column of a table: texts, or numbers in full precision.</summary>
public sealed class TableColumn
{
    private TableColumn(string name, string header, ColumnKind kind, int count)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(header);
        Name = name;
        Header = header;
        Kind = Allowed.Member(kind);
        Count = count;
    }

    /// <summary>The name by which programs know the column, such as <c>se</c>.</summary>
    public string Name { get; }

    /// <summary>What readers see above the column, such as <c>Std. Error</c>.</summary>
    public string Header { get; }

    /// <summary>What the column holds.</summary>
    public ColumnKind Kind { get; }

    /// <summary>The number of cells.</summary>
    public int Count { get; }

    /// <summary>The texts; null for a column of numbers.</summary>
    public IReadOnlyList<string>? Texts { get; private init; }

    /// <summary>
    /// The numbers; null for a column of texts. A null element is an empty cell, such as the test of a first model against none;
    /// NaN is a number that is not available, such as that of a coefficient that is not estimable.
    /// </summary>
    public IReadOnlyList<double?>? Numbers { get; private init; }

    /// <summary>The number of decimals of correlations; of other kinds, formatting decides it.</summary>
    public int Decimals { get; private init; }

    /// <summary>True for test statistics without p-values beside them that lose, where formatted, the decimals that do not matter beside the largest, as lme4 prints t values.</summary>
    internal bool ZapsSmall { get; private init; }

    /// <summary>True for degrees of freedom beside estimates that share their decimals, as lmerTest prints them.</summary>
    internal bool SharesDecimals { get; private init; }

    /// <summary>A column of texts.</summary>
    /// <param name="name">The name by which programs know it.</param>
    /// <param name="header">What readers see above it.</param>
    /// <param name="texts">The texts, one per row.</param>
    /// <param name="kind">What they are.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public static TableColumn OfTexts(string name, string header, IEnumerable<string> texts, ColumnKind kind = ColumnKind.Text)
    {
        string[] cells = [.. texts];
        return new TableColumn(name, header, kind, cells.Length) { Texts = Array.AsReadOnly(cells) };
    }

    /// <summary>A column of numbers.</summary>
    /// <param name="name">The name by which programs know it.</param>
    /// <param name="header">What readers see above it.</param>
    /// <param name="kind">What they are.</param>
    /// <param name="numbers">The numbers, one per row.</param>
    /// <param name="decimals">The number of decimals that correlations show, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind, or the number of decimals is negative.</exception>
    public static TableColumn OfNumbers(string name, string header, ColumnKind kind, IEnumerable<double?> numbers, int decimals = 2)
    {
        double?[] cells = [.. numbers];
        return new TableColumn(name, header, kind, cells.Length) { Numbers = Array.AsReadOnly(cells), Decimals = Allowed.AtLeast(0, decimals) };
    }

    /// <summary>A column of test statistics without p-values beside them, as lme4 prints them.</summary>
    internal static TableColumn OfUntestedStatistics(string name, string header, IEnumerable<double> numbers)
    {
        double?[] cells = [.. numbers.Select(static number => (double?)number)];
        return new TableColumn(name, header, ColumnKind.Statistic, cells.Length) { Numbers = Array.AsReadOnly(cells), ZapsSmall = true };
    }

    /// <summary>A column of degrees of freedom beside estimates, as lmerTest prints them.</summary>
    internal static TableColumn OfDegreesOfFreedom(string name, string header, IEnumerable<double> numbers)
    {
        double?[] cells = [.. numbers.Select(static number => (double?)number)];
        return new TableColumn(name, header, ColumnKind.DegreesOfFreedom, cells.Length) { Numbers = Array.AsReadOnly(cells), SharesDecimals = true };
    }

    /// <summary>The column with its first cells alone.</summary>
    internal TableColumn FirstCells(int count) => new(Name, Header, Kind, count)
    {
        Texts = Texts is null ? null : Array.AsReadOnly([.. Texts.Take(count)]),
        Numbers = Numbers is null ? null : Array.AsReadOnly([.. Numbers.Take(count)]),
        Decimals = Decimals,
        ZapsSmall = ZapsSmall,
        SharesDecimals = SharesDecimals,
    };

    /// <summary>A column of numbers without empty cells.</summary>
    internal static TableColumn OfNumbers(string name, string header, ColumnKind kind, IEnumerable<double> numbers)
        => OfNumbers(name, header, kind, numbers.Select(static number => (double?)number));

    /// <summary>The name, and how many cells of which kind there are.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Count} {(Texts is null ? "numbers" : "texts")}");
}
