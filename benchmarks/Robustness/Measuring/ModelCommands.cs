using System.Diagnostics;
using Lmm.Benchmarks.Robustness.Drawing;

namespace Lmm.Benchmarks.Robustness.Measuring;

/// <summary>The command <c>models</c>.</summary>
internal static class ModelCommands
{
    private const string Usage = """
        Usage: models [SEED | FIRST..LAST] [--reference FILE,FILE…]   fits beside lme4's optima; one seed in detail
                      [--times FILE] [--before FILE]                  writes the times of the fits; compares with those of another state of the code
               models submodels [SEED | FIRST..LAST]                  fits beside those of submodels and of other writings
               models write DIR                                       the models as files, for tests/reference/robustness-models.R
        """;

    /// <summary>Runs the command; returns the program's exit code.</summary>
    public static int Run(string[] arguments)
    {
        switch (arguments)
        {
            case ["write", string directory]:
                ModelFiles.Write(directory);
                return 0;
            case ["submodels", .. string[] range]:
                return Compare(range);
            default:
                return Measure(arguments);
        }
    }

    private static int Measure(string[] arguments)
    {
        if (MeasurementOptions.Read(arguments) is not { } options)
        {
            return Refuse();
        }

        Dictionary<int, ReferenceValue> references = ReferenceValue.Read(options.References);
        var watch = Stopwatch.StartNew();
        Measurement[] measurements = options.Range.Map(seed => Measurement.Of(RandomModels.Draw(seed), references.GetValueOrDefault(seed)));
        if (options.Range.IsSingle)
        {
            MeasurementDetail.Print(measurements[0]);
        }
        else
        {
            MeasurementReport.Print(measurements, watch.Elapsed);
        }

        if (options.Times is { } times)
        {
            FitTimes.Write(times, measurements);
        }

        if (options.Before is { } before)
        {
            FitTimes.PrintRatio(before, measurements);
        }

        return 0;
    }

    private static int Compare(string[] arguments)
    {
        if (Range(arguments) is not { } range)
        {
            return Refuse();
        }

        var watch = Stopwatch.StartNew();
        Comparison[] comparisons = range.Map(seed => Comparison.Of(RandomModels.Draw(seed)));
        if (range.IsSingle)
        {
            ComparisonReport.PrintDetail(comparisons[0]);
        }
        else
        {
            ComparisonReport.Print(comparisons, watch.Elapsed);
        }

        return 0;
    }

    private static SeedRange? Range(string[] arguments) => arguments switch
    {
        [] => new SeedRange(1, ModelFiles.Count),
        [string text] => SeedRange.Read(text),
        _ => null,
    };

    private static int Refuse()
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }
}
