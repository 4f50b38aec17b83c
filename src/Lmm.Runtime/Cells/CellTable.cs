using System.Globalization;

namespace Lmm.Cells;

/// <summary>The cells that rows were summed to.</summary>
internal sealed class CellTable
{
    // Sums stand in blocks of so many cells: to make room for more, none is moved but those of few cells.
    private const int BlockBits = 12;
    private const int PlaceInBlock = (1 << BlockBits) - 1;
    private const int FewCells = 16;

    private readonly KeyValues[] _keys;
    private readonly double[] _gaps;
    private readonly BlockList<long> _counts = new();
    private readonly List<double[]> _blocks = [];
    private readonly Dictionary<string, int> _places;
    private readonly CellTable? _whole;

    /// <summary>A table without cells.</summary>
    /// <param name="keyCount">The number of keys.</param>
    /// <param name="units">The units of the numbers that are summed.</param>
    public CellTable(int keyCount, IReadOnlyList<NumberUnit> units)
    {
        Units = units;
        NumberCount = units.Count;
        Width = WidthOf(NumberCount);
        _keys = [.. Enumerable.Range(0, keyCount).Select(static _ => new KeyValues())];
        _gaps = new double[units.Count];
        _places = [];
    }

    /// <summary>The cells of a table for some of its rows, none of which is there yet: to <see cref="Put"/> them there.</summary>
    /// <param name="whole">The cells of all rows.</param>
    /// <param name="last">The unit of the last number; the others have those of the table.</param>
    public CellTable(CellTable whole, NumberUnit last)
    {
        Units = [.. whole.Units.SkipLast(1), last];
        (NumberCount, Width) = (whole.NumberCount, whole.Width);
        _whole = whole;
        _keys = whole._keys;
        _places = whole._places;
        _gaps = new double[Units.Count];
        _blocks.AddRange(whole._blocks.Select(static block => (double[])block.Clone()));
        for (int cell = 0; cell < whole.Count; cell++)
        {
            _counts.Add(0);
            SumsOf(cell)[0] = 0;
        }
    }

    /// <summary>The number of sums of a cell: its weight, the means of k numbers, and k(k + 1)/2 of products.</summary>
    public static int WidthOf(int numbers) => 1 + numbers + (numbers * (numbers + 1) / 2);

    /// <summary>The number of cells.</summary>
    public int Count => _counts.Count;

    /// <summary>The number of numbers that are summed, k.</summary>
    public int NumberCount { get; }

    /// <summary>The units of the numbers.</summary>
    public IReadOnlyList<NumberUnit> Units { get; }

    private int ScatterPlace => 1 + NumberCount;

    private int Width { get; }

    /// <summary>The number of rows in all cells.</summary>
    public long RowCount { get; private set; }

    /// <summary>Σ log w over the rows of all cells; zero for equal weights.</summary>
    public double LogWeightSum { get; private set; }

    /// <summary>The values of a key, one per cell.</summary>
    public KeyValues Key(int key) => _keys[key];

    /// <summary>The number of rows of a cell.</summary>
    public long RowsOf(int cell) => _counts[cell];

    /// <summary>The number of rows of a cell that transforms learn from: of some rows of a table, all.</summary>
    public long LearnedRowsOf(int cell) => (_whole ?? this)._counts[cell];

    /// <summary>The means of the numbers in a cell.</summary>
    public ReadOnlySpan<double> MeansOf(int cell) => SumsOf(cell).Slice(1, NumberCount);

    /// <summary>The sums of products of the numbers of a cell about their means, each with those before it and itself.</summary>
    public ReadOnlySpan<double> ScattersOf(int cell) => SumsOf(cell)[ScatterPlace..];

    /// <summary>The sum of the weights of a cell.</summary>
    public double WeightOf(int cell) => SumsOf(cell)[0];

    /// <summary>The mean of a number in a cell.</summary>
    public double MeanOf(int cell, int number) => SumsOf(cell)[1 + number];

    /// <summary>The weighted sum of products of two numbers about their means, the first no later than the second.</summary>
    public double ScatterOf(int cell, int first, int second) => SumsOf(cell)[ScatterPlace + (second * (second + 1) / 2) + first];

    /// <summary>Whether each value of a number is its least or its greatest: then, and only then, Σw(x − least)(greatest − x) is zero.</summary>
    public bool HasTwoValues(int number, NumberSummary summary)
    {
        const double Rounding = 1e-12;
        double least = (summary.Least - Units[number].Centre) * Units[number].Scale;
        double greatest = (summary.Greatest - Units[number].Centre) * Units[number].Scale;
        double sum = 0;
        double total = 0;
        for (int cell = 0; cell < Count; cell++)
        {
            double weight = WeightOf(cell);
            double mean = MeanOf(cell, number);
            sum += (weight * (mean - least) * (greatest - mean)) - ScatterOf(cell, number, number);
            total += weight;
        }

        return sum <= Rounding * total * (greatest - least) * (greatest - least);
    }

