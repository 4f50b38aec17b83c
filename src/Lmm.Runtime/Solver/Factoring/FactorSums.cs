using System.Runtime.CompilerServices;

namespace Lmm.Solver.Factoring;

/// <summary>
/// What the gradient and the information need of one grouping factor: sums over its levels. R is the block Z<sub>l</sub>ᵀV⁻¹Z<sub>l</sub> of
/// a level (k × k), V the covariance matrix of the response over σ² (for REML V⁻¹ has X projected out), and v = Z<sub>l</sub>ᵀe.
/// </summary>
/// <remarks>
/// With Σ = ΛΛᵀ the covariance matrix of a level's effects over σ², ∂log|V|/∂Σ = ΣR and ∂r²/∂Σ = −Σvvᵀ, so that ∂f/∂Λ = 2(ΣR − (d/r²)Σvvᵀ)Λ.
/// The expected second derivative of f along dΣ is Σ tr(R dΣ R dΣ) (Jennrich &amp; Schluchter 1986).
/// </remarks>
internal sealed class FactorSums
{
    /// <summary>Below this size of Λ's diagonal, ΓΛ holds too few digits of Γ to solve for it.</summary>
    private const double NearlySingular = 1e-3;

    private readonly double[] _triangle;

    /// <summary>Makes room for sums over the levels of effects in blocks.</summary>
    public FactorSums(EffectBlocks blocks)
    {
        Blocks = blocks;
        int triangle = blocks.EffectCount * (blocks.EffectCount + 1) / 2;
        DeterminantSlope = new double[blocks.EffectCount * blocks.EffectCount];
        Score = new double[triangle];
        Precision = new double[triangle];
        PrecisionProducts = new double[blocks.Left.Length];
        _triangle = new double[triangle];
    }

    /// <summary>The effects that may be correlated.</summary>
    public EffectBlocks Blocks { get; }

    /// <summary>k.</summary>
    public int EffectCount => Blocks.EffectCount;

    /// <summary>½ ∂log|V|/∂Λ = (ΣR)Λ, k × k, row by row.</summary>
    public double[] DeterminantSlope { get; }

    /// <summary>Σvvᵀ, lower triangle.</summary>
    public double[] Score { get; }

    /// <summary>ΣR, lower triangle; for a factor in the tail an approximation that leaves out the other levels of the tail.</summary>
    public double[] Precision { get; }

    /// <summary>Σ R<sub>ab</sub>R<sub>cd</sub> over the levels, for the products of <see cref="Blocks"/>.</summary>
    public double[] PrecisionProducts { get; }

    /// <summary>Whether <see cref="Precision"/> is exact.</summary>
    public bool IsPrecisionExact { get; private set; }

    /// <summary>Sets all sums to zero.</summary>
    public void Clear()
    {
        Array.Clear(DeterminantSlope);
        Array.Clear(Score);
        Array.Clear(Precision);
        Array.Clear(PrecisionProducts);
    }

    /// <summary>Adds the sums over other levels of the same factor.</summary>
    public void Add(FactorSums other)
    {
        AddTo(DeterminantSlope, other.DeterminantSlope);
        AddTo(Score, other.Score);
        AddTo(Precision, other.Precision);
        AddTo(PrecisionProducts, other.PrecisionProducts);
    }

    private static void AddTo(double[] target, double[] part)
    {
        for (int index = 0; index < target.Length; index++)
        {
            target[index] += part[index];
        }
    }

    /// <summary>The place of entry (row, column) of a symmetric matrix in its lower triangle.</summary>
    public static int Place(int row, int column) => row >= column ? (row * (row + 1) / 2) + column : (column * (column + 1) / 2) + row;

    /// <summary>Adds a level's R, a symmetric k × k matrix.</summary>
    public void AddPrecision(ReadOnlySpan<double> precision)
    {
        int place = 0;
        for (int row = 0; row < EffectCount; row++)
        {
            for (int column = 0; column <= row; column++, place++)
            {
                _triangle[place] = precision[(row * EffectCount) + column];
                Precision[place] += _triangle[place];
            }
        }

        int[] left = Blocks.Left;
        int[] right = Blocks.Right;
        for (int product = 0; product < PrecisionProducts.Length; product++)
        {
            PrecisionProducts[product] += _triangle[left[product]] * _triangle[right[product]];
        }
    }

