using System.Runtime.CompilerServices;
using Lmm.Kernels;
using Lmm.Solver.Blocks;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Sparse;

/// <summary>
/// The factorisation for crossed factors whose levels meet few others: the levels of all factors in one fill-reducing order, and a supernodal
/// sparse Cholesky factor whose pattern is found once and whose values are overwritten at every θ.
/// </summary>
internal sealed unsafe class SparseFactorization : Factorization
{
    private readonly FrontAssembly _assembly;
    private readonly SymbolicFactor _symbolic;
    private readonly int[] _firstNodes;
    private readonly FrontStorage _storage;
    private readonly FrontPlacement _placement;
    private readonly LevelResiduals _levelResiduals;
    private readonly FrontWorker[] _parts;
    private readonly Workers _workers;
    private readonly double[] _solution;
    private readonly double[][] _modes;
    private readonly double[][] _covariances;
    private readonly double[][] _residuals;
    private readonly double[] _fixedCovariance;
    private readonly double[] _fixedEffects;
    private readonly double[] _triangle;
    private readonly int _rank;
    private readonly Action<int> _factorPiece;
    private readonly Action<int> _invertPiece;
    private double[][] _lambda = [];
    private double[]? _knownFixedCovariance;
    private double[][]? _wantedCovariances;
    private SparseTangent? _tangent;

    public SparseFactorization(CrossProducts products, SymbolicFactor symbolic, int[] firstNodes, Workers workers)
    {
        _symbolic = symbolic;
        _firstNodes = firstNodes;
        _workers = workers;
        Operations = symbolic.Seconds() / BlockOrder.TailOperation;
        _rank = products.FixedEffects.Rank;
        _storage = new FrontStorage(symbolic);
        _assembly = new FrontAssembly(products, symbolic, firstNodes);
        _placement = new FrontPlacement(symbolic, FrontSchedule.Of(symbolic));
        _levelResiduals = new LevelResiduals(_assembly, workers.CancellationToken);
        _parts = new FrontWorker[_placement.Supernodes.Length];
        for (int part = 0; part < _parts.Length; part++)
        {
            // The pieces run beside each other; the fronts above them one by one, with all threads.
            int threads = part == _parts.Length - 1 ? workers.MaximumThreads : 1;
            _parts[part] = new FrontWorker(part, symbolic, _placement, _storage, _assembly, new FrontSums(products, symbolic, _assembly), threads, workers.CancellationToken);
        }

        _solution = new double[symbolic.ColumnsOfZ + _rank];
        _modes = Array.ConvertAll(products.Factors, static factor => new double[factor.ColumnCount]);
        _residuals = Array.ConvertAll(products.Factors, static factor => new double[factor.ColumnCount]);
        _covariances = Array.ConvertAll(products.Factors, static factor => new double[factor.ColumnCount * factor.EffectCount]);
        _fixedCovariance = new double[_rank * _rank];
        _fixedEffects = new double[_rank];
        _triangle = new double[_rank * _rank];
        _factorPiece = part => _parts[part].Factor(_lambda);
        _invertPiece = part => _parts[part].Invert(_lambda, _knownFixedCovariance, _wantedCovariances);
    }

    /// <inheritdoc/>
    public override double Operations { get; }

    /// <inheritdoc/>
    internal override ReadOnlySpan<double> FixedEffects => _fixedEffects;

    /// <inheritdoc/>
    internal override ReadOnlySpan<double> FixedEffectsCovariance => _fixedCovariance;

    private FrontWorker Top => _parts[^1];

    /// <inheritdoc/>
    protected override bool TryFactor(double[][] lambda)
    {
        _lambda = lambda;
        _workers.Run(_parts.Length - 1, _factorPiece);
        double sum = 0;
        for (int part = 0; part < _parts.Length - 1; part++)
        {
            sum += _parts[part].LogSum;
        }

        if (!double.IsFinite(sum))
        {
            return false;
        }

        Top.Factor(lambda);
        sum += Top.LogSum;
        if (!double.IsFinite(sum))
        {
            return false;
        }

        LogDeterminant = 2 * sum;
        double* border = _storage.Panel(_symbolic.Border);
        FixedLogDeterminant = 0;
        for (int row = 0; row < _rank; row++)
        {
            FixedLogDeterminant += 2 * Math.Log(border[(row * (_rank + 1)) + row]);
        }

        double last = border[(_rank * (_rank + 1)) + _rank];
        ResidualSumOfSquares = last * last;
        return true;
    }

    /// <inheritdoc/>
    protected override void Differentiate(bool withFixedEffects, FactorSums[] sums)
    {
        Solve();
        AddScores(sums);
        FormFixedEffectsCovariance();
        Invert(withFixedEffects ? _fixedCovariance : null, null);
        foreach (FrontWorker part in _parts)
        {
            part.Sums.AddTo(sums, _lambda);
        }
    }

