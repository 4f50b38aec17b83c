using System.Text.Json;

namespace Lmm.Cli.Tests;

public sealed class FitTests
{
    private const string Formula = "Reaction ~ Days + (Days | Subject)";

    private static readonly string Sleepstudy = CommandLine.Data("sleepstudy");

    [Fact]
    public void Without_json_the_summary_is_printed()
    {
        Outcome outcome = CommandLine.Run("fit", Sleepstudy, Formula);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(Model.Parse(Formula, Sleepstudy).Fit(ModelFrame.FromCsv(Sleepstudy)).ToString(), outcome.Output);
        Assert.Contains("REML criterion at convergence: 1743.6", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
    }

    [Theory]
    [InlineData("markdown", "**Random effects**", "| Subject | (Intercept) | 612.09 | 24.740 |  |")]
    [InlineData("html", "<caption>Random effects</caption>", "<th scope=\"row\">Days</th>")]
    [InlineData("latex", "\\multicolumn{5}{l}{Random effects}", "{}Days & $10.467$ & ")]
    public void Documents_have_the_tables_of_a_report(string format, params string[] parts)
    {
        Outcome outcome = CommandLine.Run("fit", Sleepstudy, Formula, "--format", format);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.All(parts, part => Assert.Contains(part, outcome.Output, StringComparison.Ordinal));
        Assert.Contains("Reaction ", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Csv_has_the_coefficients_and_json_and_text_are_what_they_are_without_the_option()
    {
        ModelFit fit = Model.Parse(Formula, Sleepstudy).Fit(ModelFrame.FromCsv(Sleepstudy));

        Assert.Equal(fit.Tables.Coefficients.ToCsv(), CommandLine.Run("fit", Sleepstudy, Formula, "--format", "csv").Output);
        Assert.Equal(fit.ToString(), CommandLine.Run("fit", Sleepstudy, Formula, "--format", "text").Output);
        JsonElement json = CommandLine.Run("fit", Sleepstudy, Formula, "--format", "json").Json();
        Assert.Equal(fit.Sigma, json.GetProperty("sigma").GetDouble());
        Assert.Equal(fit.ToJson().Split("\"warnings\"")[0], json.GetRawText().Split("\"seconds\"")[0]);
    }

    [Fact]
    public void A_format_that_is_not_known_or_contradicts_json_is_refused()
    {
        Assert.Contains("markdown", CommandLine.Run("fit", Sleepstudy, Formula, "--format", "word").Error, StringComparison.Ordinal);
        Assert.Contains("--json and --format csv contradict", CommandLine.Run("fit", Sleepstudy, Formula, "--format", "csv", "--json").Error, StringComparison.Ordinal);
        Assert.Equal(0, CommandLine.Run("fit", Sleepstudy, Formula, "--format", "json", "--json").ExitCode);
    }

    [Fact]
    public void Numbers_of_json_read_back_to_the_bits_of_the_fit()
    {
        JsonElement json = CommandLine.Run("fit", Sleepstudy, Formula, "--ml", "--json").Json();
        LinearMixedModelFit fit = Assert.IsType<LinearMixedModelFit>(Model.Parse(Formula).Fit(ModelFrame.FromCsv(Sleepstudy), Estimation.MaximumLikelihood));

        Assert.Equal(fit.Objective, json.GetProperty("objective").GetDouble());
        Assert.Equal(fit.Sigma, json.GetProperty("sigma").GetDouble());
        Assert.Equal(fit.Theta, Reference.Numbers(json.GetProperty("theta")));
        Assert.Equal(fit.Coefficients.Select(coefficient => coefficient.Estimate), json.GetProperty("fixed").EnumerateArray().Select(item => item.GetProperty("estimate").GetDouble()));
        Assert.Equal(fit.CoefficientCovariance[0, 1], json.GetProperty("vcov")[0][1].GetDouble());
        Assert.Equal(fit.RandomEffects("Subject").Correlation("(Intercept)", "Days"), json.GetProperty("random")[0].GetProperty("correlations")[1][0].GetDouble());
        Assert.Equal(fit.Convergence.Evaluations, json.GetProperty("evaluations").GetInt32());
    }

    [Fact]
    public void A_linear_model_has_the_same_members()
    {
        JsonElement linear = CommandLine.Run("fit", Sleepstudy, "Reaction ~ Days", "--json").Json();
        JsonElement mixed = CommandLine.Run("fit", Sleepstudy, Formula, "--json").Json();

        Assert.Equal(mixed.EnumerateObject().Select(member => member.Name), linear.EnumerateObject().Select(member => member.Name));
        Assert.Equal(0, linear.GetProperty("theta").GetArrayLength());
        Assert.Equal(0, linear.GetProperty("random").GetArrayLength());
        Assert.Equal(0, linear.GetProperty("evaluations").GetInt32());

        // R 4.2.2, lm(Reaction ~ Days, lme4::sleepstudy): logLik -950.1465, sigma 47.71, to the digits that it prints.
        Assert.Equal(-950.1465, linear.GetProperty("logLik").GetDouble(), 1e-4);
        Assert.Equal(1900.293, linear.GetProperty("objective").GetDouble(), 1e-3);
        Assert.Equal(47.71, linear.GetProperty("sigma").GetDouble(), 1e-2);
    }

    [Fact]
    public void Every_member_of_json_has_its_type_and_its_line_in_the_documentation()
    {
        JsonElement fit = CommandLine.Run("fit", Sleepstudy, Formula, "--json").Json();
        (string Name, JsonValueKind Kind)[] members =
        [
            ("formula", JsonValueKind.String), ("criterion", JsonValueKind.String), ("objective", JsonValueKind.Number), ("logLik", JsonValueKind.Number),
            ("aic", JsonValueKind.Number), ("bic", JsonValueKind.Number), ("df", JsonValueKind.Number), ("nobs", JsonValueKind.Number),
            ("dropped", JsonValueKind.Number), ("theta", JsonValueKind.Array), ("sigma", JsonValueKind.Number), ("fixed", JsonValueKind.Array),
            ("vcov", JsonValueKind.Array), ("random", JsonValueKind.Array), ("converged", JsonValueKind.True), ("singular", JsonValueKind.False),
            ("evaluations", JsonValueKind.Number), ("seconds", JsonValueKind.Object), ("warnings", JsonValueKind.Array),
        ];

        Assert.Equal(members, fit.EnumerateObject().Select(member => (member.Name, member.Value.ValueKind)));
        Assert.Equal(["name", "estimate", "se", "df", "statistic", "p"], Names(fit.GetProperty("fixed")[0]));
        Assert.Equal(["name", "levels", "columns", "sd", "correlations", "theta"], Names(fit.GetProperty("random")[0]));
        Assert.Equal(["read", "design", "fit"], Names(fit.GetProperty("seconds")));
        string page = File.ReadAllText(Repository.Path("docs", "cli.md"));
        Assert.All(members, member => Assert.Contains($"`{member.Name}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_data_cannot_tell_is_null()
    {
        using Workplace workplace = new();
        string file = workplace.Write("trial.csv", "y,x,z\n1,1,2\n3,2,4\n2,3,6\n5,4,8\n4,5,10\n");

        Outcome outcome = CommandLine.Run("fit", file, "y ~ x + z", "--json", "--strict");

        JsonElement aliased = outcome.Json().GetProperty("fixed")[2];
        Assert.Equal("z", aliased.GetProperty("name").GetString());
        Assert.All(new[] { "estimate", "se", "statistic" }, member => Assert.Equal(JsonValueKind.Null, aliased.GetProperty(member).ValueKind));
        Assert.Equal("rank-deficient", outcome.Json().GetProperty("warnings")[0].GetProperty("id").GetString());
        Assert.Equal(1, outcome.ExitCode);
    }

    [Fact]
    public void Warnings_go_to_the_error_stream_and_set_the_exit_code_only_when_strict()
    {
        string[] command = ["fit", CommandLine.Data("Dyestuff2"), "Yield ~ 1 + (1 | Batch)"];
        Outcome lenient = CommandLine.Run(command);
        Outcome strict = CommandLine.Run([.. command, "--strict"]);

        Assert.Equal((0, 1), (lenient.ExitCode, strict.ExitCode));
        Assert.Equal("warning: boundary (singular) fit: Batch: the variance of (Intercept) is zero\n", lenient.Error);
        Assert.Equal(lenient.Output, strict.Output);
        Assert.Equal(0, CommandLine.Run("fit", Sleepstudy, Formula, "--strict").ExitCode);
    }

    [Fact]
    public void Warnings_of_a_formula_have_carets()
    {
        Outcome outcome = CommandLine.Run("fit", Sleepstudy, "Reaction ~ 1 + (Days | Subject)", "--strict");

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("warning LMM043: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("\n  Reaction ~ 1 + (Days | Subject)\n                  ^", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fit_that_does_not_converge_has_exit_code_3()
    {
        Outcome outcome = CommandLine.Run("fit", Sleepstudy, Formula, "--max-evaluations", "2", "--json");

        Assert.Equal(3, outcome.ExitCode);
        Assert.False(outcome.Json().GetProperty("converged").GetBoolean());
        JsonElement warning = outcome.Json().GetProperty("warnings")[0];
        Assert.Equal("not-converged", warning.GetProperty("id").GetString());
        Assert.Contains("--max-evaluations", warning.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Dropped_rows_are_counted()
    {
        Outcome outcome = CommandLine.Run("fit", CommandLine.Data("carrots"), "Preference ~ sens2 + (1 | Consumer)", "--json");

        Assert.Equal(3, outcome.Json().GetProperty("dropped").GetInt32());
        Assert.Equal("3 rows dropped because of missing values", outcome.Json().GetProperty("warnings")[0].GetProperty("message").GetString());
    }

    [Fact]
    public void Weights_offset_factors_levels_and_contrasts_are_those_of_the_library()
    {
        using Workplace workplace = new();
        string file = workplace.Write("trial.csv", TrialCsv.Text);
        ModelFrame data = ModelFrame.FromCsv(file);
        data = data.With(data["dose"].AsFactor()).With(data["arm"].WithLevels("new drug", "placebo", "old")).With(data["site"].AsFactor().WithContrast(ContrastCoding.Sum));
        ModelFit expected = Model.Parse("y ~ dose + arm + site + (1 | subject)").Fit(data, weights: "w", offset: "known");

        JsonElement fit = CommandLine.Run(
            "fit", file, "y ~ dose + arm + site + (1 | subject)", "--weights", "w", "--offset", "known", "--factor", "dose,site",
            "--levels", "arm=new drug, placebo ,old", "--contrast", "site=sum", "--json").Json();

        Assert.Equal(expected.Coefficients.Select(coefficient => (coefficient.Name, coefficient.Estimate)), fit.GetProperty("fixed").EnumerateArray().Select(item => (item.GetProperty("name").GetString()!, item.GetProperty("estimate").GetDouble())));
        Assert.Contains("armplacebo", fit.GetProperty("fixed").EnumerateArray().Select(item => item.GetProperty("name").GetString()));
        Assert.Equal(expected.LogLikelihood, fit.GetProperty("logLik").GetDouble());
    }

    [Fact]
    public void Results_beyond_the_range_of_numbers_are_warned_of_by_name()
    {
        string file = CommandLine.Data("columns-of-all-sizes");
        Outcome wide = CommandLine.Run("fit", file, "y ~ x160 + (1 | g)", "--json", "--strict");
        JsonElement warning = Assert.Single(wide.Json().GetProperty("warnings").EnumerateArray());
        Assert.Equal("range", warning.GetProperty("id").GetString());
        Assert.Equal("the variance of x160 is below the range of double numbers; rescale x160", warning.GetProperty("message").GetString());
        Assert.Equal(1, wide.ExitCode);

        // t = −1.289 for the covariate in any unit.
        double Statistic(string column) => CommandLine.Run("fit", file, $"y ~ {column} + (1 | g)", "--json").Json().GetProperty("fixed")[1].GetProperty("statistic").GetDouble();
        Assert.Equal(Statistic("x"), Statistic("x160"), 1e-8);
        Assert.Equal(Statistic("x"), Statistic("xm200"), 1e-8);
        Assert.Contains("above the range", CommandLine.Run("fit", file, "y ~ xm200").Error, StringComparison.Ordinal);
        Assert.Empty(CommandLine.Run("fit", file, "y ~ x150").Error);
    }

    [Fact]
    public void Rows_of_weight_zero_are_not_counted()
    {
        JsonElement mixed = CommandLine.Run("fit", CommandLine.Data("sleepstudy-zero-weights"), Formula, "--weights", "w", "--json").Json();
        Assert.Equal(144, mixed.GetProperty("nobs").GetInt32());
        Assert.Equal(0, mixed.GetProperty("dropped").GetInt32());
        Assert.Empty(mixed.GetProperty("warnings").EnumerateArray());

        Outcome linear = CommandLine.Run("fit", CommandLine.Data("zero-weights"), "Y ~ X", "--weights", "w");
        Assert.Equal(0, linear.ExitCode);
        Assert.Contains("Residual standard error: 1.533 on 37 degrees of freedom", linear.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_number_of_threads_does_not_matter()
        => Assert.Equal(
            CommandLine.Run("fit", Sleepstudy, Formula, "--threads", "1").Output,
            CommandLine.Run("fit", Sleepstudy, Formula, "--threads", "3").Output);

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(member => member.Name);
}
