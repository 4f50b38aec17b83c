using System.Buffers.Binary;
using Lmm.Cli.Pictures;

namespace Lmm.Cli.Tests;

/// <summary>Pictures by the tool are those of the library.</summary>
public sealed class PlotTests : IDisposable
{
    private const string Formula = "Reaction ~ Days + (Days | Subject)";

    private static readonly string Sleep = CommandLine.Data("sleepstudy");

    private readonly string _folder = Directory.CreateTempSubdirectory("lmm-plot-").FullName;

    private static LinearMixedModelFit Fit => (LinearMixedModelFit)Model.Parse(Formula).Fit(ModelFrame.FromCsv(Sleep));

    [Fact]
    public void Every_kind_is_that_of_the_library()
    {
        Dictionary<string, Func<Picture>> kinds = new()
        {
            ["forest"] = static () => Plot.Forest(Fit),
            ["forest --of Days"] = static () => Plot.Forest(Fit, ["Days"]),
            ["caterpillar"] = static () => Plot.Caterpillar(Fit, "Subject"),
            ["caterpillar --of Subject --level 0.9"] = static () => Plot.Caterpillar(Fit, "Subject", new PlotOptions { Level = 0.9 }),
            ["shrinkage"] = static () => Plot.Shrinkage(Fit, "Subject"),
            ["residuals"] = static () => Plot.Residuals(Fit),
            ["residuals --of Days --width 400"] = static () => Plot.Residuals(Fit, "Days", new PlotOptions { Width = 400 }),
            ["scale"] = static () => Plot.ScaleLocation(Fit),
            ["qq --draws 30 --seed 4"] = static () => Plot.ResidualQuantiles(Fit, 30, 4),
            ["qq --of Subject"] = static () => Plot.ModeQuantiles(Fit, "Subject"),
            ["effects --of Days"] = static () => Plot.Curves(Fit, "Days"),
            ["groups"] = static () => Plot.Groups(Fit, "Subject"),
            ["groups --by Days --title X"] = static () => Plot.Groups(Fit, "Subject", "Days", options: new PlotOptions { Title = "X" }),
            ["profile --of Days,sigma"] = static () => Plot.Profile(Fit, ["Days", "sigma"]),
            ["bootstrap --draws 40 --of Days"] = static () => Plot.Bootstrap(Fit.Intervals.Resample(40), ["Days"]),
            ["influence"] = static () => Plot.Influence(Fit),
            ["influence --of Subject"] = static () => Plot.Influence(Fit.Influence.By("Subject")),
            ["checks --draws 20"] = static () => Plot.Checks(Fit, 20),
        };

        foreach ((string options, Func<Picture> draw) in kinds)
        {
            Outcome outcome = Run(options);

            Assert.Equal(0, outcome.ExitCode);
            Assert.Equal(draw().ToSvg(), outcome.Output);
        }

        Assert.Equal(PlotKinds.Names.Order(StringComparer.Ordinal), kinds.Keys.Select(static options => options.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Effects_of_factors_are_means_or_lines()
    {
        string[] cake = ["plot", CommandLine.Data("cake"), "angle ~ recipe * temperature + (1 | recipe:replicate)", "--factor", "temperature,replicate", "--kind", "effects"];

        Assert.Contains(">Marginal means of recipe<", CommandLine.Run([.. cake, "--of", "recipe"]).Output, StringComparison.Ordinal);
        Assert.Contains(">Marginal means of temperature at each recipe<", CommandLine.Run([.. cake, "--of", "temperature", "--by", "recipe"]).Output, StringComparison.Ordinal);
        Assert.Contains(">Marginal means of recipe, temperature<", CommandLine.Run([.. cake, "--of", "recipe,temperature"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_whole_and_nothing_is_beside_it()
    {
        string path = Path.Combine(_folder, "forest.svg");
        Outcome outcome = Run($"forest -o {path}");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("", outcome.Output);
        Assert.Equal(Plot.Forest(Fit).ToSvg(), File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void PNG_has_twice_the_pixels_and_something_on_them()
    {
        string path = Path.Combine(_folder, "forest.png");
        Outcome outcome = Run($"forest -o {path}");

        Assert.Equal("", outcome.Error);
        byte[] png = File.ReadAllBytes(path);
        Assert.Equal([0x89, 0x50, 0x4e, 0x47], png[..4]);
        Assert.Equal(2 * Plot.Forest(Fit).Width, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(2 * Plot.Forest(Fit).Height, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        Assert.True(png.Length > 5000);
    }

    [Fact]
    public void A_missing_library_says_where_it_was_looked_for_and_how_to_get_it()
    {
        string message = Assert.Throws<InputException>(() => SkiaLibrary.Find(_folder, "elsewhere", "packages")).Message;

        Assert.Contains($"it was looked for as {Path.Combine(_folder, SkiaLibrary.FileName)}, because of LMM_SKIA", message, StringComparison.Ordinal);
        Assert.Contains("dotnet package download SkiaSharp.NativeAssets.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pie", "pie")]
    [InlineData("forest --of Dys", "Days")]
    [InlineData("caterpillar --of subject", "Subject")]
    [InlineData("caterpillar --of Subject,Days", "--of has 2")]
    [InlineData("checks --of Days", "leave --of out")]
    [InlineData("forest --draws 30", "--draws and --seed are of")]
    [InlineData("qq --draws 3", "--draws must be a whole number from 20")]
    [InlineData("residuals --by Days", "--by is of")]
    [InlineData("effects", "needs --of")]
    [InlineData("forest --width 100", "--width")]
    [InlineData("forest --width 5000", "from 320 to 4000")]
    [InlineData("forest --level 2", "--level")]
    [InlineData("forest -o forest.pdf", "neither .svg nor .png")]
    [InlineData("forest -o /no/such/folder/forest.svg", "cannot be written")]
    public void What_cannot_be_drawn_is_said_with_its_cure(string options, string message)
    {
        Outcome outcome = Run(options);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_random_effects_has_no_picture_of_them()
    {
        Outcome outcome = CommandLine.Run("plot", Sleep, "Reaction ~ Days", "--kind", "caterpillar");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("the formula has none", outcome.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Outcome Run(string options) => CommandLine.Run(["plot", Sleep, Formula, "--kind", .. options.Split(' ')]);
}
