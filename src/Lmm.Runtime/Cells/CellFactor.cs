using System.Runtime.CompilerServices;

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
    public double this[int number, int column] => _factor[(column * count) + number];

    /// <summary>The values of a column of the factor, k.</summary>
    public ReadOnlySpan<double> Column(int column) => _factor.AsSpan(column * count, count);

    /// <summary>Factorises a cell.</summary>
    /// <param name="scatter">The sums of products of its numbers, each with those before it and itself.</param>
    /// <param name="rows">The number of its rows.</param>
    /// <returns>The rank: as many rows less one have these sums. A cell without rows keeps its place, and has no weight.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Factorise(ReadOnlySpan<double> scatter, long rows)
    {
        int most = (int)Math.Clamp(rows - 1, 0, count);
        if (most == 0)
        {
            return 0;
        }

        Array.Clear(_factor);
        for (int number = 0; number < count; number++)
        {
            _order[number] = number;
            _rest[number] = scatter[Entry(number, number)];
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
            if (!(square > Rounding * scatter[Entry(pivot, pivot)]) || !(square > 0))
            {
                return step;
            }

            Eliminate(scatter, pivot, step, Math.Sqrt(square));
        }

        return most;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Eliminate(ReadOnlySpan<double> scatter, int pivot, int step, double root)
    {
        _factor[(step * count) + pivot] = root;
        for (int place = step + 1; place < count; place++)
        {
            int number = _order[place];
            double value = scatter[Entry(Math.Min(number, pivot), Math.Max(number, pivot))];
            for (int inner = 0; inner < step; inner++)
            {
                value -= _factor[(inner * count) + number] * _factor[(inner * count) + pivot];
            }

            value /= root;
            _factor[(step * count) + number] = value;
            _rest[number] = Math.Max(0, _rest[number] - (value * value));
        }
    }

    private static int Entry(int first, int second) => (second * (second + 1) / 2) + first;
}