    /// <summary>Adds a level's vvᵀ.</summary>
    public void AddScore(ReadOnlySpan<double> residual)
    {
        int place = 0;
        for (int row = 0; row < EffectCount; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                Score[place++] += residual[row] * residual[column];
            }
        }
    }

    /// <summary>Forms <see cref="DeterminantSlope"/> = (ΣR)Λ from an exact <see cref="Precision"/>.</summary>
    public void FormDeterminantSlope(ReadOnlySpan<double> lambda)
    {
        MultiplySymmetric(Precision, lambda, DeterminantSlope);
        IsPrecisionExact = true;
    }

    /// <summary>Writes ½ ∂f/∂Λ = (ΣR)Λ − weight·(Σvvᵀ)Λ, k × k.</summary>
    public void HalfSlope(ReadOnlySpan<double> lambda, double weight, Span<double> slope)
    {
        MultiplySymmetric(Score, lambda, slope);
        for (int index = 0; index < slope.Length; index++)
        {
            slope[index] = DeterminantSlope[index] - (weight * slope[index]);
        }
    }

    /// <summary>
    /// Writes Γ = ΣR − weight·Σvvᵀ = ∂f/∂Σ, symmetric k × k: from the slope ΓΛ, which is exact, where Λ allows it; else from
    /// <see cref="Precision"/>.
    /// </summary>
    public void CovarianceSlope(ReadOnlySpan<double> lambda, double weight, Span<double> slope)
    {
        int k = EffectCount;
        if (!IsPrecisionExact && IsInvertible(lambda))
        {
            HalfSlope(lambda, weight, slope);
            for (int row = 0; row < k; row++)
            {
                for (int column = k - 1; column >= 0; column--)
                {
                    double sum = slope[(row * k) + column];
                    for (int inner = column + 1; inner < k; inner++)
                    {
                        sum -= slope[(row * k) + inner] * lambda[(inner * k) + column];
                    }

                    slope[(row * k) + column] = sum / lambda[(column * k) + column];
                }
            }

            return;
        }

        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < k; column++)
            {
                int place = Place(row, column);
                slope[(row * k) + column] = Precision[place] - (weight * Score[place]);
            }
        }
    }

    /// <summary>
    /// Writes Σ RER for a direction E within the blocks (k × k, row by row): its entries within the blocks, the others are left as they are. The
    /// expected second derivative along E and F is the trace of its product with F.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Information(MatrixEntries direction, Span<double> target)
    {
        ReadOnlySpan<int> rows = direction.Rows;
        ReadOnlySpan<int> columns = direction.Columns;
        ReadOnlySpan<double> values = direction.Values;
        for (int block = 0; block < Blocks.Count; block++)
        {
            for (int a = Blocks.First(block); a < Blocks.End(block); a++)
            {
                for (int d = Blocks.First(block); d <= a; d++)
                {
                    double sum = 0;
                    for (int entry = 0; entry < values.Length; entry++)
                    {
                        sum += values[entry] * PrecisionProducts[Blocks.Product(a, rows[entry], columns[entry], d)];
                    }

                    target[(a * EffectCount) + d] = target[(d * EffectCount) + a] = sum;
                }
            }
        }
    }

    /// <summary>Σ tr(R E R F) for two directions of one entry each.</summary>
    public double InformationOfEntries(MatrixEntries first, MatrixEntries second)
        => first.Values[0] * second.Values[0] * PrecisionProducts[Blocks.Product(second.Columns[0], first.Rows[0], first.Columns[0], second.Rows[0])];

    /// <summary>Σ (v'Rv)² over the levels, for a v whose entries that are not zero lie in one block.</summary>
    public double Information(ReadOnlySpan<double> direction)
    {
        double sum = 0;
        for (int block = 0; block < Blocks.Count; block++)
        {
            sum += Information(direction, Blocks.First(block), Blocks.End(block));
        }

        return sum;
    }

    private double Information(ReadOnlySpan<double> direction, int first, int end)
    {
        double sum = 0;
        for (int a = first; a < end; a++)
        {
            for (int b = first; b <= a && direction[a] != 0; b++)
            {
                double left = direction[a] * direction[b] * (a == b ? 1 : 2);
                for (int c = first; c < end && left != 0; c++)
                {
                    for (int d = first; d <= c; d++)
                    {
                        sum += left * direction[c] * direction[d] * (c == d ? 1 : 2) * PrecisionProducts[Blocks.Product(a, b, c, d)];
                    }
                }
            }
        }

        return sum;
    }

    private bool IsInvertible(ReadOnlySpan<double> lambda)
    {
        for (int index = 0; index < EffectCount; index++)
        {
            if (Math.Abs(lambda[(index * EffectCount) + index]) < NearlySingular)
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplySymmetric(double[] triangle, ReadOnlySpan<double> lambda, Span<double> target)
    {
        for (int row = 0; row < EffectCount; row++)
        {
            for (int column = 0; column < EffectCount; column++)
            {
                double sum = 0;
                for (int inner = column; inner < EffectCount; inner++)
                {
                    sum += triangle[Place(row, inner)] * lambda[(inner * EffectCount) + column];
                }

                target[(row * EffectCount) + column] = sum;
            }
        }
    }
}
