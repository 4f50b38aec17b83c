using System.Globalization;
using System.Text;

namespace Lmm.Benchmarks.ServiceLoad;

/// <summary>Rows to post.</summary>
internal static class Rows
{
    private const int DaysOfEach = 10;

    /// <summary>The sleep study (Belenky et al., 2003; lme4's <c>sleepstudy</c>).</summary>
    public static string SleepStudy { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "sleepstudy.csv"));

    /// <summary>Rows like those of the sleep study for any number of subjects, by a generator with a fixed seed.</summary>
    public static string MadeUp(int subjects)
    {
        Random random = new(1);
        StringBuilder text = new("Reaction,Days,Subject\n");
        for (int subject = 0; subject < subjects; subject++)
        {
            (double intercept, double slope) = (250 + (25 * Normal(random)), 10 + (6 * Normal(random)));
            for (int day = 0; day < DaysOfEach; day++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{intercept + (slope * day) + (25 * Normal(random)):F4},{day},{subject + 1}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Rows as an array in JSON, cells as they are spelled.</summary>
    public static string AsJson(string csv)
        => $"[{string.Join(',', csv.ReplaceLineEndings("\n").Trim().Split('\n').Skip(1).Select(static line => line.Split(',')).Select(static cells => $$"""{"reaction":{{cells[0]}},"days":{{cells[1]}},"subject":"{{cells[2]}}"}"""))}]";

    // Box and Muller's method.
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
