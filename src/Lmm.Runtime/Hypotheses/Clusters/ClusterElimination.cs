using System.Runtime.CompilerServices;
using Lmm.Crossing;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Hypotheses.Clusters;

/// <summary>Takes the random effects out of the sums of clusters, each of which is a level of a grouping factor with the levels of the other factors that lie in it.</summary>
/// <remarks>
/// With Θ = W⁻¹ + ZΛΛᵀZᵀ, [X y]ᵀΘ⁻¹[X y] is the Schur complement of I + ΛᵀZᵀWZΛ in [ZΛ X y]ᵀW[ZΛ X y] + diag(I, 0) (Woodbury's identity), as in the fit itself. The levels of the factor that
/// has most of them meet each other in no row, and go one by one; those of the others go together.
/// </remarks>
internal sealed class ClusterElimination
{
    /// <summary>The most effects that go together.</summary>
    private const int MostTogether = 1500;

    private readonly CrossProducts _products;
    private readonly double[][] _lambdas;
    private readonly LevelTotals _totals;
    private readonly int _head;
    private readonly OrientedPair[] _headPairs;
    private readonly LevelOrder[] _members;
    private readonly int[][] _places;
    private readonly int[] _together;

    /// <summary>Lays out the clusters.</summary>
    /// <param name="products">The cross-products.</param>
    /// <param name="lambdas">Λ of each factor.</param>
    /// <param name="totals">The sums of the clusters.</param>
    /// <param name="lies">For each factor and level the cluster; −1 for none.</param>
    public ClusterElimination(CrossProducts products, double[][] lambdas, LevelTotals totals, int[][] lies)
    {
        (_products, _lambdas, _totals) = (products, lambdas, totals);
        FactorCrossProducts[] factors = products.Factors;
        int clusters = products.LevelCountOf(totals.Grouping);
        _head = Array.IndexOf(factors, factors.MaxBy(static factor => factor.ColumnCount));
        _headPairs = [.. products.Pairs.Where(pair => pair.First == _head || pair.Second == _head).Select(pair => OrientedPair.Of(products, _head, pair.First == _head ? pair.Second : pair.First))];
        _members = Array.ConvertAll(lies, own => LevelOrder.Of(own, clusters, [.. Enumerable.Range(0, own.Length).Where(level => own[level] >= 0)]));
        _places = Array.ConvertAll(lies, static own => new int[own.Length]);
        _together = new int[clusters];
        for (int factor = 0; factor < factors.Length; factor++)
        {
            for (int level = 0; level < factors[factor].LevelCount && factor != _head; level++)
            {
                if (lies[factor][level] is >= 0 and int cluster)
                {
                    _places[factor][level] = _together[cluster];
                    _together[cluster] += factors[factor].EffectCount;
                }
            }
        }
    }

    /// <summary>What a cluster says of the coefficients.</summary>
    /// <exception cref="ModelException">It has too many random effects.</exception>
    public ClusterScore Score(int cluster)
    {
        int together = _together[cluster];
        if (together > MostTogether)
        {
            throw ClusterFaults.TooLarge(_products.Shape.ModelName, _totals.Grouping, together, MostTogether);
        }

        int rank = _totals.Order - 1;
        var sums = new SymmetricSums(together + _totals.Order);
        sums.Add(_totals.Of(cluster), together);
        for (int factor = 0; factor < _products.Factors.Length; factor++)
        {
            foreach (int level in LevelsOf(factor, cluster))
            {
                if (factor == _head)
                {
                    AddHead(level, together, sums);
                }
                else
                {
                    AddOwn(factor, level, together, sums);
                }
            }
        }

        AddPairs(cluster, sums);
        sums.Eliminate(together);
        return new ClusterScore(
            Matrix<double>.Build.Dense(rank, rank, (row, column) => sums[together + row, together + column]),
            Vector<double>.Build.Dense(rank, row => sums[together + row, together + rank]));
    }

    private ReadOnlySpan<int> LevelsOf(int factor, int cluster)
        => _members[factor].Rows.AsSpan(_members[factor].Start[cluster].._members[factor].Start[cluster + 1]);

    // I + ΛᵀZᵀWZΛ and ΛᵀZᵀW[X y] of a level.
    private void AddOwn(int factor, int level, int together, SymmetricSums sums)
    {
        int k = _products.Factors[factor].EffectCount;
        double[] own = Loaded(factor, level);
        int width = own.Length / k;
        int place = _places[factor][level];
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                sums[place + row, place + column] += own[(row * width) + column];
            }

