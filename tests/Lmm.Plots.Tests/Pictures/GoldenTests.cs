using Lmm.Tests.Shared;

namespace Lmm.Plots.Tests.Pictures;

/// <summary>Pictures of what goes wrong, as files to be looked at; those of what goes well are in docs/pictures.</summary>
public class GoldenTests
{
    private static readonly string[] Hostile = ["<script>alert(1)</script>", "\"quoted\" & 'so'", "]]>", "a\u202eb", "統計", "a name that is much longer than any picture has room for, and goes on"];

    [Fact]
    public void Hostile_names() => GoldenFile.Verify(Plot.Caterpillar(Fits.Made(Hostile, 8), "g").ToSvg(), "svg");

    [Fact]
    public void Singular_fit() => GoldenFile.Verify(Plot.Caterpillar(Fits.Mixed("Yield ~ 1 + (1 | Batch)", "Dyestuff2"), "Batch").ToSvg(), "svg");

    [Fact]
    public void Two_hundred_levels() => GoldenFile.Verify(Plot.Caterpillar(Fits.Made(Fits.Names(200), 4), "g").ToSvg(), "svg");

    [Fact]
    public void Shrinkage_of_one_effect() => GoldenFile.Verify(Plot.Shrinkage(Fits.Mixed("diameter ~ 1 + (1 | plate) + (1 | sample)", "Penicillin"), "plate").ToSvg(), "svg");

    [Fact]
    public void Means_in_panels()
        => GoldenFile.Verify(Plot.Means(Fits.Mixed("angle ~ recipe * temperature + (1 | recipe:replicate)", "cake", "replicate", "temperature").MarginalMeans.Of(["temperature"], ["recipe"])).ToSvg(), "svg");

    [Fact]
    public void Checks_of_an_ordinary_model() => GoldenFile.Verify(Plot.Checks(Fits.Fit("Reaction ~ Days", "sleepstudy"), draws: 40).ToSvg(), "svg");

    [Fact]
    public void Narrow_dark_picture() => GoldenFile.Verify(Plot.Groups(Fits.Sleep, "Subject", most: 6, options: new PlotOptions { Width = 380 }).ToSvg(new SvgOptions { IdPrefix = "narrow", Scheme = ColorScheme.Dark }), "svg");
}
