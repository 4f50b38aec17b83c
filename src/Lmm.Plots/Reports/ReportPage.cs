using System.Text;
using Lmm.Plots.Scenes;

namespace Lmm.Plots.Reports;

/// <summary>The page of a report.</summary>
internal static class ReportPage
{
    private static readonly Tone[] Tones = [Tone.Paper, Tone.Ink, Tone.Muted, Tone.Rule, Tone.Grid, Tone.First, Tone.Second];

    // Nothing is wider than the page: tables and code are scrolled by themselves.
    private const string Layout = """
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0 auto;padding:1.25rem 1rem 3rem;max-width:64rem;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Arial,sans-serif;color:var(--lmm-ink);background:var(--lmm-paper)}
        h1{font-size:1.6rem;line-height:1.25;margin:.2em 0 .4em;overflow-wrap:anywhere}
        h2{font-size:1.25rem;margin:2.2em 0 .5em;padding-top:.5em;border-top:1px solid var(--lmm-grid)}
        p,li{max-width:46rem;overflow-wrap:anywhere}
        .formula{font-family:ui-monospace,Consolas,'Liberation Mono',monospace;color:var(--lmm-muted);overflow-wrap:anywhere}
        nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.3em 1.1em}
        a{color:var(--lmm-first)}
        .table,pre{overflow-x:auto;margin:1em 0}
        table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.92rem}
        caption{text-align:left;font-weight:600;padding:.3em 0}
        th,td{padding:.25em .7em;white-space:nowrap;text-align:left;border-bottom:1px solid var(--lmm-grid)}
        thead th{border-bottom:1px solid var(--lmm-rule);color:var(--lmm-muted);font-weight:600}
        tbody th{font-weight:500}
        tfoot td{white-space:normal;color:var(--lmm-muted);border-bottom:0;font-size:.88rem}
        pre{padding:.8em;border:1px solid var(--lmm-grid);border-radius:4px;font:.88rem/1.45 ui-monospace,Consolas,'Liberation Mono',monospace}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,27rem),1fr));gap:1.5rem;margin:1.5em 0}
        figure{margin:0;min-width:0}
        figure svg{display:block;max-width:100%;height:auto}
        figcaption{color:var(--lmm-muted);font-size:.92rem;margin-top:.4em;overflow-wrap:anywhere}
        .notes{border-left:4px solid var(--lmm-second);padding-left:1em}
        .advice{color:var(--lmm-muted);margin-top:-.6em}
        li.serious>p:first-child{border-left:4px solid var(--lmm-second);padding-left:.6em}
        @media (max-width:40rem){table{font-size:.84rem}th,td{padding:.25em .45em}}
        @media print{body{max-width:none;padding:0;font-size:10.5pt}nav{display:none}figure,tr,li{break-inside:avoid}h2{break-after:avoid}.table,pre{overflow:visible}pre{white-space:pre-wrap}a{color:inherit}}
        """;

    /// <summary>The page.</summary>
    public static string Of(string title, string formula, IReadOnlyList<ReportSection> sections, ColorScheme scheme)
    {
        StringBuilder page = new();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n")
            .Append("<link rel=\"icon\" href=\"data:,\">\n")
            .Append($"<meta name=\"color-scheme\" content=\"{Schemes(scheme)}\">\n<title>{Html.Text(title)}</title>\n<style>\n");
        AppendColors(page, scheme);
        page.Append(Layout.ReplaceLineEndings("\n")).Append("\n</style>\n</head>\n<body>\n<header>\n").Append($"<h1>{Html.Text(title)}</h1>\n");
        if (formula.Length > 0 && formula != title)
        {
            page.Append($"<p class=\"formula\">{Html.Text(formula)}</p>\n");
        }

        page.Append("<nav aria-label=\"Sections\">\n<ul>\n").AppendJoin("", sections.Select(static section => $"<li><a href=\"#{section.Id}\">{Html.Text(section.Heading)}</a></li>\n"))
            .Append("</ul>\n</nav>\n</header>\n<main>\n");
        foreach (ReportSection section in sections)
        {
            page.Append($"<section id=\"{section.Id}\">\n<h2>{Html.Text(section.Heading)}</h2>\n{section.Body}</section>\n");
        }

        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static string Schemes(ColorScheme scheme) => scheme switch
    {
        ColorScheme.Light => "light",
        ColorScheme.Dark => "dark",
        _ => "light dark",
    };

    private static void AppendColors(StringBuilder page, ColorScheme scheme)
    {
        page.Append(Variables(isDark: scheme == ColorScheme.Dark)).Append('\n');
        if (scheme == ColorScheme.Automatic)
        {
            page.Append("@media screen and (prefers-color-scheme:dark){").Append(Variables(isDark: true)).Append("}\n");
        }
    }

    private static string Variables(bool isDark) => $":root{{{string.Join(';', Tones.Select(tone => $"--lmm-{Palette.Name(tone)}:#{Palette.Color(tone, isDark)}"))}}}";
}
