namespace Lmm.Cells;

/// <summary>Cholesky's factor of the sums of products of a cell about its means, with the largest pivots first; what rounding leaves is zero. One thread's own.</summary>
/// <param name="count">The number of numbers that are summed, k.</param>
internal sealed class CellFactor(int count)
{
    private const double Rounding = 1e-15;

    private readonly double[] _factor = new double[count * count];
    private readonly double[] _rest = new double[count];
    private readonly int[] _order = new int[count];

    /// <summary>A value of the factor, k × rank.</summary>
    public double this[int number, int column] => _factor[(number * count) + column];

    /// <summary>Factorises a cell.</summary>
    /// <returns>The rank: as many rows less one have these sums. A cell without rows keeps its place, and has no weight.</returns>
    public int Factorise(CellTable cells, int cell)
    {
        int most = (int)Math.Clamp(cells.RowsOf(cell) - 1, 0, count);
        if (most == 0)
        {
            return 0;
        }

        Array.Clear(_factor);
        for (int number = 0; number < count; number++)
        {
            _order[number] = number;
            _rest[number] = cells.ScatterOf(cell, number, number);
        }

        for (int step = 0; step < most; step++)
        {
            int best = step;
            for (int candidate = step + 1; candidate < count; candidate++)
            {
                best = _rest[_order[candidate]] > _rest[_order[best]] ? candidate : best;
            }

            (_order[step], _order[best]) = (_order[best], _order[step]);
            int pivot = _order[step];
            double square = _rest[pivot];
            if (!(square > Rounding * cells.ScatterOf(cell, pivot, pivot)) || !(square > 0))
            {
                return step;
            }

            Eliminate(cells, cell, pivot, step, Math.Sqrt(square));
        }

        return most;
    }

    private void Eliminate(CellTable cells, int cell, int pivot, int step, double root)
    {
        _factor[(pivot * count) + step] = root;
        for (int place = step + 1; place < count; place++)
        {
            int number = _order[place];
            double value = cells.ScatterOf(cell, Math.Min(number, pivot), Math.Max(number, pivot));
            for (int inner = 0; inner < step; inner++)
            {
                value -= _factor[(number * count) + inner] * _factor[(pivot * count) + inner];
            }

            _factor[(number * count) + step] = value / root;
            _rest[number] = Math.Max(0, _rest[number] - (value / root * (value / root)));
        }
    }
}
