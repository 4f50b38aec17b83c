using Lmm.Covariance;
using Lmm.Kernels;
using Lmm.Solver.Criteria;
using Lmm.Solver.Expansion;
using Lmm.Solver.Optimization;

namespace Lmm.Solver.Information;

/// <summary>
/// What is known of the variances by differences of analytic gradients and of β̂'s covariance matrix, where cross-products have too few digits for derivatives of
/// second order: central differences of two steps, extrapolated.
/// </summary>
internal static class DifferencedInformation
{
    /// <summary>The shorter step, as a share of a coordinate's standard error or size.</summary>
    private const double Step = 0.02;

    /// <summary>Differences a criterion about its optimum.</summary>
    public static VarianceInformation About(ProfiledCriterion criterion, Optimum optimum)
    {
        TermAxes[] axes = Array.ConvertAll(criterion.Layout.Owners, static structure => new TermAxes(structure));
        TermAxes.MoveTo(axes, criterion.Layout, optimum.Theta);
        int[] ranks = Array.ConvertAll(axes, CovarianceTangents.RankOf);
        var chart = new CovarianceChart(criterion, criterion, axes, ranks);
        int count = chart.ParameterCount;
        var origin = new double[count];
        chart.Origin(origin);
        State centre = Evaluate(criterion, chart, origin);
        double[] curvature = Diagonal(chart);
        var hessian = new double[count * count];
        var slopes = new double[count][];
        var residualSlopes = new double[count];
        for (int column = 0; column < count; column++)
        {
            double step = Step * StepScale(origin[column], curvature[column]);
            State near = Difference(criterion, chart, origin, column, step);
            State far = Difference(criterion, chart, origin, column, 2 * step);
            State slope = near.Extrapolate(far);
            for (int row = 0; row < count; row++)
            {
                hessian[(row * count) + column] = slope.Gradient[row];
            }

            slopes[column] = slope.Covariance;
            residualSlopes[column] = slope.LogResidual;
        }

        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < row; column++)
            {
                hessian[(row * count) + column] = hessian[(column * count) + row] = (hessian[(row * count) + column] + hessian[(column * count) + row]) / 2;
            }
        }

        return new SlopeInformation(criterion.DegreesOfFreedom, hessian, centre.Covariance, slopes, residualSlopes);
    }

    // A standard error; no more than the coordinate itself, for beside zero a criterion in its square bends within it.
    private static double StepScale(double coordinate, double curvature)
    {
        double error = curvature > 0 ? Math.Sqrt(2 / curvature) : Math.Max(1, Math.Abs(coordinate));
        return coordinate == 0 ? error : Math.Min(error, Math.Abs(coordinate));
    }

    private static double[] Diagonal(CovarianceChart chart)
    {
        var curvature = new ApproximateHessian(chart.HessianBlocks);
        chart.Curvature(curvature);
        return [.. Enumerable.Range(0, chart.ParameterCount).Select(curvature.Diagonal)];
    }

    private static State Difference(ProfiledCriterion criterion, CovarianceChart chart, double[] origin, int coordinate, double step)
    {
        double[] point = [.. origin];
        point[coordinate] = origin[coordinate] + step;
        double length = point[coordinate];
        State above = Evaluate(criterion, chart, point);
        point[coordinate] = origin[coordinate] - step;
        length -= point[coordinate];
        return above.Slope(Evaluate(criterion, chart, point), length);
    }

    private static State Evaluate(ProfiledCriterion criterion, CovarianceChart chart, double[] point)
    {
        var gradient = new double[point.Length];
        chart.Value(point);
        chart.Gradient(gradient);
        return new State(gradient, criterion.Estimates.FixedEffectsCovariance.ToArray(), Math.Log(criterion.Factored.ResidualSumOfSquares));
    }

    private sealed record State(double[] Gradient, double[] Covariance, double LogResidual)
    {
        /// <summary>The difference to another state over the distance between them.</summary>
        public State Slope(State other, double length) => new(
            Combine(Gradient, 1 / length, other.Gradient, -1 / length),
            Combine(Covariance, 1 / length, other.Covariance, -1 / length),
            (LogResidual - other.LogResidual) / length);

        /// <summary>Slopes of a step and of twice the step, extrapolated to none (Richardson).</summary>
        public State Extrapolate(State far) => new(
            Combine(Gradient, 4.0 / 3, far.Gradient, -1.0 / 3),
            Combine(Covariance, 4.0 / 3, far.Covariance, -1.0 / 3),
            ((4 * LogResidual) - far.LogResidual) / 3);

        private static double[] Combine(double[] left, double leftShare, double[] right, double rightShare)
        {
            var result = new double[left.Length];
            VectorProducts.Add(leftShare, left, result);
            VectorProducts.Add(rightShare, right, result);
            return result;
        }
    }
}
