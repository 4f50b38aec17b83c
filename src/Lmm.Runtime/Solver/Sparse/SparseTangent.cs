using System.Runtime.CompilerServices;
using Lmm.Kernels;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Sparse;

/// <summary>
/// The gradient by a sparse factor differentiated forward: the elimination, the solution, the entries of the inverse on the pattern of the factor, and the sums over
/// them. It takes the room of one factor more.
/// </summary>
/// <remarks>
/// The solution has Ω₁₁x₁ = y₁ − Ω₁ᵦxᵦ, so that x₁ = V<sub>y</sub>ᵀ − Vᵦᵀxᵦ front by front with V = L₂₁L₁₁⁻¹, and ∂x₁ = ∂V<sub>y</sub>ᵀ − ∂Vᵦᵀxᵦ − Vᵦᵀ∂xᵦ, ∂V = UK as
/// <see cref="DenseFrontTangent"/> has it. With S the border's Schur complement, C = S<sub>XX</sub>⁻¹ the covariance matrix of β, ∂C = −C∂S<sub>XX</sub>C and
/// ∂β = C(∂S<sub>Xy</sub> − ∂S<sub>XX</sub>β).
/// </remarks>
internal sealed unsafe class SparseTangent : FactorTangent
{
    private readonly SymbolicFactor _symbolic;
    private readonly FrontAssembly _assembly;
    private readonly FrontStorage _storage;
    private readonly FrontStorage _tangents;
    private readonly TangentWorker[] _parts;
    private readonly LevelResiduals _levelResiduals;
    private readonly Workers _workers;
    private readonly int[] _firstNodes;
    private readonly double[][] _slopes;
    private readonly double[][] _scores;
    private readonly double[][] _modes;
    private readonly double[][] _residuals;
    private readonly double[] _solution;
    private readonly double[] _column;
    private readonly double[] _fixedCovariance;
    private readonly double[] _half;
    private readonly double[] _schur;
    private readonly Action<int> _preparePiece;
    private readonly Action<int> _eliminatePiece;
    private readonly Action<int> _invertPiece;
    private readonly int _rank;
    private SparseEstimates? _estimates;
    private double[][] _direction = [];

    /// <summary>Makes room for the derivatives.</summary>
    public SparseTangent(
        SymbolicFactor symbolic,
        int[] firstNodes,
        FrontPlacement placement,
        FrontStorage storage,
        FrontAssembly assembly,
        FrontStack[] stacks,
        LevelResiduals levelResiduals,
        Workers workers)
    {
        (_symbolic, _firstNodes, _storage, _assembly, _levelResiduals, _workers) = (symbolic, firstNodes, storage, assembly, levelResiduals, workers);
        CrossProducts products = assembly.Products;
        _rank = products.FixedEffects.Rank;
        _tangents = new FrontStorage(symbolic);
        var tangentAssembly = new TangentAssembly(symbolic, assembly);
        _parts = new TangentWorker[stacks.Length];
        for (int part = 0; part < _parts.Length; part++)
        {
            int threads = part == _parts.Length - 1 ? workers.MaximumThreads : 1;
            var sums = new TangentSums(symbolic, assembly);
            _parts[part] = new TangentWorker(part, symbolic, placement, storage, stacks[part], _tangents, tangentAssembly, sums, threads, workers.CancellationToken);
        }

        _slopes = Array.ConvertAll(products.Factors, static factor => new double[factor.EffectCount * factor.EffectCount]);
        _scores = Array.ConvertAll(products.Factors, static factor => new double[factor.EffectCount * (factor.EffectCount + 1) / 2]);
        _modes = Array.ConvertAll(products.Factors, static factor => new double[factor.ColumnCount]);
        _residuals = Array.ConvertAll(products.Factors, static factor => new double[factor.ColumnCount]);
        _solution = new double[symbolic.ColumnsOfZ + _rank];
        _column = new double[Enumerable.Range(0, symbolic.Count).Max(symbolic.ColumnCount)];
        _fixedCovariance = new double[_rank * _rank];
        _half = new double[_rank * _rank];
        _schur = new double[(_rank + 1) * (_rank + 1)];
        _preparePiece = part => _parts[part].Prepare();
        _eliminatePiece = part => _parts[part].Eliminate(Estimates.Lambda, _direction);
        _invertPiece = InvertPiece;
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<double> FixedEffectsCovariance => _fixedCovariance;

    private SparseEstimates Estimates => _estimates ?? throw new InvalidOperationException("Nothing has been prepared.");

    private TangentWorker Top => _parts[^1];

    /// <inheritdoc/>
    public override ReadOnlySpan<double> DeterminantSlope(int factor) => _slopes[factor];

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Score(int factor) => _scores[factor];

    /// <summary>Takes over a factor, whose panels are turned into what derivatives take of them.</summary>
    public void Prepare(SparseEstimates estimates)
    {
        _estimates = estimates;
        _workers.Run(_parts.Length, _preparePiece);
    }

    /// <summary>Differentiates along a direction, k × k to a grouping factor.</summary>
    public void Move(double[][] direction)
    {
        _direction = direction;
        _workers.Run(_parts.Length - 1, _eliminatePiece);
        Top.Eliminate(Estimates.Lambda, direction);
        FormFixedEffects();
        Solve();
        FormScores();
        InvertPiece(_parts.Length - 1);
        _workers.Run(_parts.Length - 1, _invertPiece);
        foreach (double[] slope in _slopes)
        {
            Array.Clear(slope);
        }

        foreach (TangentWorker part in _parts)
        {
            part.Sums.AddTo(_slopes, Estimates.Lambda, direction);
        }
    }

    private void InvertPiece(int part) => _parts[part].Invert(
        Estimates.Lambda, _direction, Estimates.WithFixedEffects ? Estimates.FixedEffectsCovariance : null, Estimates.WithFixedEffects ? _fixedCovariance : null);

    // ∂β, at the end of the solution, and ∂C.
    private void FormFixedEffects()
    {
        int width = _rank + 1;
        double* border = _tangents.Panel(_symbolic.Border);
        for (int row = 0; row < width; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                _schur[(row * width) + column] = _schur[(column * width) + row] = border[(row * width) + column];
            }
        }

        double[] covariance = Estimates.FixedEffectsCovariance;
        Span<double> right = _column.AsSpan(0, _rank);
        Span<double> beta = _solution.AsSpan(_symbolic.ColumnsOfZ);
        Array.Clear(_half);
        for (int row = 0; row < _rank; row++)
        {
            ReadOnlySpan<double> schur = _schur.AsSpan(row * width, _rank);
            right[row] = _schur[(row * width) + _rank] - VectorProducts.Dot(schur, Estimates.FixedEffects);
            for (int inner = 0; inner < _rank; inner++)
            {
                VectorProducts.Add(schur[inner], covariance.AsSpan(inner * _rank, _rank), _half.AsSpan(row * _rank, _rank));
            }
        }

        Array.Clear(_fixedCovariance);
        for (int row = 0; row < _rank; row++)
        {
            ReadOnlySpan<double> own = covariance.AsSpan(row * _rank, _rank);
            beta[row] = VectorProducts.Dot(own, right);
            for (int inner = 0; inner < _rank; inner++)
            {
                VectorProducts.Add(-own[inner], _half.AsSpan(inner * _rank, _rank), _fixedCovariance.AsSpan(row * _rank, _rank));
            }
        }
    }

