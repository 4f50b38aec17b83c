using Lmm.Kernels;
using Lmm.Solver.Criteria;

namespace Lmm.Tests.Intervals;

/// <summary>Wald intervals against standard errors by dense matrices (tests/reference/inference-dense.R).</summary>
public class WaldIntervalTests
{
    private const double Normal95 = 1.959963984540054;

    private static readonly Dictionary<string, IntervalModel> Models = IntervalModel.Read("inference-dense.json")
        .Where(static model => model.Deviations is not null && model.Contrasts is null)
        .ToDictionary(static model => model.Name);

    public static TheoryData<string> Names => [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Standard_errors_of_variances_are_those_of_the_exact_Hessian(string name)
    {
        IntervalTable table = Models[name].Fit().Intervals.Wald();
        foreach (IntervalReference reference in Models[name].Deviations!)
        {
            ParameterInterval row = table[reference.Name];
            double allowed = 1e-7 * reference.Se;
            Assert.Equal(reference.Se, row.StandardError!.Value, allowed);
            if (!row.LowerAtBoundary)
            {
                Assert.Equal(reference.Estimate - (Normal95 * reference.Se), row.Lower, 1e-6 * reference.Se);
            }

            if (!row.UpperAtBoundary)
            {
                Assert.Equal(reference.Estimate + (Normal95 * reference.Se), row.Upper, 1e-6 * reference.Se);
            }
        }
    }

    // Balanced data have exact degrees of freedom: t(0.975, 17) = 2.1098155778331806 by R's qt.
    [Fact]
    public void Coefficients_are_by_Students_t_with_the_degrees_of_freedom_of_the_tests()
    {
        LinearMixedModelFit fit = Models["sleepstudy"].Fit();
        ParameterInterval days = fit.Intervals.Wald()["Days"];

        Assert.Equal(17, days.DegreesOfFreedom!.Value, 1e-8);
        Assert.Equal(fit.Coefficients["Days"].Estimate + (2.1098155778331806 * fit.Coefficients["Days"].StandardError), days.Upper, 1e-8);

        LinearMixedModelFit normal = Models["sleepstudy"].Fit(FitOptions.Default with { DegreesOfFreedom = DegreesOfFreedomMethod.Normal });
        Assert.Equal(fit.Coefficients["Days"].Estimate + (Normal95 * fit.Coefficients["Days"].StandardError), normal.Intervals.Wald()["Days"].Upper, 1e-9);
    }

    [Fact]
    public void What_stands_at_the_boundary_has_no_Wald_interval_and_the_table_says_so()
    {
        IntervalModel dyestuff2 = IntervalModel.Read("intervals.json").Single(static model => model.Name == "dyestuff2");
        IntervalTable table = dyestuff2.Fit().Intervals.Wald();

        Assert.False(table["sd_(Intercept)|Batch"].HasLimits);
        Assert.Equal(0.47163013945722815, table["sigma"].StandardError!.Value, 1e-9);
        Assert.Contains(table.Notes, static note => note.Contains("boundary", StringComparison.Ordinal) && note.Contains("sd_(Intercept)|Batch", StringComparison.Ordinal));
    }

    // Working θ of terms with one effect is θ in other units, so that its relative standard errors, from the Hessian that the optimizer ended with, are the same.
    [Fact]
    public void Theta_has_Wald_intervals_when_asked_for()
    {
        LinearMixedModelFit fit = Models["penicillin"].Fit();
        IntervalTable table = fit.Intervals.Wald(parameters: fit.Intervals.ThetaNames);

        Assert.Equal(["theta_(Intercept)|plate", "theta_(Intercept)|sample"], table.Rows.Select(static row => row.Name));
        Assert.Equal(fit.Theta, table.Rows.Select(static row => row.Estimate));
        ReadOnlySpan<double> hessian = fit.Solution.Optimum.Hessian;
        ReadOnlySpan<double> working = fit.Solution.Optimum.Theta;
        double determinant = (hessian[0] * hessian[3]) - (hessian[1] * hessian[2]);
        for (int index = 0; index < 2; index++)
        {
            double expected = Math.Sqrt(2 * hessian[3 * (1 - index)] / determinant) / Math.Abs(working[index]);
            Assert.Equal(expected, table.Rows[index].StandardError!.Value / table.Rows[index].Estimate, 1e-4 * expected);
        }
    }

    [Fact]
    public void Theta_of_correlated_effects_agrees_with_differences_of_the_criterion()
    {
        LinearMixedModelFit fit = Models["sleepstudy"].Fit();
        IntervalTable table = fit.Intervals.Wald(parameters: fit.Intervals.ThetaNames);
        double[] expected = ErrorsByDifferences(fit);

        Assert.Equal(["theta_(Intercept)|Subject", "theta_Days.(Intercept)|Subject", "theta_Days|Subject"], table.Rows.Select(static row => row.Name));
        Assert.All(table.Rows.Zip(expected), static pair => Assert.Equal(pair.Second, pair.First.StandardError!.Value, 1e-4 * pair.Second));
    }

    // Var θ = 2H⁻¹ with H from gradients at θ ± h on the data's scale, which workspaces that may evaluate once report.
    private static double[] ErrorsByDifferences(LinearMixedModelFit fit)
    {
        int count = fit.Theta.Count;
        var hessian = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(count, count);
        for (int column = 0; column < count; column++)
        {
            double step = 1e-4 * fit.Theta[column];
            double[] above = Gradient(fit, column, step);
            double[] below = Gradient(fit, column, -step);
            for (int row = 0; row < count; row++)
            {
                hessian[row, column] = (above[row] - below[row]) / (2 * step);
            }
        }

        MathNet.Numerics.LinearAlgebra.Matrix<double> inverse = hessian.Inverse();
        return [.. Enumerable.Range(0, count).Select(index => Math.Sqrt(2 * inverse[index, index]))];
    }

    private static double[] Gradient(LinearMixedModelFit fit, int moved, double step)
    {
        ProfiledCriterion criterion = fit.Solution.Optimum.Criterion(new Workers(1, CancellationToken.None));
        double[] theta = [.. fit.Theta];
        theta[moved] += step;
        var term = new TermSolution(criterion, 0);
        var working = new double[theta.Length];
        term.ToWorking(theta, working);
        criterion.Finish(working);
        term.Read();
        return term.Gradient();
    }
}