    /// <inheritdoc/>
    protected override void Keep(bool withFixedEffects, FactorSums[] sums) => Invert(null, _covariances);

    /// <inheritdoc/>
    protected override void Linearize(bool withFixedEffects)
    {
        _tangent ??= new SparseTangent(_symbolic, _firstNodes, _placement, _storage, _assembly, Array.ConvertAll(_parts, static part => part.Stack), _levelResiduals, _workers);
        _tangent.Prepare(new SparseEstimates(_lambda, _solution, _residuals, _fixedEffects, _fixedCovariance, withFixedEffects));
    }

    /// <inheritdoc/>
    protected override FactorTangent Along(double[][] direction)
    {
        _tangent!.Move(direction);
        return _tangent;
    }

    /// <inheritdoc/>
    internal override ReadOnlySpan<double> Modes(int factor) => _modes[factor];

    /// <inheritdoc/>
    internal override ReadOnlySpan<double> Covariances(int factor) => _covariances[factor];

    /// <inheritdoc/>
    /// <remarks>Nothing is copied: the cross-products are read at every factorisation.</remarks>
    protected override void Read(CrossProducts products) => _assembly.Products = products;

    /// <inheritdoc/>
    protected override void ReadResponse(CrossProducts products) => Read(products);

    private void Invert(double[]? fixedCovariance, double[][]? wanted)
    {
        _knownFixedCovariance = fixedCovariance;
        _wantedCovariances = wanted;
        Top.Invert(_lambda, fixedCovariance, wanted);
        _workers.Run(_parts.Length - 1, _invertPiece);
    }

    // The row of y in L is the solution of the lower system; the upper one is solved from the last supernode to the first. Then b = Λu.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Solve()
    {
        for (int supernode = _symbolic.Border; supernode >= 0; supernode--)
        {
            _workers.CancellationToken.ThrowIfCancellationRequested();
            SolveSupernode(supernode);
        }

        _solution.AsSpan(_symbolic.ColumnsOfZ).CopyTo(_fixedEffects);
        for (int factor = 0; factor < _modes.Length; factor++)
        {
            int k = _assembly.Products.Factors[factor].EffectCount;
            for (int level = 0; level < _assembly.Products.Factors[factor].LevelCount; level++)
            {
                int place = _symbolic.Places[_firstNodes[factor] + level];
                ReadOnlySpan<double> u = _solution.AsSpan(_symbolic.ColumnOf(place), k);
                for (int effect = 0; effect < k; effect++)
                {
                    _modes[factor][(level * k) + effect] = LevelBlock.Dot(_lambda[factor].AsSpan(effect * k, effect + 1), u);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SolveSupernode(int supernode)
    {
        // The border's own last column is that of y, which is no unknown.
        int stride = _symbolic.ColumnCount(supernode);
        int columns = supernode == _symbolic.Border ? _rank : stride;
        double* panel = _storage.Panel(supernode);
        ReadOnlySpan<int> rows = _symbolic.RowsOf(supernode);
        Span<double> x = _solution.AsSpan(_symbolic.FirstColumn[supernode], columns);
        int last = _symbolic.FrontOrder(supernode) - 1;
        new ReadOnlySpan<double>(panel + ((nint)last * stride), columns).CopyTo(x);
        for (int row = 0; row < rows.Length - 1; row++)
        {
            VectorProducts.Add(-_solution[rows[row]], new ReadOnlySpan<double>(panel + ((nint)(stride + row) * stride), columns), x);
        }

        for (int row = columns - 1; row >= 0; row--)
        {
            double* values = panel + ((nint)row * stride);
            x[row] /= values[row];
            VectorProducts.Add(-x[row], new ReadOnlySpan<double>(values, row), x);
        }
    }

    // v = Zᵀe = Zᵀ(y − Xβ − Zb), level by level.
    private void AddScores(FactorSums[] sums)
    {
        _levelResiduals.Form(_modes, _fixedEffects, 1, _residuals);
        for (int factor = 0; factor < _residuals.Length; factor++)
        {
            int k = _assembly.Products.Factors[factor].EffectCount;
            for (int first = 0; first < _residuals[factor].Length; first += k)
            {
                sums[factor].AddScore(_residuals[factor].AsSpan(first, k));
            }
        }
    }

    private void FormFixedEffectsCovariance()
    {
        for (int row = 0; row < _rank; row++)
        {
            new ReadOnlySpan<double>(_storage.Panel(_symbolic.Border) + (row * (_rank + 1)), row + 1).CopyTo(_triangle.AsSpan(row * _rank));
        }

        SmallMatrix.InverseFromFactor(_triangle, _fixedCovariance, _rank);
    }
}
