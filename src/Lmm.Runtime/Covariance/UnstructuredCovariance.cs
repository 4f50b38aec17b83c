using Lmm.Formula.Binding;
using Lmm.Kernels;

namespace Lmm.Covariance;

/// <summary>All variances and correlations free: θ is the lower triangle of Λ, column by column (Bates et al. 2015, section 2.2).</summary>
internal sealed class UnstructuredCovariance(int effectCount) : ICovarianceParameterization
{
    public CovarianceStructure Structure => CovarianceStructure.Unstructured;

    public int EffectCount { get; } = effectCount;

    public int ParameterCount => EffectCount * (EffectCount + 1) / 2;

    public EffectBasis Basis => EffectBasis.Any;

    public string Quantities => EffectCount > 1 ? "variances and correlations" : "variances";

    public int EffectsTogether => EffectCount;

    public string[] ParameterNames(IReadOnlyList<string> effects)
        => [.. FreeElements(EffectCount).Select(element => element.Row == element.Column ? effects[element.Row] : $"{effects[element.Row]}.{effects[element.Column]}")];

    public void Start(double scale, Span<double> theta)
    {
        int next = 0;
        for (int column = 0; column < EffectCount; column++)
        {
            for (int row = column; row < EffectCount; row++)
            {
                theta[next++] = row == column ? scale : 0;
            }
        }
    }

    public void Factor(ReadOnlySpan<double> theta, Span<double> lambda)
    {
        lambda.Clear();
        int next = 0;
        for (int column = 0; column < EffectCount; column++)
        {
            for (int row = column; row < EffectCount; row++)
            {
                lambda[(row * EffectCount) + column] = theta[next++];
            }
        }
    }

    public int CovarianceDimension => ParameterCount;

    public void Derivative(ReadOnlySpan<double> theta, int parameter, Span<double> derivative)
    {
        derivative.Clear();
        derivative[Place(parameter)] = 1;
    }

    public void CovarianceBasis(int index, Span<double> matrix)
    {
        matrix.Clear();
        int place = Place(index);
        matrix[place] = 1;
        matrix[((place % EffectCount) * EffectCount) + (place / EffectCount)] = 1;
    }

    public void Parameters(ReadOnlySpan<double> lambda, Span<double> theta)
    {
        int next = 0;
        for (int column = 0; column < EffectCount; column++)
        {
            for (int row = column; row < EffectCount; row++)
            {
                theta[next++] = lambda[(row * EffectCount) + column];
            }
        }
    }

    public bool HasFaces => true;

    public void Axes(ReadOnlySpan<double> lambda, Span<double> axes, Span<double> sizes)
    {
        int k = EffectCount;
        lambda[..(k * k)].CopyTo(axes);
        ColumnRotation.Orthogonalize(axes, k);
        for (int column = 0; column < k; column++)
        {
            sizes[column] = ColumnRotation.Length(axes, k, column);
        }

        ColumnRotation.SortByLength(axes, sizes, k);
        ColumnRotation.Normalize(axes, sizes, k);
    }

    public IEnumerable<(int Row, int Column)> FreeElements(int rank)
        => Enumerable.Range(0, rank).SelectMany(column => Enumerable.Range(column, EffectCount - column).Select(row => (row, column)));

    // Where in the matrix, row by row, a parameter stands.
    private int Place(int parameter)
    {
        int column = 0;
        int rest = parameter;
        while (rest >= EffectCount - column)
        {
            rest -= EffectCount - column;
            column++;
        }

        return ((column + rest) * EffectCount) + column;
    }
}