    /// <summary>Whether a number varies among the rows of some cell.</summary>
    public bool Varies(int number)
    {
        for (int cell = 0; cell < Count; cell++)
        {
            if (ScatterOf(cell, number, number) > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds rows of a cell: their number, weights, means, and sums of products about the means; to a cell with the same keys they are joined.</summary>
    /// <remarks>Two sets of rows join by the formulas of Chan, Golub and LeVeque, Am. Stat. 37(3), 1983.</remarks>
    public void Add(ReadOnlySpan<CellKey> keys, long rows, double weight, double logWeight, ReadOnlySpan<double> means, ReadOnlySpan<double> scatter, bool mayBeKnown)
    {
        RowCount += rows;
        LogWeightSum += logWeight;
        if (mayBeKnown)
        {
            string name = Combination.NameOf(keys);
            if (!_places.TryAdd(name, Count))
            {
                Join(_places[name], rows, weight, means, scatter);
                return;
            }
        }

        for (int key = 0; key < _keys.Length; key++)
        {
            _keys[key].Add(keys[key]);
        }

        MakeRoom();
        _counts.Add(rows);
        Write(Count - 1, weight, means, scatter);
    }

    private void MakeRoom()
    {
        if ((Count & PlaceInBlock) == 0)
        {
            _blocks.Add(new double[Count == 0 ? Width * FewCells : Width << BlockBits]);
        }
        else if (_blocks[^1].Length == (Count & PlaceInBlock) * Width)
        {
            double[] larger = new double[2 * _blocks[^1].Length];
            _blocks[^1].CopyTo(larger, 0);
            _blocks[^1] = larger;
        }
    }

    /// <summary>The cell with those keys, among cells that may be known; -1 where there is none.</summary>
    public int Find(ReadOnlySpan<CellKey> keys) => _places.GetValueOrDefault(Combination.NameOf(keys), -1);

    /// <summary>Puts rows into a known cell, which may have none yet: their number, weights, means, and sums of products about the means.</summary>
    public void Put(int cell, long rows, double weight, double logWeight, ReadOnlySpan<double> means, ReadOnlySpan<double> scatter)
    {
        RowCount += rows;
        LogWeightSum += logWeight;
        if (_counts[cell] > 0)
        {
            Join(cell, rows, weight, means, scatter);
            return;
        }

        _counts[cell] = rows;
        Write(cell, weight, means, scatter);
    }

    /// <summary>Puts some of the sums of products of a cell about its means in their places.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="first">The first of these, in the order of <see cref="Add"/>.</param>
    /// <param name="scatter">The sums.</param>
    public void PutScatter(int cell, int first, ReadOnlySpan<double> scatter) => scatter.CopyTo(SumsOf(cell)[(ScatterPlace + first)..]);

    /// <summary>Adds all cells to those of a table that may have them.</summary>
    public void AddTo(CellTable all)
    {
        var keys = new CellKey[_keys.Length];
        for (int cell = 0; cell < Count; cell++)
        {
            for (int key = 0; key < keys.Length; key++)
            {
                keys[key] = CellKey.Of(_keys[key][cell]);
            }

            Span<double> sums = SumsOf(cell);
            all.Add(keys, _counts[cell], sums[0], cell == 0 ? LogWeightSum : 0, sums.Slice(1, NumberCount), sums[ScatterPlace..], mayBeKnown: true);
        }
    }

    private void Write(int cell, double weight, ReadOnlySpan<double> means, ReadOnlySpan<double> scatter)
    {
        Span<double> sums = SumsOf(cell);
        sums[0] = weight;
        means.CopyTo(sums[1..]);
        scatter.CopyTo(sums[ScatterPlace..]);
    }

    /// <summary>The weight, the means, and the sums of products of a cell about its means, each number with those before it and itself.</summary>
    public Span<double> SumsOf(int cell) => _blocks[cell >> BlockBits].AsSpan((cell & PlaceInBlock) * Width, Width);

    private void Join(int cell, long rows, double weight, ReadOnlySpan<double> means, ReadOnlySpan<double> scatter)
    {
        Span<double> sums = SumsOf(cell);
        double own = sums[0];
        double total = own + weight;
        for (int number = 0; number < NumberCount; number++)
        {
            _gaps[number] = means[number] - sums[1 + number];
            sums[1 + number] += _gaps[number] * weight / total;
        }

        int entry = 0;
        for (int second = 0; second < NumberCount; second++)
        {
            for (int first = 0; first <= second; first++, entry++)
            {
                sums[ScatterPlace + entry] += scatter[entry] + (_gaps[first] * _gaps[second] * own * weight / total);
            }
        }

        sums[0] = total;
        _counts[cell] += rows;
    }

    /// <summary>How many cells and keys there are.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} cells by {_keys.Length} keys, {RowCount} rows");
}