    // ∂u, from the last supernode to the first; then ∂b = dΛu + Λ∂u.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Solve()
    {
        for (int supernode = _symbolic.Border - 1; supernode >= 0; supernode--)
        {
            _workers.CancellationToken.ThrowIfCancellationRequested();
            SolveSupernode(supernode);
        }

        for (int factor = 0; factor < _modes.Length; factor++)
        {
            int k = _assembly.Products.Factors[factor].EffectCount;
            for (int level = 0; level < _assembly.Products.Factors[factor].LevelCount; level++)
            {
                int column = _symbolic.ColumnOf(_symbolic.Places[_firstNodes[factor] + level]);
                ReadOnlySpan<double> u = Estimates.Solution.AsSpan(column, k);
                ReadOnlySpan<double> tangent = _solution.AsSpan(column, k);
                for (int effect = 0; effect < k; effect++)
                {
                    _modes[factor][(level * k) + effect] = LevelBlock.Dot(_direction[factor].AsSpan(effect * k, k), u)
                        + LevelBlock.Dot(Estimates.Lambda[factor].AsSpan(effect * k, effect + 1), tangent);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SolveSupernode(int supernode)
    {
        int columns = _symbolic.ColumnCount(supernode);
        int first = _symbolic.FirstColumn[supernode];
        double* panel = _storage.Panel(supernode);
        double* tangents = _tangents.Panel(supernode);
        ReadOnlySpan<int> rows = _symbolic.RowsOf(supernode);
        double[] known = Estimates.Solution;
        Span<double> x = _solution.AsSpan(first, columns);
        Span<double> gap = _column.AsSpan(0, columns);
        x.Clear();
        new ReadOnlySpan<double>(tangents + ((nint)(columns + rows.Length - 1) * columns), columns).CopyTo(gap);
        for (int row = 0; row < rows.Length - 1; row++)
        {
            nint at = (nint)(columns + row) * columns;
            VectorProducts.Add(-known[rows[row]], new ReadOnlySpan<double>(tangents + at, columns), gap);
            VectorProducts.Add(-_solution[rows[row]], new ReadOnlySpan<double>(panel + at, columns), x);
        }

        if (FrontWorker.IsLarge(_symbolic, supernode))
        {
            for (int row = 0; row < columns; row++)
            {
                x[row] += VectorProducts.Dot(new ReadOnlySpan<double>(panel + ((nint)row * columns), columns), gap);
            }

            return;
        }

        for (int row = columns - 1; row >= 0; row--)
        {
            nint at = (nint)row * columns;
            x[row] += gap[row] * panel[at + row];
            VectorProducts.Add(-known[first + row], new ReadOnlySpan<double>(tangents + at, row), gap);
            VectorProducts.Add(-x[row], new ReadOnlySpan<double>(panel + at, row), x);
        }
    }

    // Σ ∂v vᵀ + v ∂vᵀ.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FormScores()
    {
        _levelResiduals.Form(_modes, _solution.AsSpan(_symbolic.ColumnsOfZ), 0, _residuals);
        for (int factor = 0; factor < _scores.Length; factor++)
        {
            int k = _assembly.Products.Factors[factor].EffectCount;
            double[] score = _scores[factor];
            Array.Clear(score);
            for (int level = 0; level < _residuals[factor].Length; level += k)
            {
                ReadOnlySpan<double> v = Estimates.Residuals[factor].AsSpan(level, k);
                ReadOnlySpan<double> tangent = _residuals[factor].AsSpan(level, k);
                int place = 0;
                for (int row = 0; row < k; row++)
                {
                    for (int column = 0; column <= row; column++)
                    {
                        score[place++] += (tangent[row] * v[column]) + (v[row] * tangent[column]);
                    }
                }
            }
        }
    }
}
