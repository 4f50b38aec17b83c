using Lmm.Formula.Binding;

namespace Lmm.Covariance;

/// <summary>Variances free, correlations zero: θ is the diagonal of Λ.</summary>
internal sealed class DiagonalCovariance(int effectCount) : ICovarianceParameterization
{
    public CovarianceStructure Structure => CovarianceStructure.Diagonal;

    public int EffectCount { get; } = effectCount;

    public int ParameterCount => EffectCount;

    public EffectBasis Basis => EffectBasis.Scaling;

    public string Quantities => "variances";

    public int EffectsTogether => 1;

    public string[] ParameterNames(IReadOnlyList<string> effects) => [.. effects];

    public void Start(double scale, Span<double> theta) => theta[..EffectCount].Fill(scale);

    public void Factor(ReadOnlySpan<double> theta, Span<double> lambda)
    {
        lambda.Clear();
        for (int effect = 0; effect < EffectCount; effect++)
        {
            lambda[(effect * EffectCount) + effect] = theta[effect];
        }
    }

    public int CovarianceDimension => EffectCount;

    public void Derivative(ReadOnlySpan<double> theta, int parameter, Span<double> derivative) => CovarianceBasis(parameter, derivative);

    public void CovarianceBasis(int index, Span<double> matrix)
    {
        matrix.Clear();
        matrix[(index * EffectCount) + index] = 1;
    }

    public void Parameters(ReadOnlySpan<double> lambda, Span<double> theta)
    {
        for (int effect = 0; effect < EffectCount; effect++)
        {
            theta[effect] = lambda[(effect * EffectCount) + effect];
        }
    }

    public bool HasFaces => true;

    public void Axes(ReadOnlySpan<double> lambda, Span<double> axes, Span<double> sizes)
    {
        axes[..(EffectCount * EffectCount)].Clear();
        for (int effect = 0; effect < EffectCount; effect++)
        {
            double size = Size(lambda, effect);
            int place = 0;
            for (int other = 0; other < EffectCount; other++)
            {
                double rival = Size(lambda, other);
                place += rival > size || (rival == size && other < effect) ? 1 : 0;
            }

            sizes[place] = size;
            axes[(effect * EffectCount) + place] = 1;
        }
    }

    public IEnumerable<(int Row, int Column)> FreeElements(int rank) => Enumerable.Range(0, rank).Select(static place => (place, place));

    private double Size(ReadOnlySpan<double> lambda, int effect) => Math.Abs(lambda[(effect * EffectCount) + effect]);
}
