using System.Text.Json;

namespace Lmm.Cli.Tests;

/// <summary>What the tool says of data that are hard to fit; the fits are tested with the run-time library.</summary>
public sealed class HardDataTests
{
    // lme4 (best of several optimizers): χ² 55.8; at the second minimum it would be 0.065.
    [Fact]
    public void Codes_for_missing_values_among_the_days_do_not_hide_the_slopes()
    {
        JsonElement models = CommandLine.Run(
            "compare", CommandLine.Data("sleepstudy-two-minus-99999"), "Reaction ~ Days + (1 | Subject)", "Reaction ~ Days + (Days | Subject)", "--json").Json().GetProperty("models");

        Assert.Equal(55.8, models[1].GetProperty("chisq").GetDouble(), 0.05);
        Assert.Equal(2, models[1].GetProperty("chisqDf").GetInt32());
        Assert.All(models.EnumerateArray(), static model => Assert.True(model.GetProperty("converged").GetBoolean()));
    }

    [Fact]
    public void What_the_data_do_not_determine_is_a_warning()
    {
        string[] command = ["fit", CommandLine.Data("sleepstudy-one-to-one"), "Reaction ~ Days + (1 | Subject) + (1 | S2)"];
        Outcome strict = CommandLine.Run([.. command, "--json", "--strict"]);
        Outcome lenient = CommandLine.Run(command);

        Assert.Equal((1, 0), (strict.ExitCode, lenient.ExitCode));
        Assert.True(strict.Json().GetProperty("converged").GetBoolean());
        JsonElement warning = Assert.Single(strict.Json().GetProperty("warnings").EnumerateArray());
        Assert.Equal("flat", warning.GetProperty("id").GetString());
        string message = warning.GetProperty("message").GetString()!;
        Assert.StartsWith("the data do not determine what of the variation is that of (1 | Subject) and (1 | S2)", message, StringComparison.Ordinal);
        Assert.Equal($"warning: {message}\n", lenient.Error);
    }
}
