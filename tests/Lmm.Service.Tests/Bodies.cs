using System.Globalization;
using System.Text;

namespace Lmm.Service.Tests;

/// <summary>Bodies of requests.</summary>
internal static class Bodies
{
    /// <summary>The sleep study (Belenky et al., 2003; lme4's <c>sleepstudy</c>) as text.</summary>
    public static string SleepStudy { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "sleepstudy.csv"));

    /// <summary>A text as a body of its media type.</summary>
    public static StringContent Csv(string text) => new(text, Encoding.UTF8, "text/csv");

    /// <summary>An array as a body of its media type.</summary>
    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    /// <summary>The rows of a text as an array in JSON, cells as they are spelled.</summary>
    public static string AsJson(string csv)
        => $"[{string.Join(",\n", csv.ReplaceLineEndings("\n").Trim().Split('\n').Skip(1).Select(static line => line.Split(',')).Select(static cells => $$"""{"reaction": {{cells[0]}}, "days": {{cells[1]}}, "subject": "{{cells[2]}}"}"""))}]";

    /// <summary>Made-up rows of ten days for each of some subjects, as text.</summary>
    public static string MadeUp(int subjects)
    {
        StringBuilder text = new("Reaction,Days,Subject\n");
        for (int row = 0; row < subjects * 10; row++)
        {
            (int subject, int day) = (row / 10, row % 10);
            text.Append(CultureInfo.InvariantCulture, $"{250 + (subject * 37 % 61) + ((5 + (subject * 17 % 11)) * day) + (row * 7919 % 41)},{day},s{subject}\n");
        }

        return text.ToString();
    }
}
