using System.Globalization;
using System.Text.RegularExpressions;

namespace Lmm.Tests.ReferenceModels;

/// <summary>
/// Every reference model through generated code, against lme4 1.1-31 (folder <c>Reference</c>; its README tells how the
/// numbers were made).
/// </summary>
public sealed partial class ReferenceModelTests
{
    private const string OxideSources = "15-Oxide";

    public static TheoryData<string, Estimation> Models()
    {
        var models = new TheoryData<string, Estimation>();
        foreach (string name in ReferenceModel.Fits.Keys)
        {
            models.Add(name, Estimation.MaximumLikelihood);
            models.Add(name, Estimation.RestrictedMaximumLikelihood);
        }

        return models;
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Reference_model_is_reproduced(string name, Estimation estimation)
    {
        ReferenceFit reference = ReferenceFit.Load($"{name}-{Criterion(estimation)}");
        LinearMixedModelFit fit = ReferenceModel.Fits[name](estimation);
        Tolerance tolerance = Tolerance.For($"{name}-{Criterion(estimation)}");

        Assert.True(fit.Convergence.Converged, fit.Convergence.Message);
        Assert.Equal(reference.Singular, fit.IsSingular);
        Assert.Equal(reference.Nobs, fit.ObservationCount);
        Assert.Equal(reference.Df, fit.ParameterCount);

        Assert.True(fit.Objective <= reference.Objective + 1e-6, $"{fit.Objective:R} is above lme4's {reference.Objective:R}");
        Close(reference.Objective, fit.Objective, 1e-8, "objective");
        Close(reference.LogLik, fit.LogLikelihood, 1e-8, "log-likelihood");
        Close(reference.Aic, fit.Aic, 1e-8, "AIC");
        Close(reference.Bic, fit.Bic, 1e-8, "BIC");
        Close(reference.Sigma, fit.Sigma, tolerance.Sigma, "sigma");
        CompareFixedEffects(reference, fit, tolerance);
        CompareFittedValues(reference, fit, tolerance);
        if (name != OxideSources)
        {
            CompareVarianceComponents(reference, fit, tolerance);
            CompareConditionalModes(reference, fit, tolerance);
        }
    }

    // Every lot comes from one source, so the data tell the variance of the intercept (lots of source 1) and that of
    // intercept plus Source2 (lots of source 2), but not how the latter divides: lme4 stops anywhere on that ridge.
    [Theory]
    [InlineData(Estimation.MaximumLikelihood)]
    [InlineData(Estimation.RestrictedMaximumLikelihood)]
    public void Oxide_sources_reproduce_the_variances_that_the_data_identify(Estimation estimation)
    {
        ReferenceFit reference = ReferenceFit.Load($"{OxideSources}-{Criterion(estimation)}");
        LinearMixedModelFit fit = ReferenceModel.Fits[OxideSources](estimation);
        foreach (RandomEffects effects in fit.GroupingFactors)
        {
            double[] expected = [.. reference.VarCorr.Where(row => row.Grp == effects.Grouping).Select(row => row.Vcov)];
            VarianceComponent intercept = effects.VarianceComponent("(Intercept)");
            VarianceComponent source = effects.VarianceComponent("Source2");
            Close(expected[0], intercept.Variance, 1e-5, $"{effects.Grouping}, source 1");
            Close(
                expected[0] + expected[1] + (2 * expected[2]),
                intercept.Variance + source.Variance + (2 * intercept.Covariance(source)),
                1e-5,
                $"{effects.Grouping}, source 2");
        }
    }

    private static string Criterion(Estimation estimation) => estimation == Estimation.MaximumLikelihood ? "ML" : "REML";

    private static void CompareFixedEffects(ReferenceFit reference, LinearMixedModelFit fit, Tolerance tolerance)
    {
        Assert.Equal(reference.Fixed.Names, fit.Coefficients.Select(coefficient => coefficient.Name));
        for (int i = 0; i < reference.Fixed.Names.Length; i++)
        {
            Coefficient coefficient = fit.Coefficients[i];
            Close(reference.Fixed.Beta[i], coefficient.Estimate, tolerance.FixedEffects, coefficient.Name, coefficient.StandardError);
            Close(reference.Fixed.Se[i], coefficient.StandardError, tolerance.StandardErrors, $"standard error of {coefficient.Name}");
        }
    }

    private static void CompareVarianceComponents(ReferenceFit reference, LinearMixedModelFit fit, Tolerance tolerance)
    {
        foreach (ReferenceFit.Component component in reference.RandomEffects)
        {
            RandomEffects effects = fit.RandomEffects(NumberedGroup().Replace(component.Grp, ""));
            VarianceComponent first = effects.VarianceComponent(component.Var1!);
            if (component.Var2 is null)
            {
                Close(component.Vcov, first.Variance, tolerance.Variances, $"{component.Grp} {component.Var1}");
            }
            else
            {
                // A covariance may be near zero; its scale is that of the two standard deviations.
                VarianceComponent second = effects.VarianceComponent(component.Var2);
                double scale = first.StandardDeviation * second.StandardDeviation;
                Close(component.Vcov, first.Covariance(second), tolerance.Variances, $"{component.Grp} {component.Var1} {component.Var2}", scale);
            }
        }
    }

    private static void CompareConditionalModes(ReferenceFit reference, LinearMixedModelFit fit, Tolerance tolerance)
    {
        foreach (ReferenceFit.ConditionalModesTable table in reference.ConditionalModes)
        {
            RandomEffects effects = fit.RandomEffects(table.Group);
            Assert.Equal(table.Levels.Length, effects.Levels.Count);
            for (int column = 0; column < table.Columns.Length; column++)
            {
                for (int level = 0; level < table.Levels.Length; level++)
                {
                    ConditionalMode mode = effects.Modes(table.Levels[level])[table.Columns[column]];
                    string what = $"{table.Group} {table.Levels[level]} {table.Columns[column]}";
                    Close(table.Modes[level][column], mode.Value, tolerance.Modes, $"mode of {what}", mode.StandardDeviation);
                    if (table.StandardDeviation(level, column) is { } deviation)
                    {
                        Close(deviation, mode.StandardDeviation, tolerance.Modes, $"conditional standard deviation of {what}");
                    }
                }
            }
        }
    }

    private static void CompareFittedValues(ReferenceFit reference, LinearMixedModelFit fit, Tolerance tolerance)
    {
        for (int row = 0; row < reference.FittedHead.Length; row++)
        {
            Assert.Equal(reference.FittedHead[row], fit.FittedValues[row], tolerance.Modes * fit.Sigma);
            Assert.Equal(reference.ResidualHead[row], fit.Residuals[row], tolerance.Modes * fit.Sigma);
        }
    }

    // What may be near zero by chance is judged on the scale of its standard deviation.
    private static void Close(double expected, double actual, double tolerance, string what, double scale = 0)
    {
        double difference = Math.Abs(actual - expected) / Math.Max(Math.Abs(expected), scale);
        Assert.True(
            difference <= tolerance || actual == expected,
            string.Create(CultureInfo.InvariantCulture, $"{what}: {actual:R}, lme4 {expected:R}, relative difference {difference:E2}"));
    }

    // lme4 numbers the uncorrelated terms of one grouping factor: Subject, Subject.1.
    [GeneratedRegex(@"\.\d+$")]
    private static partial Regex NumberedGroup();
}
