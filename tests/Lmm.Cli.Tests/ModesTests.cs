using System.Text.Json;

namespace Lmm.Cli.Tests;

/// <summary>The conditional modes of all grouping factors, or of one.</summary>
public class ModesTests
{
    private static readonly string[] Fit = ["modes", CommandLine.Data("Oats"), "yield ~ nitro + Variety + (1 | Block/Variety)"];

    [Fact]
    public void One_factor_has_its_modes_alone()
    {
        string all = CommandLine.Run(Fit).Output;
        string blocks = CommandLine.Run([.. Fit, "--of", "Block"]).Output;

        Assert.EndsWith(blocks, all, StringComparison.Ordinal);
        Assert.Equal(7, blocks.TrimEnd().Split('\n').Length);
        JsonElement json = CommandLine.Run([.. Fit, "--of", "Block", "--json"]).Json();
        Assert.All(json.GetProperty("modes").EnumerateArray(), static mode => Assert.Equal("Block", mode.GetProperty("group").GetString()));
        Assert.Equal("Block", Assert.Single(json.GetProperty("covariances").EnumerateArray()).GetProperty("group").GetString());
    }

    [Fact]
    public void An_unknown_factor_is_refused_by_name()
    {
        Outcome outcome = CommandLine.Run([.. Fit, "--of", "Blok"]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("Block", outcome.Error, StringComparison.Ordinal);
    }
}
