using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>
/// The way back over the levels of an <see cref="OrthogonalFactorization"/>: β, modes, scores, precisions and covariances, level by level, those above it
/// being done. With a level's [Lᵀ S] taken up and [E E<sub>A</sub>] left, x what is above:
/// u = L⁻ᵀ(S<sub>y</sub> − Sx), v = E<sub>A</sub>ᵀ(E<sub>y</sub> − Ex), R = E<sub>A</sub>ᵀ(I − ECEᵀ)E<sub>A</sub>, and the covariance of the modes is JJᵀ + (JS)C(JS)ᵀ with
/// J = ΛL⁻ᵀ.
/// </summary>
internal sealed class LevelEstimates
{
    private readonly OrthogonalFactorization factorization;
    private readonly LevelTree tree;
    private readonly double[] above;
    private readonly double[] gap;
    private readonly double[] score;
    private readonly double[] roots;
    private readonly double[] weights;
    private readonly double[] products;
    private readonly double[] precision;
    private readonly double[] beta;
    private readonly double[] inverse;
    private readonly int rootWidth;

    public LevelEstimates(OrthogonalFactorization factorization)
    {
        this.factorization = factorization;
        tree = factorization.Tree;
        rootWidth = tree.Rank + 1;
        int width = tree.Width(0);
        int most = Enumerable.Range(0, tree.Depth).Max(tree.Effects);
        int widest = Enumerable.Range(0, tree.Depth).SelectMany(depth => tree.Segments(depth).ToArray()).Max(static segment => segment.EffectCount);
        above = new double[width];
        gap = new double[most];
        score = new double[most];
        roots = new double[Enumerable.Range(0, tree.Depth).Max(depth => tree.Effects(depth) * tree.Width(depth + 1))];
        weights = new double[Math.Max(most, widest * most)];
        products = new double[width * widest];
        precision = new double[widest * widest];
        beta = new double[tree.Rank];
        inverse = new double[tree.Rank * tree.Rank];
    }

    /// <summary>β in working coordinates.</summary>
    public ReadOnlySpan<double> Beta => beta;

    /// <summary>Solves for β, and writes its covariance matrix over σ².</summary>
    public void Solve(Span<double> covariance)
    {
        ReadOnlySpan<double> root = factorization.Root;
        for (int row = tree.Rank - 1; row >= 0; row--)
        {
            double sum = root[(row * rootWidth) + tree.Rank];
            for (int column = row + 1; column < tree.Rank; column++)
            {
                sum -= root[(row * rootWidth) + column] * beta[column];
            }

            beta[row] = sum / root[(row * rootWidth) + row];
        }

        // The rows of R_X⁻¹ one below the other, then their products.
        int rank = tree.Rank;
        Array.Clear(inverse);
        for (int row = 0; row < rank; row++)
        {
            inverse[(row * rank) + row] = 1;
            PlaneRotations.Eliminate(root, rootWidth, rank, rank, inverse.AsSpan(row * rank, rank));
        }

        LevelBlock.ProductTransposed(inverse, inverse, covariance, rank);
    }

    /// <summary>Solves for a level's modes, and adds its scores and precisions to the sums.</summary>
    public void Differentiate(int depth, int level, bool withFixedEffects, FactorSums[] sums)
    {
        int k = tree.Effects(depth);
        int width = tree.Width(depth);
        int over = width - k;
        GatherAbove(depth, level);
        ReadOnlySpan<double> own = factorization.Taken(depth, level);
        int stride = factorization.TakenStride(depth);
        Span<double> modes = factorization.LevelModes(depth, level);
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

        tree.MultiplyTransposed(depth, factorization.Lambda, modes);
        ReadOnlySpan<double> left = factorization.Left(depth, level);
        score.AsSpan(0, k).Clear();
        int count = 0;
        for (int row = 0; row < k; row++)
        {
            ReadOnlySpan<double> values = left.Slice(row * width, width);
            gap[row] = Gap(values[..over]);
            VectorProducts.Add(gap[row], values[over..], score.AsSpan(0, k));
            Span<double> root = roots.AsSpan(row * over, over);
            values[..over].CopyTo(root);
            count = Root(depth, level, withFixedEffects, root);
        }

        foreach (TailSegment segment in tree.Segments(depth))
        {
            for (int first = segment.First; first < segment.End; first += segment.EffectCount)
            {
                sums[segment.Factor].AddScore(score.AsSpan(first, segment.EffectCount));
                AddPrecision(left, k, width, count, first, sums[segment.Factor]);
            }
        }
    }

