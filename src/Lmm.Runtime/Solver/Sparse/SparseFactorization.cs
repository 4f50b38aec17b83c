using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>
/// The factorisation for crossed factors whose levels meet few others: the levels of all factors in one fill-reducing order, and a supernodal
/// sparse Cholesky factor whose pattern is found once and whose values are overwritten at every θ.
/// </summary>
internal sealed unsafe class SparseFactorization : Factorization
{
    private readonly CrossProducts products;
    private readonly SymbolicFactor symbolic;
    private readonly int[] firstNodes;
    private readonly FrontStorage storage;
    private readonly FrontWorker[] parts;
    private readonly Workers workers;
    private readonly double[] solution;
    private readonly double[][] modes;
    private readonly double[][] covariances;
    private readonly double[][] residuals;
    private readonly double[] fixedCovariance;
    private readonly double[] fixedEffects;
    private readonly double[] triangle;
    private readonly int rank;
    private readonly Action<int> factorPiece;
    private readonly Action<int> invertPiece;
    private double[][] lambda = [];
    private double[]? knownFixedCovariance;
    private double[][]? wantedCovariances;

    public SparseFactorization(CrossProducts products, SymbolicFactor symbolic, int[] firstNodes, Workers workers)
    {
        this.products = products;
        this.symbolic = symbolic;
        this.firstNodes = firstNodes;
        this.workers = workers;
        Operations = symbolic.Seconds() / BlockOrder.TailOperation;
        rank = products.FixedEffects.Rank;
        storage = new FrontStorage(symbolic);
        var assembly = new FrontAssembly(products, symbolic, firstNodes);
        var placement = new FrontPlacement(symbolic, FrontSchedule.Of(symbolic));
        parts = new FrontWorker[placement.Supernodes.Length];
        for (int part = 0; part < parts.Length; part++)
        {
            // The pieces run beside each other; the fronts above them one by one, with all threads.
            int threads = part == parts.Length - 1 ? workers.MaximumThreads : 1;
            parts[part] = new FrontWorker(part, symbolic, placement, storage, assembly, new FrontSums(products, symbolic, assembly), threads);
        }

        solution = new double[symbolic.ColumnsOfZ + rank];
        modes = Array.ConvertAll(products.Factors, static factor => new double[factor.ColumnCount]);
        residuals = Array.ConvertAll(products.Factors, static factor => new double[factor.ColumnCount]);
        covariances = Array.ConvertAll(products.Factors, static factor => new double[factor.ColumnCount * factor.EffectCount]);
        fixedCovariance = new double[rank * rank];
        fixedEffects = new double[rank];
        triangle = new double[rank * rank];
        factorPiece = part => parts[part].Factor(lambda, workers.CancellationToken);
        invertPiece = part => parts[part].Invert(lambda, knownFixedCovariance, wantedCovariances);
    }

    /// <inheritdoc/>
    public override double Operations { get; }

    /// <inheritdoc/>
    public override ReadOnlySpan<double> FixedEffects => fixedEffects;

    /// <inheritdoc/>
    public override double[] FixedEffectsCovariance => fixedCovariance;

    private FrontWorker Top => parts[^1];

    /// <inheritdoc/>
    public override bool Factor(double[][] lambda)
    {
        this.lambda = lambda;
        workers.Run(parts.Length - 1, factorPiece);
        double sum = 0;
        for (int part = 0; part < parts.Length - 1; part++)
        {
            sum += parts[part].LogSum;
        }

        if (!double.IsFinite(sum))
        {
            return false;
        }

        Top.Factor(lambda, workers.CancellationToken);
        sum += Top.LogSum;
        if (!double.IsFinite(sum))
        {
            return false;
        }

        LogDeterminant = 2 * sum;
        double* border = storage.Panel(symbolic.Border);
        FixedLogDeterminant = 0;
        for (int row = 0; row < rank; row++)
        {
            FixedLogDeterminant += 2 * Math.Log(border[(row * (rank + 1)) + row]);
        }

        double last = border[(rank * (rank + 1)) + rank];
        ResidualSumOfSquares = last * last;
        return true;
    }

    /// <inheritdoc/>
    public override void Differentiate(bool withFixedEffects, FactorSums[] sums)
    {
        Solve();
        AddScores(sums);
        FormFixedEffectsCovariance();
        Invert(withFixedEffects ? fixedCovariance : null, null);
        foreach (FrontWorker part in parts)
        {
            part.Sums.AddTo(sums, lambda);
        }
    }

    /// <inheritdoc/>
    public override void Keep(bool withFixedEffects, FactorSums[] sums) => Invert(null, covariances);

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Modes(int factor) => modes[factor];

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Covariances(int factor) => covariances[factor];

