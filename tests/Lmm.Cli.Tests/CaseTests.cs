using System.Text.Json;

namespace Lmm.Cli.Tests;

/// <summary>Small files that the tool got wrong once, as users found them, with the right values (R's, where it has some) or messages.</summary>
public sealed class CaseTests
{
    public static TheoryData<string, string[], string> Messages => new()
    {
        { "N31.csv", ["Reaction ~ Days + I(Days^2) + I(Days^3) + (1|Subject)"], "4 observations leave no residual degrees of freedom for 4 coefficients" },
        { "Q25.csv", ["y ~ x * x2 + (1|g)"], "4 observations leave no residual degrees of freedom for 4 coefficients" },
        { "Q27.csv", ["y ~ x * x2 * x3 + (1|g)"], "5 observations leave no residual degrees of freedom for 5 coefficients" },
        { "Q25.csv", ["y ~ x + x2 + x3 + (1|g)"], "4 observations leave no residual degrees of freedom for 4 coefficients" },
        { "Q26.csv", ["y ~ x + x2 + x3 + (1|g)"], "3 observations leave no residual degrees of freedom for 3 coefficients" },
        { "comment.csv", ["y ~ x + (1|g)"], "if it is a comment, pass --comment '#'" },
        { "thousand.csv", ["y ~ x + (1|g)"], "if its comma separates thousands, write the number without it" },
        { "nul_in_number.csv", ["y ~ x + (1|g)"], "it contains the invisible character U+0000 (NUL)" },
        { "v_y_int65.csv", ["y ~ x + (1|g)"], "it is a whole number of 30 digits, too long for 64 bits" },
        { "p_gt_n.csv", ["y ~ . - g + (1|g)"], "20 observations leave no residual degrees of freedom for 20 coefficients" },
        { "weight_1e300.csv", ["y ~ x + (1|g)", "--weights", "w"], "the weight w is 1E+300 in line 7" },
    };

    public static TheoryData<string, string, string> Warnings => new()
    {
        { "Q09.csv", "Reaction ~ Days + (1|Subject) + (1|S2)", "(1 | Subject) and (1 | S2): the criterion is flat there" },
        { "AL.csv", "Reaction ~ Days + (1|Subject) + (1|S2)", "(1 | Subject) and (1 | S2): the criterion is flat there" },
        { "Q11.csv", "Reaction ~ Days + (Days + D2|Subject)", "all variances and correlations of (1 + Days + D2 | Subject): the criterion is flat there" },
        { "Q24.csv", "y ~ x * x2 + (1|g)", "the variance of (Intercept) of g: the criterion is flat there" },
        { "x_one_text.csv", "y ~ x + (1|g)", "holds '50%' in line 11" },
    };

    public static TheoryData<string, string[], string, double> Coefficients => new()
    {
        { "relevel.csv", ["Y ~ C(relevel(relevel(F, \"b\"), \"c\"), helmert)"], "C(relevel(relevel(F, \"b\"), \"c\"), helmert)1", 0.121771 },
        { "relevel.csv", ["Y ~ C(relevel(relevel(F, \"b\"), \"c\"), helmert)"], "C(relevel(relevel(F, \"b\"), \"c\"), helmert)2", -0.005247 },
        { "comment.csv", ["y ~ x + (1|g)", "--comment", "#"], "x", 0.41189 },
        { "minus.csv", ["y ~ x + (1|g)"], "x", -0.41189 },
        { "nbsp.csv", ["y ~ x + (1|g)"], "x", 0.41189 },
        { "gz.csv", ["y ~ x + (1|g)"], "x", 0.01544 },
        { "utf16nobom.csv", ["y ~ x + (1|g)"], "x", 0.01544 },
        { "x_1e160.csv", ["y ~ x160 + (1|g)"], "x160", -1.689e-161 },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void What_cannot_be_fitted_is_refused_for_its_reason(string file, string[] arguments, string message)
    {
        Outcome outcome = CommandLine.Run(["fit", Case(file), .. arguments]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Warnings))]
    public void What_deserves_a_warning_has_one(string file, string formula, string warning)
    {
        Outcome outcome = CommandLine.Run("fit", Case(file), formula);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(warning, outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Coefficients))]
    public void What_can_be_fitted_has_the_right_values(string file, string[] arguments, string coefficient, double estimate)
    {
        JsonElement fit = CommandLine.Run(["fit", Case(file), .. arguments, "--json"]).Json();
        JsonElement found = fit.GetProperty("fixed").EnumerateArray().Single(row => row.GetProperty("name").GetString() == coefficient);
        Assert.Equal(estimate, found.GetProperty("estimate").GetDouble(), 5e-4 * Math.Abs(estimate));
    }

    // R's deviances: transforms learn from all rows where their own variable is there, and a variable taken out again must be there.
    [Theory]
    [InlineData("y ~ ns(x, df = 3) + f", 11, 30.58995)]
    [InlineData("y ~ x - f", 11, null)]
    public void Rows_are_dropped_as_in_R(string formula, int rows, double? objective)
    {
        JsonElement fit = CommandLine.Run("fit", Case("missing-basis.csv"), formula, "--json").Json();
        Assert.Equal(rows, fit.GetProperty("nobs").GetInt32());
        Assert.True(objective is null || Math.Abs(objective.Value - fit.GetProperty("objective").GetDouble()) < 5e-6);
    }

    // One rule says which columns depend on others, with random terms and without.
    [Fact]
    public void Collinear_powers_are_kept_or_dropped_by_one_rule()
    {
        string[] names = [.. new[] { "", " + (1 | g)" }.Select(random
            => string.Join(" ", CommandLine.Run("fit", Case("rank.csv"), "y ~ year + I(year^2) + I(year^3)" + random, "--json").Json().GetProperty("fixed").EnumerateArray()
                .Where(static row => row.GetProperty("estimate").ValueKind == JsonValueKind.Number)
                .Select(static row => row.GetProperty("name").GetString())))];
        Assert.Equal(names[0], names[1]);
    }

    [Fact]
    public void Names_with_escapes_and_direction_marks_do_not_reach_the_terminal_raw()
    {
        Outcome outcome = CommandLine.Run("data", Case("raw_escape_names.csv"));
        Assert.Equal(0, outcome.ExitCode);
        Assert.DoesNotContain(outcome.Output, static character => (char.IsControl(character) && character is not '\n') || character is '\u202e' or '\u2066' or '\u2028' or '\u2029' or '\u0085');
    }

    private static string Case(string file) => Path.Combine(AppContext.BaseDirectory, "Cases", file);
}
