using Lmm.Plots.Scenes;
using Lmm.Plots.Texts;

namespace Lmm.Plots.Charts;

/// <summary>Draws a chart: grid, layers, axes, title and sentence.</summary>
internal static class ChartPainter
{
    /// <summary>The height of a line of sentences, in pixels.</summary>
    public const double SentenceLine = 14.5;

    /// <summary>The size of sentences, in pixels.</summary>
    public const double SentenceSize = 11.5;

    private const double TitleHeight = 20;
    private const double TitleSize = 12.5;
    private const double TickRoom = 18;
    private const double LabelRoom = 17;
    private const double LeftGap = 8;
    private const double MostOfNames = 0.42;
    private const double BetweenCharts = 10;

    /// <summary>The room that a chart needs to the left of its axes.</summary>
    public static double Left(Chart chart, double width, double height)
        => (chart.Y.Label.Length > 0 ? LabelRoom : 0) + (chart.Y.HasNumbers ? RoomFor(chart, AxisLabels.Down(chart.Y, height, MostOfNames * width).Width) + LeftGap : 6);

    /// <summary>The room above the axes.</summary>
    public static double Above(Chart chart) => chart.Title.Length > 0 ? TitleHeight : 6;

    /// <summary>The room below the axes.</summary>
    public static double Below(Chart chart, double width)
        => (chart.X.HasNumbers ? TickRoom : 4) + (chart.X.Label.Length > 0 ? LabelRoom : 0) + SentenceHeight(chart, width);

    /// <summary>Appends the marks of a chart.</summary>
    /// <param name="marks">Where to.</param>
    /// <param name="chart">The chart.</param>
    /// <param name="cell">All of its place.</param>
    /// <param name="box">The place of its axes.</param>
    public static void Draw(List<Mark> marks, Chart chart, Box cell, Box box)
    {
        Plane plane = new(box, chart.X, chart.Y);
        AxisLabels across = AxisLabels.Across(chart.X, box.Width);
        AxisLabels down = AxisLabels.Down(chart.Y, box.Height, RoomOfNames(chart, cell, box));
        List<Point[]> grid = [];
        grid.AddRange(across.Places.Where(_ => chart.X.Names is null).Select(x => (Point[])[new(plane.Across(x), box.Top), new(plane.Across(x), box.Bottom)]));
        grid.AddRange(down.Places.Select(y => (Point[])[new(box.Left, plane.Down(y)), new(box.Right, plane.Down(y))]));
        marks.Add(new Lines(grid, new Stroke(Tone.Grid, 1)));
        marks.AddRange(chart.Layers.SelectMany(layer => layer.Draw(plane)));
        Axes(marks, chart, plane, across, down);
        if (chart.Title.Length > 0)
        {
            // A long title starts above the labels of the axis.
            double left = AdvanceWidths.InOtherFonts(LabelText.Line(chart.Title), TitleSize, isBold: true) <= cell.Right - box.Left ? box.Left : cell.Left;
            marks.Add(new Label(LabelText.Fitted(chart.Title, TitleSize, cell.Right - left, isBold: true), new(left, box.Top - 8), TitleSize, Anchor.Start, Tone.Ink) { IsBold = true });
        }

        double bottom = box.Bottom + (chart.X.HasNumbers ? TickRoom : 4) + (chart.X.Label.Length > 0 ? LabelRoom : 0) + 6;
        foreach (string line in Sentence(chart, cell.Width))
        {
            bottom += SentenceLine;
            marks.Add(new Label(line, new(cell.Left, bottom - 3), SentenceSize, Anchor.Start, Tone.Muted));
        }
    }

    // Names end at the axis, so that wider fonts reach out to the left; the first pixels are those between charts.
    private static double RoomFor(Chart chart, double names) => chart.Y.Names is null ? names : Math.Max(names, (AdvanceWidths.Substitute * names) - BetweenCharts);

    // That which was measured before the axes got their place, to rounding.
    private static double RoomOfNames(Chart chart, Box cell, Box box)
    {
        double room = Math.Max(0, box.Left - cell.Left - LeftGap - (chart.Y.Label.Length > 0 ? LabelRoom : 0));
        return Math.Min(room, (room + BetweenCharts) / AdvanceWidths.Substitute) + 1e-6;
    }

    private static void Axes(List<Mark> marks, Chart chart, Plane plane, AxisLabels across, AxisLabels down)
    {
        Box box = plane.Box;
        marks.Add(new Lines([[new(box.Left, box.Top), new(box.Left, box.Bottom), new(box.Right, box.Bottom)]], new Stroke(Tone.Rule, 1)));
        for (int i = 0; chart.X.HasNumbers && i < across.Places.Length; i++)
        {
            marks.Add(new Label(across.Texts[i], new(plane.Across(across.Places[i]), box.Bottom + 15), AxisLabels.Size, Anchor.Middle, Tone.Muted));
        }

        for (int i = 0; chart.Y.HasNumbers && i < down.Places.Length; i++)
        {
            marks.Add(new Label(down.Texts[i], new(box.Left - 6, plane.Down(down.Places[i]) + 4), AxisLabels.Size, Anchor.End, chart.Y.Names is null ? Tone.Muted : Tone.Ink));
        }

        if (chart.X.Label.Length > 0)
        {
            double y = box.Bottom + (chart.X.HasNumbers ? TickRoom : 4) + 12;
            marks.Add(new Label(LabelText.Fitted(chart.X.Label, 12, box.Width), new(box.Left + (box.Width / 2), y), 12, Anchor.Middle, Tone.Ink));
        }

        if (chart.Y.Label.Length > 0)
        {
            double x = box.Left - (chart.Y.HasNumbers ? down.Width + LeftGap : 6) - 5;
            marks.Add(new Label(LabelText.Fitted(chart.Y.Label, 12, Math.Max(box.Height, 60)), new(x, box.Top + (box.Height / 2)), 12, Anchor.Middle, Tone.Ink) { IsVertical = true });
        }
    }

    private static IReadOnlyList<string> Sentence(Chart chart, double width) => chart.Sentence.Length == 0 ? [] : LabelText.Wrapped(chart.Sentence, SentenceSize, width);

    private static double SentenceHeight(Chart chart, double width) => Sentence(chart, width) is { Count: > 0 } lines ? (lines.Count * SentenceLine) + 8 : 0;
}
