using Lmm.Coordinates;
using Lmm.Formula.Binding;
using Lmm.Solver;
using Lmm.Solver.Criteria;

namespace Lmm.Tests.Results;

/// <summary>
/// Printing alone, given the estimates of a published question about mixed models: expression of 18,015 probesets on 23 arrays of two mouse
/// strains at five ages, 414,345 values. The published estimates determine everything that is printed below them; that fits find
/// them is for <see cref="PublishedStudyTests"/>.
/// </summary>
public class PublishedTablePrintingTests
{
    private const int Probesets = 18015;
    private const string Formula = "values ~ week * genotype + (week | probesets)";

    // Ages in weeks of the arrays of each strain, and the published estimates.
    private static readonly double[] AgesOfWildType = [26, 26, 26, 48, 48, 48, 81.5, 81.5, 81.5, 103.5, 103.5, 103.5, 130, 130, 130];
    private static readonly double[] AgesOfCsb = [26, 26, 81.5, 81.5, 81.5, 130, 130, 130];
    private static readonly double[] Beta = [6.5727983, -0.0151336, 0.2405300, 0.00504296];
    private static readonly double[,] Psi = { { 5.167338, -0.23 * Math.Sqrt(5.167338 * 0.005029) }, { -0.23 * Math.Sqrt(5.167338 * 0.005029), 0.005029 } };
    private const double ResidualVariance = 0.047063056;

    private static readonly double[][] Arrays = ArrayColumns();

    [Fact]
    public void Given_the_published_estimates_the_mixed_model_table_is_printed_digit_for_digit()
    {
        string printed = MixedFit(Formula, 0).ToString();

        AssertLines(
            """
                 AIC      BIC   logLik deviance df.resid
             72325.3  72412.8 -36154.7  72309.3   414337
            """,
            string.Join('\n', printed.Split('\n')[4..6]));
        AssertLines(
            """

            Random effects:
             Groups    Name        Variance Std.Dev. Corr
             probesets (Intercept) 5.167338 2.27318
                       week        0.005029 0.07092  -0.23
             Residual              0.047063 0.21694
            Number of obs: 414345, groups:  probesets, 18015

            Fixed effects:
                               Estimate Std. Error t value
            (Intercept)       6.5727983  0.0169414   388.0
            week             -0.0151336  0.0006823   -22.2
            genotypeCSB       0.2405300  0.0007121   337.8
            week:genotypeCSB  0.0050430  0.0006962     7.2

            Correlation of Fixed Effects:
                        (Intr) week   gntCSB
            week        -0.177
            genotypeCSB -0.015 -0.028
            wk:gntypCSB -0.001 -0.392 -0.054

            """,
            printed);
    }

    [Fact]
    public void Given_two_deviances_52_472_apart_the_likelihood_ratio_table_is_printed_digit_for_digit()
    {
        LinearMixedModelFit full = MixedFit(Formula, 0);
        LinearMixedModelFit reduced = MixedFit("values ~ week + genotype + (week | probesets)", 52.472, columns: 3);

        AssertLines(
            """
                            Df   AIC   BIC logLik deviance  Chisq Chi Df Pr(>Chisq)
            lme4Model       7 72376 72452 -36181    72362
            lme4Model.full  8 72325 72413 -36155    72309 52.472      1  4.364e-13 ***
            ---
            Signif. codes:  0 ‘***’ 0.001 ‘**’ 0.01 ‘*’ 0.05 ‘.’ 0.1 ‘ ’ 1

            """.Replace("                Df", "               Df", StringComparison.Ordinal),
            LikelihoodRatioTest.Compare(reduced, full, "lme4Model", "lme4Model.full").ToString());
    }

    // Published are 1491.384 and 0.491537: the published mixed fit had stopped just short of its optimum, so that its
    // variances and the published residual sum of squares, 2162664, cannot both hold; the variances are kept.
    [Fact]
    public void Given_data_with_the_published_estimates_the_linear_model_table_is_printed_digit_for_digit()
    {
        string printed = LinearFit(4).ToString();

        AssertLines(
            """

            Coefficients:
                              Estimate Std. Error  t value Pr(>|t|)
            (Intercept)       6.572798   0.004407 1491.396  < 2e-16 ***
            week             -0.015134   0.004547   -3.329 0.000873 ***
            genotypeCSB       0.240530   0.007500   32.072  < 2e-16 ***
            week:genotypeCSB  0.005043   0.007331    0.688 0.491536
            ---
            Signif. codes:  0 ‘***’ 0.001 ‘**’ 0.01 ‘*’ 0.05 ‘.’ 0.1 ‘ ’ 1

            Residual standard error: 2.285 on 414341 degrees of freedom
            Multiple R-squared:  0.002491,	Adjusted R-squared:  0.002484
            F-statistic: 344.9 on 3 and 414341 DF,  p-value: < 2.2e-16

            """,
            printed);
    }

    [Fact]
    public void Given_data_with_the_published_estimates_the_F_test_is_printed_digit_for_digit()
    {
        FTest test = FTest.Compare(LinearFit(3), LinearFit(4));

        // Four published digits.
        Assert.Equal(0.4732, test.F, 5e-5);
        Assert.Equal(0.4915, test.PValue, 5e-5);
        Assert.Contains("      F Pr(>F)\n", test.ToString(), StringComparison.Ordinal);
        Assert.Contains(" 0.4732 0.4915\n", test.ToString(), StringComparison.Ordinal);
    }

