using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.LeastSquares;

namespace Lmm.Tests.Results;

/// <summary>Least squares where digits are at stake: NIST's certified sets, a response far from zero, collinear columns.</summary>
public class LeastSquaresAccuracyTests
{
    private static readonly JsonSerializerOptions Options = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, PropertyNameCaseInsensitive = true };

    // NIST Statistical Reference Datasets, Linear Least Squares Regression, Norris; certified to 15 digits.
    private static readonly double[] NorrisX =
    [
        0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5, 666.9, 338.0, 447.5, 11.6,
        556.0, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1, 118.3, 229.2, 669.1, 448.9, 0.5,
    ];

    private static readonly double[] NorrisY =
    [
        0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8, 339.3, 448.9, 10.8,
        557.7, 228.3, 998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2, 117.6, 228.9, 668.4, 449.2, 0.2,
    ];

    [Fact]
    public void Norris_reproduces_the_certified_values()
    {
        LinearModelFit fit = LinearModel.Fit(Designs.Linear(NorrisY, ("(Intercept)", Designs.Ones(36)), ("x", NorrisX)));

        NumericAssert.Close(-0.262323073774029, fit.Coefficients[0].Estimate, 1e-14);
        NumericAssert.Close(1.00211681802045, fit.Coefficients[1].Estimate, 1e-14);
        NumericAssert.Close(0.232818234301152, fit.Coefficients[0].StandardError, 2e-14);
        NumericAssert.Close(0.429796848199937E-03, fit.Coefficients[1].StandardError, 1e-14);
        NumericAssert.Close(0.884796396144373, fit.Sigma, 1e-14);
        NumericAssert.Close(0.999993745883712, fit.RSquared, 1e-14);
    }

    [Fact]
    public void Longley_reproduces_the_certified_values()
    {
        // NIST's response is the number employed in thousands, R's in millions; the columns are R's, named otherwise there.
        ReferenceFit reference = ReferenceFit.Read("linear-longley");
        double[] employed = [.. reference.Design.Y.Select(y => Math.Round(y * 1000))];
        double[][] certified = [[-3482258.63459582, 890420.383607373], [15.0618722713733, 84.9149257747669], [-0.0358191792925910, 0.0334910077722432], [-2.02022980381683, 0.488399681651699], [-1.03322686717359, 0.214274163161675], [-0.0511041056535807, 0.226073200069370], [1829.15146461355, 455.478499142212]];
        double[][] columns = reference.Design.Columns;

        // R gives the deflator as 83.0, GNP in billions and the others in hundreds or thousands of NIST's units.
        double[] scales = [1, 1, 1000, 10, 10, 1000, 1];
        LinearModelFit fit = LinearModel.Fit(Designs.Linear(employed, [.. columns.Select((column, j) => (reference.Design.Names[j], column.Select(x => Math.Round(x * scales[j], 1)).ToArray()))]));

        for (int j = 0; j < certified.Length; j++)
        {
            NumericAssert.Close(certified[j][0], fit.Coefficients[j].Estimate, 5e-14);
            NumericAssert.Close(certified[j][1], fit.Coefficients[j].StandardError, 1e-11);
        }

        NumericAssert.Close(304.854073561965, fit.Sigma, 1e-14);
        NumericAssert.Close(0.995479004577296, fit.RSquared, 1e-13);
        NumericAssert.Close(330.285339234588, fit.FStatistic, 1e-12);
    }

    [Fact]
    public void NoInt1_reproduces_the_certified_values()
    {
        double[] x = [.. Enumerable.Range(60, 11).Select(i => (double)i)];
        double[] y = [.. Enumerable.Range(130, 11).Select(i => (double)i)];
        LinearModelFit fit = LinearModel.Fit(Designs.Linear(y, ("x", x)));

        NumericAssert.Close(2.07438016528926, fit.Coefficients[0].Estimate, 1e-14);
        NumericAssert.Close(0.165289256198347E-01, fit.Coefficients[0].StandardError, 1e-14);
        NumericAssert.Close(3.56753034006338, fit.Sigma, 1e-14);
        NumericAssert.Close(0.999365492298663, fit.RSquared, 1e-14);
    }

    [Fact]
    public void Response_of_a_billion_plus_or_minus_one_loses_no_digits()
    {
        double[] x = [.. Enumerable.Range(0, 200).Select(i => (double)(i * 37 % 101))];
        double[] small = [.. Enumerable.Range(0, 200).Select(i => (double)(i * 53 % 3) - 1)];
        (string, double[])[] columns = [("(Intercept)", Designs.Ones(200)), ("x", x)];
        LinearModelFit near = LinearModel.Fit(Designs.Linear(small, columns));
        LinearModelFit far = LinearModel.Fit(Designs.Linear([.. small.Select(y => y + 1e9)], columns));

        NumericAssert.Close(near.Coefficients[1].Estimate, far.Coefficients[1].Estimate, 1e-12);
        NumericAssert.Close(near.Coefficients[1].StandardError, far.Coefficients[1].StandardError, 1e-14);
        NumericAssert.Close(near.Sigma, far.Sigma, 1e-14);
        NumericAssert.Close(near.Coefficients[0].Estimate + 1e9, far.Coefficients[0].Estimate, 1e-15);

        // 2e-7 absolute: the fitted values near 1e9 themselves are that coarse.
        NumericAssert.Close([.. near.Residuals], [.. far.Residuals], 2e-7);
    }

    // 1, −1, −1, 1 is orthogonal to a constant and to a line; 10¹² + 3x + 1 is a double.
    [Fact]
    public void Residuals_a_trillionth_of_the_response_are_exact()
    {
        double[] residuals = [.. Enumerable.Range(0, 40).Select(i => i % 4 is 0 or 3 ? 1.0 : -1)];
        double[] x = [.. Enumerable.Range(0, 40).Select(i => (double)i)];
        ModelDesign design = Designs.Linear([.. residuals.Zip(x, (residual, at) => 1e12 + (3 * at) + residual)], ("(Intercept)", Designs.Ones(40)), ("x", x));
        LeastSquaresSolution solution = LeastSquaresProblem.Solve(design, FitOptions.Default, CancellationToken.None);
        NumericAssert.Close(residuals, solution.WeightedResiduals, 1e-10);
    }

    // R's rule takes lengths about zero. It is ours for columns without a constant before them, and for columns less their means beside one.
    [Fact]
    public void The_same_columns_are_not_estimable_as_in_R_when_lengths_are_about_the_mean()
    {
        CollinearCase[] cases = JsonSerializer.Deserialize<CollinearCase[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Inference", "Reference", "collinear.json")), Options)!;
        Assert.Equal(62, cases.Count(c => c.DroppedCentred.Contains(true)));
        Assert.Equal(11, cases.Count(c => !c.Dropped.SequenceEqual(c.DroppedCentred)));
        Assert.All(cases, c =>
        {
            ModelDesign design = Designs.Linear(c.Y, [.. c.Columns.Select((column, j) => ($"x{j}", column))]);
            LeastSquaresSolution solution = LeastSquaresProblem.Solve(design, FitOptions.Default, CancellationToken.None);
            Assert.Equal(c.DroppedCentred, solution.Coefficients.Select(double.IsNaN));
            Assert.Equal(c.DroppedCentred.Count(dropped => !dropped), solution.Rank);
        });
    }

    // Least squares in rational arithmetic on the data as stored, printed to 17 digits: estimates and standard errors.
    [Theory]
    [InlineData("year + I(year^2) + I(year^3)", null, new[] { 936493.15790260821, -1412.3093554978535, 0.70989731485197128, -0.00011893303308258206 }, new[] { 2260369.9331377616, 3382.792678245842, 1.6875082658986651, 0.00028060221694646702 })]
    [InlineData("year + I(year^2) + I(year^3)", "w", new[] { -217194.9534403845, 312.42675136690364, -0.1495738767970045, 2.3829559773733784e-5 }, new[] { 2730672.2342577153, 4082.2720621773146, 2.0342742117847095, 0.00033790313657076928 })]
    [InlineData("x + n4", null, new[] { -0.74473947840069113, 815.60139567920926, -814.57829957882408 }, new[] { 0.13109470431161408, 1334.0478381347948, 1334.0414595689585 })]
    [InlineData("x + n7", null, new[] { -0.74473947862503908, 814579.36955341925, -814578.34645731872 }, new[] { 0.13109470427647725, 1334041.4668729604, 1334041.4605012339 })]
    [InlineData("I(1.7e9 + x)", null, new[] { -1732649277.3805994, 1.0192054568479734 }, new[] { 229147192.29759169, 0.13479246605757014 })]
    [InlineData("I(1.7e9 + x)", "w", new[] { -1662811475.3943167, 0.97812439689592345 }, new[] { 237342094.61758077, 0.13961299682759587 })]
    [InlineData("x + n6", "w", new[] { -0.67477827191033722, 61965.512525289282, -61964.534512247624 }, new[] { 0.13491352889298029, 143404.83859519875, 143404.83885288014 })]
    public void Columns_nearly_collinear_or_far_from_zero_lose_no_digits(string right, string? weights, double[] estimates, double[] errors)
    {
        ModelFrame frame = ModelFrame.FromCsv(Path.Combine(AppContext.BaseDirectory, "Data", "collinear.csv"));
        ModelFit fit = Model.Parse("y ~ " + right).Fit(frame, weights: weights);
        for (int j = 0; j < estimates.Length; j++)
        {
            NumericAssert.Close(estimates[j], fit.Coefficients[j].Estimate, 1e-14);
            NumericAssert.Close(errors[j], fit.Coefficients[j].StandardError, 1e-9);
        }
    }

    [Fact]
    public void Response_explained_perfectly_is_refused()
    {
        // NIST's Wampler1: a polynomial of degree five with coefficients of one.
        double[] x = [.. Enumerable.Range(0, 21).Select(i => (double)i)];
        (string, double[])[] columns = [.. Enumerable.Range(0, 6).Select(k => ($"x^{k}", x.Select(value => Math.Pow(value, k)).ToArray()))];
        double[] response = [.. x.Select(value => Enumerable.Range(0, 6).Sum(k => Math.Pow(value, k)))];

        ModelException exception = Assert.Throws<ModelException>(() => LinearModel.Fit(Designs.Linear(response, columns)));
        Assert.Contains("perfectly", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Response_computed_from_the_columns_with_rounding_is_refused()
    {
        double[] x = [.. Enumerable.Range(0, 50).Select(i => i * 0.1)];
        double[] z = [.. Enumerable.Range(0, 50).Select(i => Math.Sin(i))];
        double[] response = [.. x.Zip(z, (a, b) => (0.3 * a) - (0.7 * b) + 0.1)];

        Assert.Throws<ModelException>(() => LinearModel.Fit(Designs.Linear(response, ("(Intercept)", Designs.Ones(50)), ("x", x), ("z", z))));
    }

    [Fact]
    public void Residuals_small_beside_the_response_but_above_its_rounding_are_fitted()
    {
        double[] x = [.. Enumerable.Range(0, 50).Select(i => (double)i)];
        double[] response = [.. x.Select(value => 1000 + value + (value % 2 == 0 ? 1e-10 : -1e-10))];

        // 1e-13: the spacing of doubles near 1000.
        Assert.Equal(1e-10, LinearModel.Fit(Designs.Linear(response, ("(Intercept)", Designs.Ones(50)), ("x", x))).Sigma * Math.Sqrt(48.0 / 50), 1e-13);
    }

    [Fact]
    public void As_many_coefficients_as_rows_are_refused()
    {
        ModelException exception = Assert.Throws<ModelException>(() => LinearModel.Fit(Designs.Linear([1, 3], ("(Intercept)", [1, 1]), ("x", [1, 2]))));
        Assert.Contains("no residual degrees of freedom", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_very_large_and_very_small_numbers_do_not_overflow()
    {
        double[] x = [1, 2, 4, 5, 7, 9];
        double[] y = [3, 4, 4, 8, 9, 13];
        LinearModelFit plain = LinearModel.Fit(Designs.Linear(y, ("(Intercept)", Designs.Ones(6)), ("x", x)));
        LinearModelFit scaled = LinearModel.Fit(Designs.Linear(y, ("(Intercept)", Designs.Ones(6)), ("x", [.. x.Select(value => value * 1e200)])));

        NumericAssert.Close(plain.Coefficients[1].Estimate, scaled.Coefficients[1].Estimate * 1e200, 1e-13);
        NumericAssert.Close(plain.Coefficients[1].StandardError, scaled.Coefficients[1].StandardError * 1e200, 1e-13);
        NumericAssert.Close(plain.Sigma, scaled.Sigma, 1e-13);
    }

    [Fact]
    public void A_cancelled_fit_stops()
        => Assert.Throws<OperationCanceledException>(() => LinearModel.Fit(Designs.Linear(NorrisY, ("x", NorrisX)), cancellationToken: new CancellationToken(true)));

    internal sealed record CollinearCase(double[][] Columns, double[] Y, bool[] Dropped, bool[] DroppedCentred);
}
