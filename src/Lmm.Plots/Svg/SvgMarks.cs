using System.Globalization;
using System.Text;
using Lmm.Plots.Scenes;

namespace Lmm.Plots.Svg;

/// <summary>Writes marks as elements, and knows which tones they have.</summary>
internal sealed class SvgMarks(StringBuilder svg)
{
    /// <summary>The tones of areas and texts.</summary>
    public HashSet<Tone> Fills { get; } = [];

    /// <summary>The tones of lines.</summary>
    public HashSet<Tone> Strokes { get; } = [];

    /// <summary>Appends a mark; one that is empty has no element.</summary>
    public void Append(Mark mark)
    {
        switch (mark)
        {
            case Lines lines when lines.Paths.Count > 0:
                AppendLines(lines);
                break;
            case Areas areas when areas.Outlines.Count > 0:
                AppendAreas(areas.Outlines, areas.Fill);
                break;
            case Dots { Shape: DotShape.Disc or DotShape.Ring } dots when dots.Centres.Count > 0:
                AppendDiscs(dots);
                break;
            case Dots dots when dots.Centres.Count > 0:
                AppendAreas([.. dots.Centres.Select(dots.Outline)], dots.Paint);
                break;
            case Label label when label.Text.Length > 0:
                AppendLabel(label);
                break;
        }
    }

    private void AppendLines(Lines lines)
    {
        svg.Append("<path");
        AppendStroke(lines.Stroke);
        svg.Append(" d=\"");
        foreach (Point[] path in lines.Paths)
        {
            AppendPath(path);
        }

        svg.Append("\"/>\n");
    }

    private void AppendAreas(IReadOnlyList<Point[]> outlines, Paint fill)
    {
        svg.Append("<path");
        AppendFill(fill);
        svg.Append(" d=\"");
        foreach (Point[] outline in outlines)
        {
            AppendPath(outline);
            svg.Append('Z');
        }

        svg.Append("\"/>\n");
    }

    private void AppendDiscs(Dots dots)
    {
        svg.Append("<g");
        if (dots.Shape == DotShape.Ring)
        {
            AppendStroke(new Stroke(dots.Paint, 1.4));
        }
        else
        {
            AppendFill(dots.Paint);
        }

        svg.Append('>');
        foreach (Point centre in dots.Centres)
        {
            svg.Append("<circle cx=\"").AppendNumber(centre.X).Append("\" cy=\"").AppendNumber(centre.Y).Append("\" r=\"").AppendNumber(dots.Radius).Append("\"/>");
        }

        svg.Append("</g>\n");
    }

    private void AppendLabel(Label label)
    {
        svg.Append("<text x=\"").AppendNumber(label.At.X).Append("\" y=\"").AppendNumber(label.At.Y).Append("\" font-size=\"").AppendNumber(label.Size).Append('"');
        AppendFill(label.Paint);
        if (label.Anchor != Anchor.Start)
        {
            svg.Append(label.Anchor == Anchor.Middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"");
        }

        if (label.IsBold)
        {
            svg.Append(" font-weight=\"bold\"");
        }

        if (label.IsVertical)
        {
            svg.Append(" transform=\"rotate(-90 ").AppendNumber(label.At.X).Append(' ').AppendNumber(label.At.Y).Append(")\"");
        }

        if (label.Length is { } length)
        {
            svg.Append(" textLength=\"").AppendNumber(length).Append("\" lengthAdjust=\"spacingAndGlyphs\"");
        }

        svg.Append('>').AppendText(label.Text).Append("</text>\n");
    }

    private void AppendPath(Point[] path)
    {
        for (int i = 0; i < path.Length; i++)
        {
            svg.Append(i == 0 ? 'M' : i == 1 ? 'L' : ' ').AppendNumber(path[i].X).Append(' ').AppendNumber(path[i].Y);
        }
    }

    private void AppendFill(Paint paint)
    {
        Fills.Add(paint.Tone);
        svg.Append(CultureInfo.InvariantCulture, $" class=\"{SvgStyle.FillClass(paint.Tone)}\"");
        AppendOpacity("fill-opacity", paint);
    }

    private void AppendStroke(Stroke stroke)
    {
        Strokes.Add(stroke.Paint.Tone);
        svg.Append(CultureInfo.InvariantCulture, $" class=\"{SvgStyle.StrokeClass(stroke.Paint.Tone)}\" fill=\"none\" stroke-width=\"").AppendNumber(stroke.Width).Append('"');
        AppendOpacity("stroke-opacity", stroke.Paint);
        if (stroke.Dash is { } dash)
        {
            svg.Append(" stroke-dasharray=\"").AppendNumber(dash).Append(' ').AppendNumber(Math.Max(3, dash / 2)).Append('"');
        }
    }

    private void AppendOpacity(string attribute, Paint paint)
    {
        if (paint.Opacity < 1)
        {
            svg.Append(CultureInfo.InvariantCulture, $" {attribute}=\"").AppendNumber(paint.Opacity).Append('"');
        }
    }
}
