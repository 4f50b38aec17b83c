using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lmm.Cli.Tests;

/// <summary>
/// <c>lmm fit --json</c> on every reference model, against lme4 1.1-31 within the tolerances of the run-time library's
/// tests, which tell how the references were made.
/// </summary>
public sealed partial class FitReferenceTests
{
    public static TheoryData<string> Models() => [.. Reference.Names];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_fit_reproduces_lme4(string name)
    {
        Reference reference = new(name);
        Outcome outcome = CommandLine.Run(["fit", CommandLine.Data(reference.DataSet), reference.Formula, "--json", .. Options(reference)]);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        JsonElement fit = outcome.Json();

        Assert.True(fit.GetProperty("converged").GetBoolean());
        Assert.Equal(reference.IsSingular, fit.GetProperty("singular").GetBoolean());
        Assert.Equal(reference.RowCount, fit.GetProperty("nobs").GetInt32());
        double objective = fit.GetProperty("objective").GetDouble();
        Assert.True(objective <= reference.Number("objective") + 1e-6, $"{objective:R} is above lme4's");
        foreach (string number in new[] { "objective", "logLik", "aic", "bic" })
        {
            Close(reference.Number(number), fit.GetProperty(number).GetDouble(), 1e-8, number);
        }

        Close(reference.Number("sigma"), fit.GetProperty("sigma").GetDouble(), 1e-6, "sigma");
        CompareFixedEffects(reference, fit, StandardErrors(name));

        // In model 15 every lot comes from one source, so that the data do not tell how the variances divide.
        if (!name.StartsWith("15-Oxide", StringComparison.Ordinal))
        {
            CompareRandomEffects(reference, fit, Variances(name));
        }
    }

    private static void CompareFixedEffects(Reference reference, JsonElement fit, double standardErrors)
    {
        string[] names = Reference.Texts(reference.FixedEffects.GetProperty("names"));
        double[] estimates = Reference.Numbers(reference.FixedEffects.GetProperty("beta"));
        double[] errors = Reference.Numbers(reference.FixedEffects.GetProperty("se"));
        JsonElement[] coefficients = [.. fit.GetProperty("fixed").EnumerateArray()];
        Assert.Equal(names, coefficients.Select(coefficient => coefficient.GetProperty("name").GetString()));
        for (int i = 0; i < names.Length; i++)
        {
            double estimate = coefficients[i].GetProperty("estimate").GetDouble();
            double error = coefficients[i].GetProperty("se").GetDouble();
            Close(estimates[i], estimate, 1e-6, names[i], scale: errors[i]);
            Close(errors[i], error, standardErrors, $"standard error of {names[i]}");
            Assert.Equal(estimate / error, coefficients[i].GetProperty("statistic").GetDouble());
            Close(error * error, fit.GetProperty("vcov")[i][i].GetDouble(), 1e-14, $"variance of {names[i]}");
        }
    }

    private static void CompareRandomEffects(Reference reference, JsonElement fit, double tolerance)
    {
        Dictionary<string, JsonElement> factors = fit.GetProperty("random").EnumerateArray().ToDictionary(factor => factor.GetProperty("name").GetString()!);
        foreach ((string group, string first, string? second, double value) in reference.Components)
        {
            // lme4 numbers the terms that || makes of one: Subject, Subject.1.
            JsonElement factor = factors[NumberedGroup().Replace(group, "")];
            string[] columns = Reference.Texts(factor.GetProperty("columns"));
            int i = Array.IndexOf(columns, first);
            JsonElement actual = second is null ? factor.GetProperty("sd")[i] : factor.GetProperty("correlations")[i][Array.IndexOf(columns, second)];
            Close(value, actual.GetDouble(), tolerance, $"{group} {first} {second}", scale: second is null ? 0 : 1);
        }

        // lme4 orders θ by the number of levels, the tool by the formula: the same numbers.
        double[] expected = [.. reference.Theta.Order()];
        double[] theta = Reference.Numbers(fit.GetProperty("theta"));
        Assert.Equal(expected.Length, theta.Length);
        Assert.Equal(theta, fit.GetProperty("random").EnumerateArray().SelectMany(factor => Reference.Numbers(factor.GetProperty("theta"))));
        foreach ((double wanted, double found) in expected.Zip(theta.Order()))
        {
            Close(wanted, found, tolerance, "theta", scale: 1);
        }
    }

    // lme4's optimizer stopped short where InstEval's objective is flat; the run-time library's tests measure that.
    private static double StandardErrors(string name) => name switch
    {
        "19-InstEval-ML" => 2e-6,
        "19-InstEval-REML" => 6e-6,
        _ => 1e-6,
    };

    private static double Variances(string name) => name == "19-InstEval-REML" ? 1e-4 : 1e-5;

    private static string[] Options(Reference reference)
    {
        string[] factors = reference.DataSet switch
        {
            "cake" => ["--factor", "recipe, temperature"],
            "Oxide" => ["--factor", "Source"],
            "carrots" => ["--factor", "Homesize"],

            // The reference has the levels in the order of text.
            "InstEval" => ["--factor", "service", "--levels", "dept=1,10,11,12,14,15,2,3,4,5,6,7,8,9"],
            _ => [],
        };
        return reference.IsRestricted ? factors : [.. factors, "--ml"];
    }

    private static void Close(double expected, double actual, double tolerance, string what, double scale = 0)
        => Assert.True(
            Math.Abs(expected - actual) <= tolerance * Math.Max(Math.Abs(expected), scale),
            $"{what}: {actual:R} is not within {tolerance:R} of {expected:R}");

    [GeneratedRegex(@"\.\d+$")]
    private static partial Regex NumberedGroup();
}
