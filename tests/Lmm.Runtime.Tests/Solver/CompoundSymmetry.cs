using Lmm.Covariance;
using Lmm.Formula.Binding;

namespace Lmm.Tests.Solver;

/// <summary>One variance and one correlation: θ are the standard deviations, over σ, along the mean of the effects and across it.</summary>
internal sealed class CompoundSymmetry(int effectCount) : ICovarianceParameterization
{
    public CovarianceStructure Structure { get; } = new CompoundSymmetryStructure();

    public int EffectCount => effectCount;

    public int ParameterCount => 2;

    public EffectBasis Basis => EffectBasis.Fixed;

    public string Quantities => "variances and correlations";

    public int EffectsTogether => effectCount;

    public int CovarianceDimension => 2;

    public bool HasFaces => false;

    public string[] ParameterNames(IReadOnlyList<string> effects) => ["along", "across"];

    public void Start(double scale, Span<double> theta) => theta[..2].Fill(scale);

    public void Factor(ReadOnlySpan<double> theta, Span<double> lambda) => CanonicalFactor.Write(Root(theta), effectCount, lambda, new double[effectCount * effectCount]);

    // The root of Σ is M = aP + b(I − P) with P = J/k, and Λ = MRᵀ: ∂M Rᵀ will do for ∂Λ.
    public void Derivative(ReadOnlySpan<double> theta, int parameter, Span<double> derivative)
    {
        var rotation = new double[effectCount * effectCount];
        CanonicalFactor.Write(Root(theta), effectCount, new double[effectCount * effectCount], rotation);
        double[] root = Root(parameter == 0 ? [1, 0] : [0, 1]);
        for (int row = 0; row < effectCount; row++)
        {
            for (int column = 0; column < effectCount; column++)
            {
                double sum = 0;
                for (int inner = 0; inner < effectCount; inner++)
                {
                    sum += root[(row * effectCount) + inner] * rotation[(column * effectCount) + inner];
                }

                derivative[(row * effectCount) + column] = sum;
            }
        }
    }

    // I and J.
    public void CovarianceBasis(int index, Span<double> matrix)
    {
        for (int entry = 0; entry < effectCount * effectCount; entry++)
        {
            matrix[entry] = index == 1 || entry % (effectCount + 1) == 0 ? 1 : 0;
        }
    }

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

    private double[] Root(ReadOnlySpan<double> theta)
    {
        var root = new double[effectCount * effectCount];
        for (int row = 0; row < effectCount; row++)
        {
            for (int column = 0; column < effectCount; column++)
            {
                root[(row * effectCount) + column] = ((theta[0] - theta[1]) / effectCount) + (row == column ? theta[1] : 0);
            }
        }

        return root;
    }

    private sealed record CompoundSymmetryStructure : CovarianceStructure
    {
        internal override bool IsFree => false;

        internal override bool IsUncorrelated => false;

        internal override string Code => "CovarianceStructure.CompoundSymmetry";

        internal override string Write(string effects, string grouping) => $"cs({effects} | {grouping})";
    }
}