    // The printed text ends in these lines.
    private static void AssertLines(string expected, string printed)
    {
        int lines = expected.Split('\n').Length;
        Assert.Equal(expected, string.Join('\n', printed.Split('\n').TakeLast(lines)));
    }

    // The maximum-likelihood estimates of a balanced design: every probeset has covariance V = Z Psi Zt + sigma^2 I, and
    // -2 log L = probesets * log|V| + n (1 + log 2 pi).
    private static LinearMixedModelFit MixedFit(string formula, double addedDeviance, int columns = 4)
    {
        int arrays = Arrays[0].Length;
        double[,] v = new double[arrays, arrays];
        for (int i = 0; i < arrays; i++)
        {
            for (int j = 0; j < arrays; j++)
            {
                v[i, j] = Psi[0, 0] + (Psi[0, 1] * (Arrays[1][i] + Arrays[1][j])) + (Psi[1, 1] * Arrays[1][i] * Arrays[1][j]) + (i == j ? ResidualVariance : 0);
            }
        }

        var inverse = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.OfArray(v).Cholesky();
        var x = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.OfColumnArrays(Arrays[..columns]);
        double[,] covariance = (x.TransposeThisAndMultiply(inverse.Solve(x)) * Probesets).Inverse().ToArray();
        int rows = arrays * Probesets;
        double sigma = Math.Sqrt(ResidualVariance);
        double scale = Math.Sqrt(Psi[0, 0]);
        double[,] lambda = { { scale / sigma, 0 }, { Psi[0, 1] / scale / sigma, Math.Sqrt(Psi[1, 1] - (Psi[0, 1] * Psi[0, 1] / Psi[0, 0])) / sigma } };
        double[] theta = [lambda[0, 0], lambda[1, 0], lambda[1, 1]];
        string[] levels = [.. Enumerable.Range(1, Probesets).Select(i => $"ps{i:D5}")];
        FactorColumn probesets = new("probesets", [.. Enumerable.Range(0, rows).Select(row => row / arrays)], levels);
        (string, double[])[] fixedColumns = FixedColumns(columns);
        RandomEffectsDesign random = new(probesets, Designs.Matrix(fixedColumns[0], fixedColumns[1]), CovarianceStructure.Unstructured);
        double[] response = Fitted();
        ModelDesign design = Designs.Of("Expression", formula, response, fixedColumns, [random]);
        double objective = (Probesets * inverse.DeterminantLn) + (rows * (1 + Math.Log(2 * Math.PI))) + addedDeviance;
        return new LinearMixedModelFit(
            design.Shape,
            design,
            new MixedModelSolution
            {
                Theta = theta,
                Objective = objective,
                Deviance = objective,
                LogDeterminant = Probesets * inverse.DeterminantLn,
                FixedLogDeterminant = double.NaN,
                Optimum = null!,
                Units = Designs.PlainUnits(design),
                ResponseSize = 1,
                Beta = Beta[..columns],
                CoefficientCovariance = new UnitCovariance(covariance),
                Rank = columns,
                Sigma = sigma,
                PenalizedResidualSumOfSquares = rows * ResidualVariance,
                RandomTerms = [new RandomTermSolution { Lambda = lambda, Modes = new double[2 * Probesets], ModeCovariances = new double[4 * Probesets] }],
                Convergence = new Convergence(true, 1, theta, [0, 0, 0], "", []),
            },
            Estimation.MaximumLikelihood,
            new FitOptions { DegreesOfFreedom = DegreesOfFreedomMethod.None });
    }

    // Within each array the values spread by as much above as below, so that the estimates and the residual
    // sum of squares that the mixed model's variances imply are exact.
    private static LinearModelFit LinearFit(int columns)
    {
        double[] response = Fitted();
        int arrays = Arrays[0].Length;
        double deviation = Math.Sqrt(2162645.0 / ((Probesets - 1) * arrays));
        for (int row = arrays; row < response.Length; row++)
        {
            response[row] += row / arrays % 2 == 0 ? deviation : -deviation;
        }

        return LinearModel.Fit(Designs.Of("Expression", columns == 4 ? "values ~ week * genotype" : "values ~ week + genotype", response, FixedColumns(columns), []));
    }

    private static double[] Fitted()
        => [.. Enumerable.Range(0, Probesets * Arrays[0].Length).Select(row => Enumerable.Range(0, Beta.Length).Sum(j => Beta[j] * Arrays[j][row % Arrays[0].Length]))];

    private static (string Name, double[] Values)[] FixedColumns(int count)
    {
        string[] names = ["(Intercept)", "week", "genotypeCSB", "week:genotypeCSB"];
        return [.. Enumerable.Range(0, count).Select(j => (names[j], Enumerable.Range(0, Probesets * Arrays[0].Length).Select(row => Arrays[j][row % Arrays[0].Length]).ToArray()))];
    }

    private static double[][] ArrayColumns()
    {
        double[] ages = [.. AgesOfWildType, .. AgesOfCsb];
        double mean = ages.Average();
        double deviation = Math.Sqrt(Probesets * ages.Sum(age => (age - mean) * (age - mean)) / ((Probesets * (double)ages.Length) - 1));
        double[] week = [.. ages.Select(age => (age - mean) / deviation)];
        double[] csb = [.. ages.Select((_, i) => i < AgesOfWildType.Length ? 0.0 : 1.0)];
        return [Designs.Ones(ages.Length), week, csb, [.. week.Zip(csb, (w, c) => w * c)]];
    }
}
