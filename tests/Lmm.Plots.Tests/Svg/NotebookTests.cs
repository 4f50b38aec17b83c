using Microsoft.DotNet.Interactive.Formatting;

namespace Lmm.Plots.Tests.Svg;

/// <summary>Notebooks show pictures, by the formatters that .NET Interactive itself finds for them.</summary>
public class NotebookTests
{
    [Fact]
    public void A_notebook_shows_a_picture()
    {
        Picture picture = Plot.Caterpillar(Fits.Made(["a", "<script>", "c", "d", "e", "f"], 8), "g");

        Assert.Equal("text/html", Formatter.GetPreferredMimeTypesFor(typeof(Picture)).First());
        Assert.Equal(picture.ToSvg(), ((object)picture).ToDisplayString("text/html"));
        Assert.Equal(picture.ToString(), ((object)picture).ToDisplayString("text/plain"));
    }
}