    /// <summary>Writes the covariance matrix over σ², at fixed β, of a level's modes from <paramref name="first"/> on.</summary>
    public void Covariance(int depth, int level, int first, Span<double> target, int count)
    {
        int k = tree.Effects(depth);
        int over = tree.Width(depth) - k;
        ReadOnlySpan<double> own = factorization.Taken(depth, level);
        int stride = factorization.TakenStride(depth);
        target.Clear();
        int rootCount = 0;
        for (int row = 0; row < count; row++)
        {
            // J, the row of ΛL⁻ᵀ, and −JS.
            Span<double> values = above.AsSpan(0, k + over);
            values.Clear();
            values[first + row] = 1;
            MultiplyByLambda(depth, values[..k]);
            PlaneRotations.Eliminate(own, stride, k, k + over, values);
            values[..k].CopyTo(weights.AsSpan(row * k));
            Span<double> root = products.AsSpan(row * over, over);
            values[k..].CopyTo(root);
            rootCount = Root(depth, level, withFixedEffects: false, root);
        }

        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                target[(row * count) + column] = LevelBlock.Dot(weights.AsSpan(row * k, k), weights.AsSpan(column * k, k))
                    + LevelBlock.Dot(products.AsSpan(row * over, rootCount), products.AsSpan(column * over, rootCount));
            }
        }
    }

    // A unit vector times Λ is a row of Λ.
    private void MultiplyByLambda(int depth, Span<double> row) => tree.Multiply(depth, factorization.Lambda, row);

    // Modes of the levels above and β, in the order of a row's columns.
    private void GatherAbove(int depth, int level)
    {
        int at = 0;
        int ancestor = level;
        for (int higher = depth + 1; higher < tree.Depth; higher++)
        {
            ancestor = tree.Parent(higher - 1, ancestor);
            factorization.LevelModes(higher, ancestor).CopyTo(above.AsSpan(at));
            at += tree.Effects(higher);
        }

        beta.CopyTo(above, at);
    }

    // What modes and β above leave of a row's response.
    private double Gap(ReadOnlySpan<double> values) => values[^1] - LevelBlock.Dot(values[..^1], above.AsSpan(0, values.Length - 1));

    // Overwrites g, a row over the columns above a level, with w so that wwᵀ = gCgᵀ for the covariance C over σ² of what is above; returns its length.
    private int Root(int depth, int level, bool withFixedEffects, Span<double> row)
    {
        int at = 0;
        int ancestor = level;
        for (int higher = depth + 1; higher < tree.Depth; higher++)
        {
            ancestor = tree.Parent(higher - 1, ancestor);
            int k = tree.Effects(higher);
            tree.Multiply(higher, factorization.Lambda, row.Slice(at, k));
            PlaneRotations.Eliminate(factorization.Taken(higher, ancestor), factorization.TakenStride(higher), k, tree.Width(higher) - 1, row[at..]);
            at += k;
        }

        if (!withFixedEffects)
        {
            return at;
        }

        PlaneRotations.Eliminate(factorization.Root, rootWidth, tree.Rank, tree.Rank, row[at..]);
        return at + tree.Rank;
    }

    // R over the effects of one level of one factor: E_AᵀE_A − (wᵀE_A)ᵀ(wᵀE_A).
    private void AddPrecision(ReadOnlySpan<double> left, int rows, int width, int count, int first, FactorSums sums)
    {
        int k = sums.EffectCount;
        int over = width - rows;
        Span<double> crossed = products.AsSpan(0, count * k);
        crossed.Clear();
        Array.Clear(precision);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<double> own = left.Slice((row * width) + over + first, k);
            for (int index = 0; index < count; index++)
            {
                VectorProducts.Add(roots[(row * over) + index], own, crossed.Slice(index * k, k));
            }

            for (int effect = 0; effect < k; effect++)
            {
                VectorProducts.Add(own[effect], own, precision.AsSpan(effect * k, k));
            }
        }

        for (int index = 0; index < count; index++)
        {
            ReadOnlySpan<double> own = crossed.Slice(index * k, k);
            for (int effect = 0; effect < k; effect++)
            {
                VectorProducts.Add(-own[effect], own, precision.AsSpan(effect * k, k));
            }
        }

        sums.AddPrecision(precision);
    }
}
