using Lmm.Plots.Scenes;
using Lmm.Plots.Texts;

namespace Lmm.Plots.Charts;

/// <summary>Charts in rows and columns under one title, with one legend and notes below.</summary>
internal sealed record Page
{
    private const double Edge = 14;
    private const double Gap = 20;
    private const double Right = 8;
    private const double RowGap = 10;
    private const double TitleSize = 15;
    private const double NoteSize = 11.5;
    private const double NoteLine = 15;
    private const double LabelSize = 12;
    private const double LabelRoom = 17;
    private const double WidthOfNames = 200;

    /// <summary>What is shown.</summary>
    public required string Title { get; init; }

    /// <summary>What is to be seen, for those who do not see it.</summary>
    public required string Description { get; init; }

    /// <summary>The charts, row by row.</summary>
    public required IReadOnlyList<Chart> Charts { get; init; }

    /// <summary>The height within the axes of each chart, in pixels.</summary>
    public required double ChartHeight { get; init; }

    /// <summary>The number of charts in a row.</summary>
    public int Columns { get; init; } = 1;

    /// <summary>What is along the horizontal axes of all charts; empty where each has its own label, or none.</summary>
    public string AcrossLabel { get; init; } = "";

    /// <summary>What is along the vertical axes of all charts; empty where each has its own label, or none.</summary>
    public string UpwardsLabel { get; init; } = "";

    /// <summary>What the entries of the legend are levels of; empty for nothing.</summary>
    public string LegendTitle { get; init; } = "";

    /// <summary>What colours, shapes and lines stand for.</summary>
    public IReadOnlyList<LegendEntry> Legend { get; init; } = [];

    /// <summary>What readers have to know, below the charts.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The columns of charts whose titles are names of parameters: three, or fewer where names would be cut.</summary>
    /// <param name="charts">The number of charts.</param>
    /// <param name="width">The width of the page.</param>
    public static int ColumnsOf(int charts, double width) => Math.Clamp((int)(width / WidthOfNames), 1, Math.Clamp(charts, 1, 3));

    /// <summary>Lays the page out.</summary>
    /// <param name="options">The width, and what replaces title and height.</param>
    public Picture Draw(PlotOptions options)
    {
        List<Mark> marks = [];
        double width = options.Width;
        double room = width - (2 * Edge);
        string title = options.Title ?? Title;
        double y = 10;
        foreach (string line in LabelText.Wrapped(title, TitleSize, room, isBold: true))
        {
            y += 19;
            marks.Add(new Label(line, new(Edge, y - 4), TitleSize, Anchor.Start, Tone.Ink) { IsBold = true });
        }

        (IReadOnlyList<Mark> legend, double legendHeight) = Charts.Count == 0 ? ([], 0) : Plots.Charts.Legend.Draw(LegendTitle, Legend, Edge, y + 4, room);
        marks.AddRange(legend);
        y += legendHeight + 8;
        y = DrawCharts(marks, options.Height ?? ChartHeight, room, y);
        foreach (string line in Notes.Where(static note => note.Length > 0).SelectMany(note => LabelText.Wrapped(note, NoteSize, room)))
        {
            y += NoteLine;
            marks.Add(new Label(line, new(Edge, y - 3), NoteSize, Anchor.Start, Tone.Muted));
        }

        return new Picture(new Scene(width, Math.Ceiling(y + 10), marks), title.Length > 0 ? title : Title, Description);
    }

    private double DrawCharts(List<Mark> marks, double height, double room, double top)
    {
        int columns = Math.Max(1, Math.Min(Columns, Charts.Count));
        double start = Edge + (UpwardsLabel.Length > 0 ? LabelRoom : 0);
        double first = top;
        room -= start - Edge;
        double usual = (room - ((columns - 1) * Gap)) / columns;

        // Axes stand one above the other, and all are of one width.
        double[] lefts = [.. Enumerable.Range(0, columns).Select(column => Charts.Where((_, index) => index % columns == column).Select(chart => ChartPainter.Left(chart, usual, height)).Max())];
        double inner = Math.Max(40, ((columns * (usual - Right)) - lefts.Sum()) / columns);
        foreach (Chart[] row in Charts.Chunk(columns))
        {
            double above = row.Max(ChartPainter.Above);
            double below = row.Index().Max(chart => ChartPainter.Below(chart.Item, lefts[chart.Index] + inner + Right));
            double left = start;
            for (int column = 0; column < row.Length; column++)
            {
                Box cell = new(left, top, lefts[column] + inner + Right, above + height + below);
                ChartPainter.Draw(marks, row[column], cell, new Box(left + lefts[column], top + above, inner, height));
                left = cell.Right + Gap;
            }

            top += above + height + below + RowGap;
        }

        if (UpwardsLabel.Length > 0)
        {
            marks.Add(new Label(LabelText.Fitted(UpwardsLabel, LabelSize, top - first), new(Edge + LabelSize, (first + top) / 2), LabelSize, Anchor.Middle, Tone.Ink) { IsVertical = true });
        }

        if (AcrossLabel.Length > 0)
        {
            marks.Add(new Label(LabelText.Fitted(AcrossLabel, LabelSize, room), new(start + (room / 2), top), LabelSize, Anchor.Middle, Tone.Ink));
            top += LabelRoom;
        }

        return top;
    }
}
