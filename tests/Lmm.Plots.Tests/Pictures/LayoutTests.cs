using Lmm.Plots.Charts;
using Lmm.Plots.Scenes;
using Lmm.Plots.Texts;
using Pictures;

namespace Lmm.Plots.Tests.Pictures;

/// <summary>No text of any picture is cut off or lies on another.</summary>
public class LayoutTests
{
    // Letters reach so far above and below their baseline, in sizes of the font.
    private const double Ascent = 0.72;
    private const double Descent = 0.2;

    public static TheoryData<string> Names { get; } = [.. Gallery.All.Select(static picture => picture.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Texts_of_the_documents_lie_within_and_apart(string name) => Check(Gallery.All.Single(picture => picture.Name == name).Draw());

    /// <summary>Renderers that pass over <c>textLength</c> draw lines as long as their font makes them: with DejaVu Sans 17 % longer than Arial's, in bold 26 %.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Texts_of_the_documents_lie_within_in_wider_fonts_too(string name) => CheckWithin(Gallery.All.Single(picture => picture.Name == name).Draw());

    [Fact]
    public void Long_names_lie_within_in_wider_fonts_too()
    {
        LinearMixedModelFit fit = Fits.Made([.. Fits.Names(8).Select(static name => $"{name} and a name that goes on for as long as it takes to fill a line")], 5);

        CheckWithin(Plot.Caterpillar(fit, "g"));
        CheckWithin(Plot.ResidualsByGroup(fit, "g", new PlotOptions { Width = 400 }));
        CheckWithin(Plot.Forest(fit, options: new PlotOptions { Title = string.Join(' ', Enumerable.Repeat("A title of many words", 8)) }));
    }

    [Theory]
    [InlineData(320)]
    [InlineData(500)]
    [InlineData(1400)]
    public void Texts_lie_within_and_apart_at_any_width(double width)
    {
        PlotOptions options = new() { Width = width };
        foreach (Picture picture in (Picture[])
        [
            Plot.Forest([("one", Fits.Sleep), ("the other, of a longer name", Fits.Sleep)], options: options), Plot.Caterpillar(Fits.Sleep, "Subject", options), Plot.Shrinkage(Fits.Sleep, "Subject", options),
            Plot.Residuals(Fits.Sleep, options), Plot.ResidualQuantiles(Fits.Sleep, 20, options: options), Plot.Curves(Fits.Sleep, "Days", options: options), Plot.Groups(Fits.Sleep, "Subject", options: options),
            Plot.Profile(Fits.Sleep, ["sigma", "Days"], options), Plot.Influence(Fits.Sleep, options), Plot.Checks(Fits.Sleep, 20, options: options),
        ])
        {
            Check(picture);
        }
    }

    [Fact]
    public void Long_names_are_cut_where_there_is_no_room()
    {
        LinearMixedModelFit fit = Fits.Made([.. Fits.Names(8).Select(static name => $"{name} and a name that goes on for as long as it takes to fill a line")], 5);

        Check(Plot.Caterpillar(fit, "g", new PlotOptions { Width = 400 }));
        Check(Plot.ResidualsByGroup(fit, "g", new PlotOptions { Width = 400 }));
        Check(Plot.Shrinkage(fit, "g", new PlotOptions { Width = 400 }));
        Check(Plot.Groups(fit, "g", options: new PlotOptions { Width = 400 }));
    }

    [Theory]
    [InlineData(320)]
    [InlineData(680)]
    public void Long_names_beside_several_panels_and_numbers_far_from_zero_are_not_cut_off(double width)
    {
        PlotOptions options = new() { Width = width };
        ModelFrame frame = new(
            FrameColumn.Numeric("y", Enumerable.Range(0, 120).Select(static row => 1e9 + (0.001 * ((row * 37 % 11) + (row / 12) + (row % 12))))),
            FrameColumn.Numeric("x", Enumerable.Range(0, 120).Select(static row => (double)(row % 12))),
            FrameColumn.Text("g", Enumerable.Range(0, 120).Select(static row => $"group {row / 12} of a name that goes on for as long as it takes to fill a line")));
        LinearMixedModelFit fit = (LinearMixedModelFit)Model.Parse("y ~ x + (x || g)").Fit(frame);
        foreach (Picture picture in (Picture[])
        [
            Plot.Caterpillar(fit, "g", options), Plot.Influence(fit.Influence.By("g"), options), Plot.Groups(fit, "g", options: options), Plot.Curves(fit, "x", options: options),
            Plot.Residuals(fit, options), Plot.ResidualsByGroup(fit, "g", options), Plot.Checks(fit, 20, options: options),
        ])
        {
            Check(picture);
        }
    }

    private static void Check(Picture picture)
    {
        (string Text, Box Box)[] texts = [.. picture.Scene.Marks.OfType<Label>().Where(static label => label.Text.Length > 0).Select(static label => (label.Text, Place(label)))];
        Assert.NotEmpty(texts);
        for (int one = 0; one < texts.Length; one++)
        {
            Box box = texts[one].Box;
            Assert.True(box.Left >= 0 && box.Top >= 0 && box.Right <= picture.Width + 0.5 && box.Bottom <= picture.Height, $"{picture}: '{texts[one].Text}' is cut off");
            for (int other = one + 1; other < texts.Length; other++)
            {
                Box next = texts[other].Box;
                Assert.False(
                    box.Left < next.Right && next.Left < box.Right && box.Top < next.Bottom && next.Top < box.Bottom,
                    $"{picture}: '{texts[one].Text}' lies on '{texts[other].Text}'");
            }
        }
    }

    private static void CheckWithin(Picture picture)
    {
        Label[] texts = [.. picture.Scene.Marks.OfType<Label>().Where(static label => label.Text.Length > 0 && !label.IsVertical)];
        (Label Label, Box Box)[] notes = [.. texts.Select(static label => (label, Place(label, AdvanceWidths.InOtherFonts(label.Text, label.Size, label.IsBold))))];
        Assert.All(notes, note => Assert.True(note.Box.Left >= 0 && note.Box.Right <= picture.Width, $"{picture}: '{note.Label.Text}' is cut off"));
        foreach ((Label label, Box box) in notes.Where(static note => note.Label.Size == ChartPainter.SentenceSize))
        {
            Assert.DoesNotContain(notes, other => other.Label != label && other.Label.At.Y == label.At.Y && box.Left < other.Box.Right && other.Box.Left < box.Right);
        }
    }

    private static Box Place(Label label) => Place(label, AdvanceWidths.Of(label.Text, label.Size, label.IsBold));

    private static Box Place(Label label, double length)
    {
        double before = label.Anchor switch
        {
            Anchor.Start => 0,
            Anchor.Middle => length / 2,
            _ => length,
        };
        (double above, double below) = (Ascent * label.Size, Descent * label.Size);
        return label.IsVertical
            ? new Box(label.At.X - above, label.At.Y + before - length, above + below, length)
            : new Box(label.At.X - before, label.At.Y - above, length, above + below);
    }
}
