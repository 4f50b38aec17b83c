using System.Globalization;

namespace Lmm.Plots.Tests;

/// <summary>Fits that several tests draw.</summary>
internal static class Fits
{
    private static readonly Lazy<LinearMixedModelFit> SleepFit = new(static () => Mixed("Reaction ~ Days + (Days | Subject)", "sleepstudy"));

    /// <summary>The sleep study.</summary>
    public static LinearMixedModelFit Sleep => SleepFit.Value;

    /// <summary>A fit of a file of the runtime's tests.</summary>
    public static LinearMixedModelFit Mixed(string formula, string file, params string[] factors) => (LinearMixedModelFit)Fit(formula, file, factors);

    /// <summary>A fit of a file of the runtime's tests, mixed or not.</summary>
    public static ModelFit Fit(string formula, string file, params string[] factors)
    {
        ModelFrame data = ModelFrame.FromCsv(Path.Combine(AppContext.BaseDirectory, "Data", $"{file}.csv"));
        foreach (string factor in factors)
        {
            data = data.With(data[factor].AsFactor());
        }

        return Model.Parse(formula).Fit(data);
    }

    /// <summary>A fit of made-up groups, whose levels have given names.</summary>
    /// <param name="levels">The name of each level.</param>
    /// <param name="rows">The number of rows of each.</param>
    public static LinearMixedModelFit Made(IReadOnlyList<string> levels, int rows)
    {
        int count = levels.Count * rows;
        double[] x = new double[count];
        double[] y = new double[count];
        for (int row = 0; row < count; row++)
        {
            int level = row / rows;
            x[row] = row % rows / (double)rows;
            y[row] = (0.5 * x[row]) + Noise(level, 1) + Noise(row, 2);
        }

        return (LinearMixedModelFit)Model.Parse("y ~ x + (1 | g)").Fit(new ModelFrame(
            FrameColumn.Numeric("y", y),
            FrameColumn.Numeric("x", x),
            FrameColumn.Text("g", Enumerable.Range(0, count).Select(row => levels[row / rows]))));
    }

    /// <summary>Names of levels: L00001 and on.</summary>
    public static string[] Names(int count) => [.. Enumerable.Range(1, count).Select(static level => string.Create(CultureInfo.InvariantCulture, $"L{level:D5}"))];

    // Sums of four numbers that look random, and are the same everywhere.
    private static double Noise(int number, int stream)
    {
        double sum = 0;
        for (int part = 1; part <= 4; part++)
        {
            ulong mixed = ((ulong)number * 0x9E3779B97F4A7C15UL) + ((ulong)((stream * 8) + part) * 0xBF58476D1CE4E5B9UL);
            mixed = (mixed ^ (mixed >> 30)) * 0x94D049BB133111EBUL;
            mixed ^= mixed >> 31;
            sum += (mixed >> 11) / (double)(1UL << 53);
        }

        return (sum - 2) * 1.7;
    }
}