    /// <inheritdoc/>
    /// <remarks>Nothing is copied: the cross-products are read at every factorisation.</remarks>
    public override void TakeResponse()
    {
    }

    private void Invert(double[]? fixedCovariance, double[][]? wanted)
    {
        knownFixedCovariance = fixedCovariance;
        wantedCovariances = wanted;
        Top.Invert(lambda, fixedCovariance, wanted);
        workers.Run(parts.Length - 1, invertPiece);
    }

    // The row of y in L is the solution of the lower system; the upper one is solved from the last supernode to the first. Then b = Λu.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Solve()
    {
        for (int supernode = symbolic.Border; supernode >= 0; supernode--)
        {
            SolveSupernode(supernode);
        }

        solution.AsSpan(symbolic.ColumnsOfZ).CopyTo(fixedEffects);
        for (int factor = 0; factor < modes.Length; factor++)
        {
            int k = products.Factors[factor].EffectCount;
            for (int level = 0; level < products.Factors[factor].LevelCount; level++)
            {
                int place = symbolic.Places[firstNodes[factor] + level];
                ReadOnlySpan<double> u = solution.AsSpan(symbolic.ColumnOf(place), k);
                for (int effect = 0; effect < k; effect++)
                {
                    modes[factor][(level * k) + effect] = LevelBlock.Dot(lambda[factor].AsSpan(effect * k, effect + 1), u);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SolveSupernode(int supernode)
    {
        // The border's own last column is that of y, which is no unknown.
        int stride = symbolic.ColumnCount(supernode);
        int columns = supernode == symbolic.Border ? rank : stride;
        double* panel = storage.Panel(supernode);
        ReadOnlySpan<int> rows = symbolic.RowsOf(supernode);
        Span<double> x = solution.AsSpan(symbolic.FirstColumn[supernode], columns);
        int last = symbolic.FrontOrder(supernode) - 1;
        new ReadOnlySpan<double>(panel + ((nint)last * stride), columns).CopyTo(x);
        for (int row = 0; row < rows.Length - 1; row++)
        {
            VectorProducts.Add(-solution[rows[row]], new ReadOnlySpan<double>(panel + ((nint)(stride + row) * stride), columns), x);
        }

        for (int row = columns - 1; row >= 0; row--)
        {
            double* values = panel + ((nint)row * stride);
            x[row] /= values[row];
            VectorProducts.Add(-x[row], new ReadOnlySpan<double>(values, row), x);
        }
    }

    // v = Zᵀe = Zᵀ(y − Xβ − Zb), level by level.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddScores(FactorSums[] sums)
    {
        for (int factor = 0; factor < residuals.Length; factor++)
        {
            FactorCrossProducts own = products.Factors[factor];
            int k = own.EffectCount;
            for (int row = 0; row < residuals[factor].Length; row++)
            {
                ReadOnlySpan<double> values = own.Values.AsSpan(row * own.Width, own.Width);
                ReadOnlySpan<double> b = modes[factor].AsSpan(row / k * k, k);
                residuals[factor][row] = values[^1] - LevelBlock.Dot(b, values) - LevelBlock.Dot(fixedEffects, values[k..]);
            }
        }

        foreach (PairCrossProducts pair in products.Pairs)
        {
            SubtractPair(pair);
        }

        for (int factor = 0; factor < residuals.Length; factor++)
        {
            int k = products.Factors[factor].EffectCount;
            for (int first = 0; first < residuals[factor].Length; first += k)
            {
                sums[factor].AddScore(residuals[factor].AsSpan(first, k));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SubtractPair(PairCrossProducts pair)
    {
        int rows = products.Factors[pair.First].EffectCount;
        int columns = products.Factors[pair.Second].EffectCount;
        for (int level = 0; level + 1 < pair.Start.Length; level++)
        {
            Span<double> left = residuals[pair.First].AsSpan(level * rows, rows);
            ReadOnlySpan<double> leftModes = modes[pair.First].AsSpan(level * rows, rows);
            for (int index = pair.Start[level]; index < pair.Start[level + 1]; index++)
            {
                int other = pair.Partner[index] * columns;
                int at = index * rows * columns;
                for (int row = 0; row < rows; row++)
                {
                    for (int column = 0; column < columns; column++)
                    {
                        double value = pair.Values[at++];
                        left[row] -= value * modes[pair.Second][other + column];
                        residuals[pair.Second][other + column] -= value * leftModes[row];
                    }
                }
            }
        }
    }

    private void FormFixedEffectsCovariance()
    {
        for (int row = 0; row < rank; row++)
        {
            new ReadOnlySpan<double>(storage.Panel(symbolic.Border) + (row * (rank + 1)), row + 1).CopyTo(triangle.AsSpan(row * rank));
        }

        SmallMatrix.InverseFromFactor(triangle, fixedCovariance, rank);
    }
}