            for (int column = k; column < width; column++)
            {
                sums[place + row, together + column - k] += own[(row * width) + column];
            }
        }
    }

    // What is left of the others' sums when the effects of a level of the head have been taken out.
    private void AddHead(int level, int together, SymmetricSums sums)
    {
        int k = _products.Factors[_head].EffectCount;
        double[] own = Loaded(_head, level);
        int width = own.Length / k;
        List<int> places = [];
        List<double[]> columns = [];
        foreach (OrientedPair pair in _headPairs)
        {
            for (int block = pair.Start[level]; block < pair.Start[level + 1]; block++)
            {
                double[] met = Between(_head, pair.Second, (row, column) => pair.Value(_products.Pairs, block, row, column));
                for (int column = 0; column < pair.ColumnEffects; column++)
                {
                    places.Add(_places[pair.Second][pair.Partner[block]] + column);
                    columns.Add([.. Enumerable.Range(0, k).Select(row => met[(row * pair.ColumnEffects) + column])]);
                }
            }
        }

        for (int column = k; column < width; column++)
        {
            places.Add(together + column - k);
            columns.Add([.. Enumerable.Range(0, k).Select(row => own[(row * width) + column])]);
        }

        var left = new SymmetricSums(k + columns.Count);
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                left[row, column] = own[(row * width) + column];
            }

            for (int column = 0; column < columns.Count; column++)
            {
                left[k + column, row] = columns[column][row];
            }
        }

        left.Eliminate(k);
        for (int row = 0; row < columns.Count; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                sums[places[row], places[column]] += left[k + row, k + column];
            }
        }
    }

    private void AddPairs(int cluster, SymmetricSums sums)
    {
        foreach (PairCrossProducts pair in _products.Pairs)
        {
            if (pair.First == _head || pair.Second == _head)
            {
                continue;
            }

            int height = _products.Factors[pair.First].EffectCount;
            int width = _products.Factors[pair.Second].EffectCount;
            foreach (int level in LevelsOf(pair.First, cluster))
            {
                for (int block = pair.Start[level]; block < pair.Start[level + 1]; block++)
                {
                    int at = block * height * width;
                    double[] met = Between(pair.First, pair.Second, (row, column) => pair.Values[at + (row * width) + column]);
                    for (int entry = 0; entry < met.Length; entry++)
                    {
                        sums[_places[pair.First][level] + (entry / width), _places[pair.Second][pair.Partner[block]] + (entry % width)] += met[entry];
                    }
                }
            }
        }
    }

    // Λ₁ᵀZ₁ᵀWZ₂Λ₂.
    private double[] Between(int first, int second, Func<int, int, double> value)
    {
        int height = _products.Factors[first].EffectCount;
        int width = _products.Factors[second].EffectCount;
        double[] block = [.. Enumerable.Range(0, height * width).Select(entry => value(entry / width, entry % width))];
        return TimesRight(TimesLeft(_lambdas[first], height, block, width), height, width, _lambdas[second], width);
    }

    // ΛᵀZᵀW[ZΛ X y] + [I 0] of a level.
    private double[] Loaded(int factor, int level)
    {
        FactorCrossProducts own = _products.Factors[factor];
        int k = own.EffectCount;
        double[] rows = TimesRight(TimesLeft(_lambdas[factor], k, own.Values.AsSpan(level * k * own.Width, k * own.Width), own.Width), k, own.Width, _lambdas[factor], k);
        for (int effect = 0; effect < k; effect++)
        {
            rows[(effect * own.Width) + effect] += 1;
        }

        return rows;
    }

    // ΛᵀB.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double[] TimesLeft(double[] lambda, int k, ReadOnlySpan<double> block, int width)
    {
        var result = new double[k * width];
        for (int inner = 0; inner < k; inner++)
        {
            for (int row = 0; row <= inner; row++)
            {
                double factor = lambda[(inner * k) + row];
                for (int column = 0; column < width && factor != 0; column++)
                {
                    result[(row * width) + column] += factor * block[(inner * width) + column];
                }
            }
        }

        return result;
    }

    // The first k columns of B times Λ, in place.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double[] TimesRight(double[] block, int height, int width, double[] lambda, int k)
    {
        for (int row = 0; row < height; row++)
        {
            Span<double> own = block.AsSpan(row * width, k);
            for (int column = 0; column < k; column++)
            {
                double sum = 0;
                for (int inner = column; inner < k; inner++)
                {
                    sum += own[inner] * lambda[(inner * k) + column];
                }

                own[column] = sum;
            }
        }

        return block;
    }
}
