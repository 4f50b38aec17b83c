using Lmm.Covariance;
using Lmm.Formula.Binding;

namespace Lmm.Tests.Solver;

/// <summary>One variance and one correlation: θ are the standard deviations, over σ, along the mean of the effects and across it.</summary>
internal sealed class CompoundSymmetry(int effectCount) : ICovarianceParameterization
{
    private readonly double[] _rotation = new double[effectCount * effectCount];
    private readonly double[] _lambda = new double[effectCount * effectCount];
    private readonly double[] _room = new double[effectCount * effectCount];

    public CovarianceStructure Structure { get; } = new CompoundSymmetryStructure();

    public int EffectCount => effectCount;

    public int ParameterCount => 2;

    public EffectBasis Basis => EffectBasis.Fixed;

    public string Quantities => "variances and correlations";

    public int EffectsTogether => effectCount;

    public int CovarianceDimension => 0;

    public bool HasFaces => false;

    public string[] ParameterNames(IReadOnlyList<string> effects) => ["along", "across"];

    public void Start(double scale, Span<double> theta) => theta[..2].Fill(scale);

    public void Factor(ReadOnlySpan<double> theta, Span<double> lambda)
    {
        Root(theta, _room);
        CanonicalFactor.Write(_room, effectCount, lambda, _rotation);
    }

    // The root of Σ is M = aP + b(I − P) with P = J/k, and Λ = MRᵀ: ∂M Rᵀ will do for ∂Λ.
    public void Derivative(ReadOnlySpan<double> theta, int parameter, Span<double> derivative)
    {
        Factor(theta, _lambda);
        Root(parameter == 0 ? [1, 0] : [0, 1], _room);
        for (int row = 0; row < effectCount; row++)
        {
            for (int column = 0; column < effectCount; column++)
            {
                double sum = 0;
                for (int inner = 0; inner < effectCount; inner++)
                {
                    sum += _room[(row * effectCount) + inner] * _rotation[(column * effectCount) + inner];
                }

                derivative[(row * effectCount) + column] = sum;
            }
        }
    }

    public void CovarianceBasis(int index, Span<double> matrix) => throw new NotSupportedException();

    // tr ΣP and tr Σ(I − P).
    public void Parameters(ReadOnlySpan<double> lambda, Span<double> theta)
    {
        double trace = 0;
        double along = 0;
        for (int column = 0; column < effectCount; column++)
        {
            double sum = 0;
            for (int row = 0; row < effectCount; row++)
            {
                double entry = lambda[(row * effectCount) + column];
                sum += entry;
                trace += entry * entry;
            }

            along += sum * sum / effectCount;
        }

        theta[0] = Math.Sqrt(along);
        theta[1] = Math.Sqrt(Math.Max(0, trace - along) / (effectCount - 1));
    }

    public void Axes(ReadOnlySpan<double> lambda, Span<double> axes, Span<double> sizes) => throw new NotSupportedException();

    public IEnumerable<(int Row, int Column)> FreeElements(int rank) => throw new NotSupportedException();

    private void Root(ReadOnlySpan<double> theta, Span<double> root)
    {
        for (int row = 0; row < effectCount; row++)
        {
            for (int column = 0; column < effectCount; column++)
            {
                root[(row * effectCount) + column] = ((theta[0] - theta[1]) / effectCount) + (row == column ? theta[1] : 0);
            }
        }
    }

    private sealed record CompoundSymmetryStructure : CovarianceStructure
    {
        internal override bool IsFree => false;

        internal override bool IsUncorrelated => false;

        internal override string Code => "CovarianceStructure.CompoundSymmetry";

        internal override string Write(string effects, string grouping) => $"cs({effects} | {grouping})";
    }
}
