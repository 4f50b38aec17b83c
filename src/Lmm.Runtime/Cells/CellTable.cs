using System.Globalization;
using Lmm.Variables;

namespace Lmm.Cells;

/// <summary>The cells that rows were summed to.</summary>
/// <param name="keyCount">The number of keys.</param>
/// <param name="units">The units of the numbers that are summed.</param>
internal sealed class CellTable(int keyCount, IReadOnlyList<NumberUnit> units)
{
    private readonly KeyValues[] _keys = [.. Enumerable.Range(0, keyCount).Select(static _ => new KeyValues())];
    private readonly double[] _gaps = new double[units.Count];
    private readonly List<long> _counts = [];
    private readonly List<double> _weights = [];
    private readonly List<double> _sums = [];
    private readonly Dictionary<string, int> _places = [];

    /// <summary>The number of cells.</summary>
    public int Count => _counts.Count;

    /// <summary>The number of numbers that are summed, k.</summary>
    public int NumberCount => units.Count;

    /// <summary>The units of the numbers.</summary>
    public IReadOnlyList<NumberUnit> Units => units;

    /// <summary>The number of rows in all cells.</summary>
    public long RowCount { get; private set; }

    /// <summary>Σ log w over the rows of all cells; zero for equal weights.</summary>
    public double LogWeightSum { get; private set; }

    /// <summary>The values of a key, one per cell.</summary>
    public KeyValues Key(int key) => _keys[key];

    /// <summary>The number of rows of a cell.</summary>
    public long RowsOf(int cell) => _counts[cell];

    /// <summary>The sum of the weights of a cell.</summary>
    public double WeightOf(int cell) => _weights[cell];

    /// <summary>The mean of a number in a cell.</summary>
    public double MeanOf(int cell, int number) => _sums[Place(cell) + number];

    /// <summary>The weighted sum of products of two numbers about their means, the first no later than the second.</summary>
    public double ScatterOf(int cell, int first, int second) => _sums[Place(cell) + NumberCount + (second * (second + 1) / 2) + first];

    /// <summary>Whether each value of a number is its least or its greatest: then, and only then, Σw(x − least)(greatest − x) is zero.</summary>
    public bool HasTwoValues(int number, NumberSummary summary)
    {
        const double Rounding = 1e-12;
        double least = (summary.Least - units[number].Centre) * units[number].Scale;
        double greatest = (summary.Greatest - units[number].Centre) * units[number].Scale;
        double sum = 0;
        double total = 0;
        for (int cell = 0; cell < Count; cell++)
        {
            double weight = _weights[cell];
            double mean = MeanOf(cell, number);
            sum += (weight * (mean - least) * (greatest - mean)) - ScatterOf(cell, number, number);
            total += weight;
        }

        return sum <= Rounding * total * (greatest - least) * (greatest - least);
    }

    /// <summary>Adds rows of a cell: their number, weights, means, and sums of products about the means; to a cell with the same keys they are joined.</summary>
    /// <remarks>Two sets of rows join by the formulas of Chan, Golub and LeVeque, Am. Stat. 37(3), 1983.</remarks>
    public void Add(object[] keys, long rows, double weight, double logWeight, ReadOnlySpan<double> means, ReadOnlySpan<double> scatter, bool mayBeKnown)
    {
        RowCount += rows;
        LogWeightSum += logWeight;
        if (mayBeKnown)
        {
            string name = string.Join('\u001f', keys.Select(static key => LevelLabel.Of(key)));
            if (!_places.TryAdd(name, Count))
            {
                Join(_places[name], rows, weight, means, scatter);
                return;
            }
        }

        for (int key = 0; key < keyCount; key++)
        {
            _keys[key].Add(keys[key]);
        }

        _counts.Add(rows);
        _weights.Add(weight);
        _sums.AddRange(means);
        _sums.AddRange(scatter);
    }

    private int Place(int cell) => cell * (NumberCount + (NumberCount * (NumberCount + 1) / 2));

    private void Join(int cell, long rows, double weight, ReadOnlySpan<double> means, ReadOnlySpan<double> scatter)
    {
        int place = Place(cell);
        double own = _weights[cell];
        double total = own + weight;
        for (int number = 0; number < NumberCount; number++)
        {
            _gaps[number] = means[number] - _sums[place + number];
            _sums[place + number] += _gaps[number] * weight / total;
        }

        int entry = 0;
        for (int second = 0; second < NumberCount; second++)
        {
            for (int first = 0; first <= second; first++, entry++)
            {
                _sums[place + NumberCount + entry] += scatter[entry] + (_gaps[first] * _gaps[second] * own * weight / total);
            }
        }

        _weights[cell] = total;
        _counts[cell] += rows;
    }

    /// <summary>How many cells and keys there are.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} cells by {keyCount} keys, {RowCount} rows");
}
