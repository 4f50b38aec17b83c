using Lmm.Solver.Criteria;
using Lmm.Tests.RandomModels;

namespace Lmm.Tests.Solver;

/// <summary>A criterion that the product does not have: the dense one of a design, with a gradient from differences, and nothing known of its curvature.</summary>
internal sealed class DifferencedCriterion(ModelDesign design, Estimation estimation) : Criterion(design.Shape.ThetaLayout)
{
    private const double Step = 1e-3;

    private readonly DenseCriterion _dense = new(design, estimation, Enumerable.Range(0, design.FixedEffects.ColumnCount).ToArray());

    public override double Operations => 0;

    public override long DegreesOfFreedom => design.ObservationCount;

    public override bool AreMany(int count) => false;

    public override double TermSize(int term) => 1;

    public override int[][] HessianBlocks => [.. Enumerable.Range(0, ParameterCount).Select(static parameter => new[] { parameter })];

    public override void Curvature(ApproximateHessian hessian)
    {
        for (int parameter = 0; parameter < ParameterCount; parameter++)
        {
            hessian.Within(parameter, parameter) = design.ObservationCount;
        }
    }

    protected override double Evaluate(ReadOnlySpan<double> theta)
    {
        var lambdas = new double[Layout.TermCount][,];
        for (int term = 0; term < lambdas.Length; term++)
        {
            int k = Layout.Owners[term].EffectCount;
            var lambda = new double[k * k];
            Layout.Owners[term].Factor(Layout[term].Of(theta), lambda);
            lambdas[term] = new double[k, k];
            Buffer.BlockCopy(lambda, 0, lambdas[term], 0, lambda.Length * sizeof(double));
        }

        return _dense.Value(lambdas);
    }

    protected override void Differentiate(Span<double> gradient)
    {
        // The five-point rule, whose error is that of the fifth derivative times h⁴.
        double[] point = Current.ToArray();
        for (int parameter = 0; parameter < gradient.Length; parameter++)
        {
            double At(double steps)
            {
                double[] near = [.. point];
                near[parameter] += steps * Step;
                return Evaluate(near);
            }

            gradient[parameter] = ((8 * (At(1) - At(-1))) - (At(2) - At(-2))) / (12 * Step);
        }
    }
}
