using System.Globalization;
using System.Text;
using Lmm.Faults;
using Lmm.Plots.Scenes;

namespace Lmm.Plots.Svg;

/// <summary>Writes a picture as SVG.</summary>
internal static class SvgWriter
{
    /// <summary>The element <c>svg</c>, with a line feed after it.</summary>
    /// <exception cref="ArgumentException">The prefix of ids is none.</exception>
    public static string Write(Picture picture, SvgOptions options)
    {
        Allowed.Member(options.Scheme);
        Scene scene = picture.Scene;
        StringBuilder marks = new();
        SvgMarks writer = new(marks);
        writer.Append(new Areas([new Box(0, 0, scene.Width, scene.Height).Corners], Tone.Paper));
        foreach (Mark mark in scene.Marks)
        {
            writer.Append(mark);
        }

        string id = options.IdPrefix is { } prefix ? Checked(prefix) : $"lmm-{Fingerprint(marks, picture):x8}";
        StringBuilder svg = new(marks.Length + 4096);
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"{id}\" width=\"").AppendNumber(scene.Width)
            .Append("\" height=\"").AppendNumber(scene.Height)
            .Append("\" viewBox=\"0 0 ").AppendNumber(scene.Width).Append(' ').AppendNumber(scene.Height)
            .Append(CultureInfo.InvariantCulture, $"\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" style=\"max-width:100%;height:auto\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title id=\"{id}-title\">").AppendText(picture.Title).Append("</title>\n")
            .Append(CultureInfo.InvariantCulture, $"<desc id=\"{id}-desc\">").AppendText(picture.Description).Append("</desc>\n");
        SvgStyle.Append(svg, id, writer.Fills, writer.Strokes, options.Scheme);
        return svg.Append(marks).Append("</svg>\n").ToString();
    }

    private static string Checked(string prefix)
        => prefix.Length > 0 && char.IsAsciiLetter(prefix[0]) && prefix.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
            ? prefix
            : throw new ArgumentException($"The prefix of ids is a letter, then letters, digits, hyphens and underscores; '{prefix}' is none.");

    // FNV-1a: pictures that differ have different ids.
    private static uint Fingerprint(StringBuilder marks, Picture picture)
    {
        uint hash = 2166136261;
        foreach (ReadOnlyMemory<char> chunk in marks.GetChunks())
        {
            Add(chunk.Span);
        }

        Add(picture.Title);
        Add(picture.Description);
        return hash;

        void Add(ReadOnlySpan<char> text)
        {
            foreach (char character in text)
            {
                hash = unchecked((hash ^ character) * 16777619);
            }
        }
    }
}
