using System.Globalization;
using System.Text;
using Lmm.Plots.Scenes;

namespace Lmm.Plots.Svg;

/// <summary>
/// The style sheet of a picture: a class for each tone that it fills or draws with, below the picture's id, so that pictures within a page do not touch each other or the page.
/// Colours are variables; renderers that know none take the light ones.
/// </summary>
internal static class SvgStyle
{
    /// <summary>The fonts: those that the table of widths is of, and what systems have in their place.</summary>
    public const string Fonts = "Arial,'Liberation Sans',Helvetica,sans-serif";

    /// <summary>Appends the element.</summary>
    /// <param name="svg">Where to.</param>
    /// <param name="id">The picture's id.</param>
    /// <param name="fills">The tones of areas and texts.</param>
    /// <param name="strokes">The tones of lines.</param>
    /// <param name="scheme">Which colours.</param>
    public static void Append(StringBuilder svg, string id, IReadOnlyCollection<Tone> fills, IReadOnlyCollection<Tone> strokes, ColorScheme scheme)
    {
        Tone[] tones = [.. fills.Union(strokes).Order()];
        bool isDark = scheme == ColorScheme.Dark;
        svg.Append("<style>\n");
        AppendVariables(svg, id, tones, isDark);
        svg.Append(CultureInfo.InvariantCulture, $"#{id} text{{font-family:{Fonts}}}\n");
        foreach (Tone tone in fills.Order())
        {
            svg.Append(CultureInfo.InvariantCulture, $"#{id} .{FillClass(tone)}{{fill:#{Palette.Color(tone, isDark)};fill:var(--c-{Palette.Name(tone)})}}\n");
        }

        foreach (Tone tone in strokes.Order())
        {
            svg.Append(CultureInfo.InvariantCulture, $"#{id} .{StrokeClass(tone)}{{stroke:#{Palette.Color(tone, isDark)};stroke:var(--c-{Palette.Name(tone)})}}\n");
        }

        if (scheme == ColorScheme.Automatic)
        {
            svg.Append("@media screen and (prefers-color-scheme:dark){");
            AppendVariables(svg, id, tones, isDark: true);
            svg.Length--;
            svg.Append("}\n");
        }

        svg.Append("</style>\n");
    }

    /// <summary>The class of what is filled with a tone.</summary>
    public static string FillClass(Tone tone) => $"f-{Palette.Name(tone)}";

    /// <summary>The class of lines of a tone.</summary>
    public static string StrokeClass(Tone tone) => $"s-{Palette.Name(tone)}";

    private static void AppendVariables(StringBuilder svg, string id, Tone[] tones, bool isDark)
        => svg.Append(CultureInfo.InvariantCulture, $"#{id}{{").AppendJoin(';', tones.Select(tone => $"--c-{Palette.Name(tone)}:var(--lmm-{Palette.Name(tone)},#{Palette.Color(tone, isDark)})")).Append("}\n");
}
