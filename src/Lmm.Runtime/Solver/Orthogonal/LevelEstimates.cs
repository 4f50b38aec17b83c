using Lmm.Kernels;
using Lmm.Solver.Blocks;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Orthogonal;

/// <summary>
/// The way back over the levels of an <see cref="OrthogonalFactorization"/>: β, modes, scores, precisions and covariances, level by level, those above it
/// being done. With a level's [Lᵀ S] taken up and [E E<sub>A</sub>] left, x what is above:
/// u = L⁻ᵀ(S<sub>y</sub> − Sx), v = E<sub>A</sub>ᵀ(E<sub>y</sub> − Ex), R = E<sub>A</sub>ᵀ(I − ECEᵀ)E<sub>A</sub>, and the covariance of the modes is JJᵀ + (JS)C(JS)ᵀ with
/// J = ΛL⁻ᵀ.
/// </summary>
internal sealed class LevelEstimates
{
    private readonly OrthogonalFactorization _factorization;
    private readonly LevelTree _tree;
    private readonly double[] _above;
    private readonly double[] _gap;
    private readonly double[] _score;
    private readonly double[] _roots;
    private readonly double[] _weights;
    private readonly double[] _products;
    private readonly double[] _precision;
    private readonly double[] _beta;
    private readonly double[] _inverse;
    private readonly int _rootWidth;

    public LevelEstimates(OrthogonalFactorization factorization)
    {
        _factorization = factorization;
        _tree = factorization.Tree;
        _rootWidth = _tree.Rank + 1;
        int width = _tree.Width(0);
        int most = Enumerable.Range(0, _tree.Depth).Max(_tree.Effects);
        int widest = Enumerable.Range(0, _tree.Depth).SelectMany(depth => _tree.Segments(depth).ToArray()).Max(static segment => segment.EffectCount);
        _above = new double[width];
        _gap = new double[most];
        _score = new double[most];
        _roots = new double[Enumerable.Range(0, _tree.Depth).Max(depth => _tree.Effects(depth) * _tree.Width(depth + 1))];
        _weights = new double[Math.Max(most, widest * most)];
        _products = new double[width * widest];
        _precision = new double[widest * widest];
        _beta = new double[_tree.Rank];
        _inverse = new double[_tree.Rank * _tree.Rank];
    }

    /// <summary>β in working coordinates.</summary>
    public ReadOnlySpan<double> Beta => _beta;

    /// <summary>Solves for β, and writes its covariance matrix over σ².</summary>
    public void Solve(Span<double> covariance)
    {
        ReadOnlySpan<double> root = _factorization.Root;
        for (int row = _tree.Rank - 1; row >= 0; row--)
        {
            double sum = root[(row * _rootWidth) + _tree.Rank];
            for (int column = row + 1; column < _tree.Rank; column++)
            {
                sum -= root[(row * _rootWidth) + column] * _beta[column];
            }

            _beta[row] = sum / root[(row * _rootWidth) + row];
        }

        // The rows of R_X⁻¹ one below the other, then their products.
        int rank = _tree.Rank;
        Array.Clear(_inverse);
        for (int row = 0; row < rank; row++)
        {
            _inverse[(row * rank) + row] = 1;
            PlaneRotations.Eliminate(root, _rootWidth, rank, rank, _inverse.AsSpan(row * rank, rank));
        }

        LevelBlock.ProductTransposed(_inverse, _inverse, covariance, rank);
    }

    /// <summary>Solves for a level's modes, and adds its scores and precisions to the sums.</summary>
    public void Differentiate(int depth, int level, bool withFixedEffects, FactorSums[] sums)
    {
        int k = _tree.Effects(depth);
        int width = _tree.Width(depth);
        int over = width - k;
        GatherAbove(depth, level);
        ReadOnlySpan<double> own = _factorization.Taken(depth, level);
        int stride = _factorization.TakenStride(depth);
        Span<double> modes = _factorization.LevelModes(depth, level);
        for (int effect = k - 1; effect >= 0; effect--)
        {
            ReadOnlySpan<double> values = own.Slice(effect * stride, width);
            double sum = Gap(values[k..]);
            for (int other = effect + 1; other < k; other++)
            {
                sum -= values[other] * modes[other];
            }

            modes[effect] = sum / values[effect];
        }

        _tree.MultiplyTransposed(depth, _factorization.Lambda, modes);
        ReadOnlySpan<double> left = _factorization.Left(depth, level);
        _score.AsSpan(0, k).Clear();
        int count = 0;
        for (int row = 0; row < k; row++)
        {
            ReadOnlySpan<double> values = left.Slice(row * width, width);
            _gap[row] = Gap(values[..over]);
            VectorProducts.Add(_gap[row], values[over..], _score.AsSpan(0, k));
            Span<double> root = _roots.AsSpan(row * over, over);
            values[..over].CopyTo(root);
            count = Root(depth, level, withFixedEffects, root);
        }

        foreach (TailSegment segment in _tree.Segments(depth))
        {
            for (int first = segment.First; first < segment.End; first += segment.EffectCount)
            {
                sums[segment.Factor].AddScore(_score.AsSpan(first, segment.EffectCount));
                AddPrecision(left, k, width, count, first, sums[segment.Factor]);
            }
        }
    }

