using Lmm.Plots.Scenes;
using SkiaSharp;

namespace Lmm.Cli.Pictures;

/// <summary>Draws marks on a canvas.</summary>
/// <param name="canvas">The canvas.</param>
internal sealed class PngMarks(SKCanvas canvas) : IDisposable
{
    private const float RingWidth = 1.4f;

    private readonly SKTypeface _regular = PngFonts.Typeface(isBold: false);
    private readonly SKTypeface _bold = PngFonts.Typeface(isBold: true);

    /// <summary>The colour of a tone, covering all.</summary>
    public static SKColor Color(Paint paint) => SKColor.Parse(Palette.Color(paint.Tone, isDark: false)).WithAlpha((byte)Math.Round(255 * paint.Opacity));

    /// <summary>Draws a mark.</summary>
    public void Draw(Mark mark)
    {
        switch (mark)
        {
            case Lines lines:
                using (SKPaint pen = Pen(lines.Stroke))
                {
                    DrawPaths(lines.Paths, isClosed: false, pen);
                }

                break;
            case Areas areas:
                using (SKPaint brush = Brush(areas.Fill))
                {
                    DrawPaths(areas.Outlines, isClosed: true, brush);
                }

                break;
            case Dots { Shape: DotShape.Disc or DotShape.Ring } dots:
                DrawDiscs(dots);
                break;
            case Dots dots:
                using (SKPaint brush = Brush(dots.Paint))
                {
                    DrawPaths([.. dots.Centres.Select(dots.Outline)], isClosed: true, brush);
                }

                break;
            case Label label:
                DrawLabel(label);
                break;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _regular.Dispose();
        _bold.Dispose();
    }

    private static SKPaint Brush(Paint paint) => new() { Color = Color(paint), IsAntialias = true };

    private static SKPaint Pen(Stroke stroke) => new()
    {
        Color = Color(stroke.Paint),
        IsAntialias = true,
        IsStroke = true,
        StrokeWidth = (float)stroke.Width,
        PathEffect = stroke.Dash is { } dash ? SKPathEffect.CreateDash([(float)dash, (float)Math.Max(3, dash / 2)], 0) : null,
    };

    private void DrawPaths(IReadOnlyList<Point[]> paths, bool isClosed, SKPaint paint)
    {
        using SKPath path = new();
        foreach (Point[] points in paths)
        {
            path.AddPoly(Array.ConvertAll(points, static point => new SKPoint((float)point.X, (float)point.Y)), isClosed);
        }

        canvas.DrawPath(path, paint);
    }

    private void DrawDiscs(Dots dots)
    {
        using SKPaint paint = dots.Shape == DotShape.Ring ? Pen(new Stroke(dots.Paint, RingWidth)) : Brush(dots.Paint);
        foreach (Point centre in dots.Centres)
        {
            canvas.DrawCircle((float)centre.X, (float)centre.Y, (float)dots.Radius, paint);
        }
    }

    private void DrawLabel(Label label)
    {
        using SKPaint brush = Brush(label.Paint);
        using SKFont font = new(label.IsBold ? _bold : _regular, (float)label.Size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None };
        SKTextAlign align = label.Anchor switch
        {
            Anchor.Start => SKTextAlign.Left,
            Anchor.Middle => SKTextAlign.Center,
            _ => SKTextAlign.Right,
        };
        canvas.Save();
        canvas.Translate((float)label.At.X, (float)label.At.Y);
        if (label.IsVertical)
        {
            canvas.RotateDegrees(-90);
        }

        // Letters of another font than was laid out for take the room that they have.
        if (label.Length is { } length && font.MeasureText(label.Text) is var own and > 0)
        {
            canvas.Scale((float)(length / own), 1);
        }

        canvas.DrawText(label.Text, 0, 0, align, font, brush);
        canvas.Restore();
    }
}
