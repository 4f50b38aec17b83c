using Lmm.Cells;

namespace Lmm.Streams;

/// <summary>The sums of the rows of a chunk, cell by cell: about the first row of each cell for the means, and about these for the products.</summary>
internal sealed class ChunkSums
{
    private readonly int _count;
    private readonly int[] _firstRows;
    private readonly long[] _rows;
    private readonly double[] _weights;
    private readonly double[] _logWeights;
    private readonly double[] _means;
    private readonly double[] _scatter;

    /// <summary>Sums the rows that have a weight.</summary>
    /// <param name="cells">The cell of each row.</param>
    /// <param name="cellCount">The number of cells.</param>
    /// <param name="numbers">The numbers.</param>
    /// <param name="units">Their units.</param>
    /// <param name="weights">The weights; null for equal ones.</param>
    public ChunkSums(int[] cells, int cellCount, double[][] numbers, IReadOnlyList<NumberUnit> units, double[]? weights)
    {
        _count = numbers.Length;
        _firstRows = new int[cellCount];
        _rows = new long[cellCount];
        _weights = new double[cellCount];
        _logWeights = new double[cellCount];
        _means = new double[cellCount * _count];
        _scatter = new double[cellCount * Products];
        double[][] values = [.. numbers.Select((number, place) => Array.ConvertAll(number, value => (value - units[place].Centre) * units[place].Scale))];
        SumWeights(cells, weights);
        SumNumbers(cells, values, weights);
        SumProducts(cells, values, weights);
    }

    private int Products => _count * (_count + 1) / 2;

    /// <summary>Adds the sums to those of other rows.</summary>
    /// <param name="table">The cells of all rows.</param>
    /// <param name="keys">The keys of a row.</param>
    public void AddTo(CellTable table, Func<int, CellKey[]> keys)
    {
        for (int cell = 0; cell < _rows.Length; cell++)
        {
            if (_rows[cell] > 0)
            {
                table.Add(keys(_firstRows[cell]), _rows[cell], _weights[cell], _logWeights[cell], _means.AsSpan(cell * _count, _count), _scatter.AsSpan(cell * Products, Products), mayBeKnown: true);
            }
        }
    }

    private void SumWeights(int[] cells, double[]? weights)
    {
        for (int row = 0; row < cells.Length; row++)
        {
            double weight = weights?[row] ?? 1;
            int cell = cells[row];
            if (weight > 0)
            {
                if (_rows[cell]++ == 0)
                {
                    _firstRows[cell] = row;
                }

                _weights[cell] += weight;
                _logWeights[cell] += weights is null ? 0 : Math.Log(weight);
            }
        }
    }

    // About the first row's values, so that what is constant in a cell stays so to the last bit.
    private void SumNumbers(int[] cells, double[][] values, double[]? weights)
    {
        for (int number = 0; number < _count; number++)
        {
            double[] column = values[number];
            for (int row = 0; row < cells.Length; row++)
            {
                double weight = weights?[row] ?? 1;
                if (weight > 0)
                {
                    int cell = cells[row];
                    _means[(cell * _count) + number] += weight * (column[row] - column[_firstRows[cell]]);
                }
            }

            for (int cell = 0; cell < _rows.Length; cell++)
            {
                if (_rows[cell] > 0)
                {
                    int place = (cell * _count) + number;
                    _means[place] = column[_firstRows[cell]] + (_means[place] / _weights[cell]);
                }
            }
        }
    }

    private void SumProducts(int[] cells, double[][] values, double[]? weights)
    {
        var deviations = new double[_count];
        for (int row = 0; row < cells.Length; row++)
        {
            double weight = weights?[row] ?? 1;
            if (weight > 0)
            {
                for (int number = 0; number < _count; number++)
                {
                    deviations[number] = values[number][row] - _means[(cells[row] * _count) + number];
                }

                int entry = cells[row] * Products;
                for (int second = 0; second < _count; second++)
                {
                    double weighted = weight * deviations[second];
                    for (int first = 0; first <= second; first++, entry++)
                    {
                        _scatter[entry] += weighted * deviations[first];
                    }
                }
            }
        }
    }

    /// <summary>The number of cells.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_rows.Length} cells");
}
