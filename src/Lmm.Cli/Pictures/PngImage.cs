using Lmm.Plots.Scenes;
using SkiaSharp;

namespace Lmm.Cli.Pictures;

/// <summary>Draws pictures as PNG, in the light colours and at twice their size, as screens and papers want them.</summary>
internal static class PngImage
{
    private const float Scale = 2;

    /// <summary>The file of a picture.</summary>
    /// <exception cref="InputException">Skia is not there, or there is no font.</exception>
    public static byte[] Of(Picture picture)
    {
        SkiaLibrary.Load();
        return Draw(picture.Scene);
    }

    // Apart from the above, so that nothing of Skia is touched before it is loaded.
    private static byte[] Draw(Scene scene)
    {
        using SKBitmap bitmap = new((int)Math.Ceiling(Scale * scene.Width), (int)Math.Ceiling(Scale * scene.Height));
        using SKCanvas canvas = new(bitmap);
        using PngMarks marks = new(canvas);
        canvas.Scale(Scale);
        canvas.Clear(PngMarks.Color(Tone.Paper));
        foreach (Mark mark in scene.Marks)
        {
            marks.Draw(mark);
        }

        canvas.Flush();
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
