using System.Globalization;
using System.Text;

namespace Lmm.Plots.Svg;

/// <summary>Numbers and texts as SVG has them.</summary>
internal static class SvgText
{
    // What is farther out is drawn by no renderer.
    private const double Farthest = 1e6;

    /// <summary>Appends a coordinate, rounded to 0.01.</summary>
    public static StringBuilder AppendNumber(this StringBuilder text, double value)
    {
        double clamped = double.IsNaN(value) ? 0 : Math.Clamp(value, -Farthest, Farthest);
        long hundredths = (long)Math.Round(clamped * 100, MidpointRounding.AwayFromZero);
        if (hundredths < 0)
        {
            text.Append('-');
            hundredths = -hundredths;
        }

        text.Append(CultureInfo.InvariantCulture, $"{hundredths / 100}");
        long rest = hundredths % 100;
        return rest == 0 ? text
            : rest % 10 == 0 ? text.Append('.').Append((char)('0' + (rest / 10)))
            : text.Append('.').Append((char)('0' + (rest / 10))).Append((char)('0' + (rest % 10)));
    }

    /// <summary>Appends a text; what markup is made of is escaped, in content and in attributes alike.</summary>
    public static StringBuilder AppendText(this StringBuilder text, string content)
    {
        foreach (char character in content)
        {
            _ = character switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '"' => text.Append("&quot;"),
                '\'' => text.Append("&#39;"),
                _ => text.Append(character),
            };
        }

        return text;
    }
}