    /// <summary>Writes the covariance matrix over σ², at fixed β, of a level's modes from <paramref name="first"/> on.</summary>
    public void Covariance(int depth, int level, int first, Span<double> target, int count)
    {
        int k = _tree.Effects(depth);
        int over = _tree.Width(depth) - k;
        ReadOnlySpan<double> own = _factorization.Taken(depth, level);
        int stride = _factorization.TakenStride(depth);
        target.Clear();
        int rootCount = 0;
        for (int row = 0; row < count; row++)
        {
            // J, the row of ΛL⁻ᵀ, and −JS.
            Span<double> values = _above.AsSpan(0, k + over);
            values.Clear();
            values[first + row] = 1;
            MultiplyByLambda(depth, values[..k]);
            PlaneRotations.Eliminate(own, stride, k, k + over, values);
            values[..k].CopyTo(_weights.AsSpan(row * k));
            Span<double> root = _products.AsSpan(row * over, over);
            values[k..].CopyTo(root);
            rootCount = Root(depth, level, withFixedEffects: false, root);
        }

        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                target[(row * count) + column] = LevelBlock.Dot(_weights.AsSpan(row * k, k), _weights.AsSpan(column * k, k))
                    + LevelBlock.Dot(_products.AsSpan(row * over, rootCount), _products.AsSpan(column * over, rootCount));
            }
        }
    }

    // A unit vector times Λ is a row of Λ.
    private void MultiplyByLambda(int depth, Span<double> row) => _tree.Multiply(depth, _factorization.Lambda, row);

    // Modes of the levels above and β, in the order of a row's columns.
    private void GatherAbove(int depth, int level)
    {
        int at = 0;
        int ancestor = level;
        for (int higher = depth + 1; higher < _tree.Depth; higher++)
        {
            ancestor = _tree.Parent(higher - 1, ancestor);
            _factorization.LevelModes(higher, ancestor).CopyTo(_above.AsSpan(at));
            at += _tree.Effects(higher);
        }

        _beta.CopyTo(_above, at);
    }

    // What modes and β above leave of a row's response.
    private double Gap(ReadOnlySpan<double> values) => values[^1] - LevelBlock.Dot(values[..^1], _above.AsSpan(0, values.Length - 1));

    // Overwrites g, a row over the columns above a level, with w so that wwᵀ = gCgᵀ for the covariance C over σ² of what is above; returns its length.
    private int Root(int depth, int level, bool withFixedEffects, Span<double> row)
    {
        int at = 0;
        int ancestor = level;
        for (int higher = depth + 1; higher < _tree.Depth; higher++)
        {
            ancestor = _tree.Parent(higher - 1, ancestor);
            int k = _tree.Effects(higher);
            _tree.Multiply(higher, _factorization.Lambda, row.Slice(at, k));
            PlaneRotations.Eliminate(_factorization.Taken(higher, ancestor), _factorization.TakenStride(higher), k, _tree.Width(higher) - 1, row[at..]);
            at += k;
        }

        if (!withFixedEffects)
        {
            return at;
        }

        PlaneRotations.Eliminate(_factorization.Root, _rootWidth, _tree.Rank, _tree.Rank, row[at..]);
        return at + _tree.Rank;
    }

    // R over the effects of one level of one factor: E_AᵀE_A − (wᵀE_A)ᵀ(wᵀE_A).
    private void AddPrecision(ReadOnlySpan<double> left, int rows, int width, int count, int first, FactorSums sums)
    {
        int k = sums.EffectCount;
        int over = width - rows;
        Span<double> crossed = _products.AsSpan(0, count * k);
        crossed.Clear();
        Array.Clear(_precision);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<double> own = left.Slice((row * width) + over + first, k);
            for (int index = 0; index < count; index++)
            {
                VectorProducts.Add(_roots[(row * over) + index], own, crossed.Slice(index * k, k));
            }

            for (int effect = 0; effect < k; effect++)
            {
                VectorProducts.Add(own[effect], own, _precision.AsSpan(effect * k, k));
            }
        }

        for (int index = 0; index < count; index++)
        {
            ReadOnlySpan<double> own = crossed.Slice(index * k, k);
            for (int effect = 0; effect < k; effect++)
            {
                VectorProducts.Add(-own[effect], own, _precision.AsSpan(effect * k, k));
            }
        }

        sums.AddPrecision(_precision);
    }
}
