using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Lmm.Plots.Tests.Reports;

/// <summary>Chromium without a window.</summary>
internal static class Browser
{
    private const string RequiredVariable = "LMM_REQUIRE_CHROMIUM";

    // The page beside it stands in frames of its own, whose insides a script measures.
    private const string Measuring = """
        <!DOCTYPE html><meta charset="utf-8"><body style="margin:0">
        <pre id="result"></pre>
        <script>
        const widths = WIDTHS, results = [];
        function channel(value) { value /= 255; return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4); }
        function luminance(color) { const [r, g, b] = color.match(/[\d.]+/g).map(Number); return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); }
        function contrast(one, two) { const [a, b] = [luminance(one), luminance(two)].sort((x, y) => y - x); return (a + 0.05) / (b + 0.05); }
        function isScrolled(element) { for (let e = element.parentElement; e; e = e.parentElement) { if (e.ownerDocument.defaultView.getComputedStyle(e).overflowX === 'auto') return true; } return false; }
        function measure(frame) {
          const page = frame.contentDocument, view = frame.contentWindow, root = page.documentElement, paper = view.getComputedStyle(page.body).backgroundColor;
          const beyond = [...page.body.querySelectorAll('*')].filter(e => !isScrolled(e) && e.getBoundingClientRect().right > root.clientWidth + 1).map(e => e.tagName);
          const pictures = [...page.querySelectorAll('svg')].map(e => e.getBoundingClientRect());
          const texts = [...page.body.querySelectorAll('p,li,a,h1,h2,th,td,caption,figcaption,code,svg text')].filter(e => e.textContent.trim());
          const contrasts = texts.map(e => contrast(view.getComputedStyle(e)[e.tagName === 'text' ? 'fill' : 'color'], paper));
          const cut = texts.filter(e => e.tagName === 'text').filter(e => { const own = e.getBoundingClientRect(), all = e.closest('svg').getBoundingClientRect(); return own.left < all.left - 1 || own.right > all.right + 1 || own.bottom > all.bottom + 1; }).map(e => e.textContent);
          return { width: root.clientWidth, scrollWidth: root.scrollWidth, beyond, cut, pictures: pictures.length, empty: pictures.filter(p => p.width < 100 || p.height < 50).length,
            leastContrast: Math.min(...contrasts), paper, scripts: page.scripts.length, text: page.body.innerText.length };
        }
        let left = widths.length;
        for (const width of widths) {
          const frame = document.createElement('iframe');
          frame.style.cssText = `width:${width}px;height:900px;border:0`;
          frame.onload = () => { results.push(measure(frame)); if (--left === 0) { document.getElementById('result').textContent = JSON.stringify(results.sort((x, y) => x.width - y.width)); } };
          frame.src = 'page.html';
          document.body.append(frame);
        }
        </script>
        """;

    private static readonly string? Program = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    /// <summary>Why no browser can be started here; null where one can. A build that must not do without says so by an environment variable, and then tests fail.</summary>
    public static string? WhatIsMissing { get; } = Program is null && Environment.GetEnvironmentVariable(RequiredVariable) != "1"
        ? "Chromium is not installed (Debian: apt-get install chromium)."
        : null;

    /// <summary>Opens a page in frames of some widths.</summary>
    /// <param name="html">The page.</param>
    /// <param name="isDark">Whether the system asks for dark colours.</param>
    /// <param name="widths">The widths, in pixels.</param>
    /// <returns>What was measured in each, the narrowest first, and what the browser's console says.</returns>
    public static (JsonElement[] Measured, string[] Console) Open(string html, bool isDark, params int[] widths)
    {
        string folder = Directory.CreateTempSubdirectory("lmm-report-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "page.html"), html);
            string host = Path.Combine(folder, "host.html");
            File.WriteAllText(host, Measuring.Replace("WIDTHS", JsonSerializer.Serialize(widths), StringComparison.Ordinal));
            (string dom, string errors) = Run(
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--allow-file-access-from-files", "--enable-logging=stderr",
                $"--user-data-dir={Path.Combine(folder, "profile")}", $"--blink-settings=preferredColorScheme={(isDark ? 0 : 1)}", "--window-size=1700,1000", "--dump-dom", new Uri(host).AbsoluteUri);
            const string Start = "<pre id=\"result\">";
            int start = dom.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
            string json = System.Net.WebUtility.HtmlDecode(dom[start..dom.IndexOf("</pre>", start, StringComparison.Ordinal)]);
            Assert.False(json.Length == 0, $"The page was not measured: {errors}");
            return ([.. JsonDocument.Parse(json).RootElement.EnumerateArray()], [.. errors.Split('\n').Where(static line => line.Contains(":CONSOLE", StringComparison.Ordinal))]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (string Output, string Errors) Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Program ?? throw new InvalidOperationException("Chromium is not installed."), arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = new StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.Append(line.Data).Append('\n');
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output, errors.ToString());
    }
}
