using System.Globalization;

namespace Lmm.Benchmarks.Robustness.Measuring;

/// <summary>How long the fits of models took, kept in a file, so that another state of the code can be compared on the same machine.</summary>
internal static class FitTimes
{
    /// <summary>Writes a line for each model: its seed and the microseconds of its fit.</summary>
    public static void Write(string path, Measurement[] measurements)
        => File.WriteAllLines(path, measurements.Select(measurement => string.Create(
            CultureInfo.InvariantCulture, $"{measurement.Model.Seed}\t{measurement.Own.Elapsed.TotalMicroseconds:F1}")));

    /// <summary>Prints how much slower the fits are than those of a file.</summary>
    public static void PrintRatio(string path, Measurement[] measurements)
    {
        Dictionary<int, double> before = File.ReadLines(path).Select(static line => line.Split('\t'))
            .ToDictionary(static parts => int.Parse(parts[0], CultureInfo.InvariantCulture), static parts => double.Parse(parts[1], CultureInfo.InvariantCulture));
        Measurement[] both = [.. measurements.Where(measurement => before.ContainsKey(measurement.Model.Seed))];
        double[] ratios = [.. both.Select(measurement => measurement.Own.Elapsed.TotalMicroseconds / before[measurement.Model.Seed]).Order()];
        double total = both.Sum(static measurement => measurement.Own.Elapsed.TotalMicroseconds);
        double totalBefore = both.Sum(measurement => before[measurement.Model.Seed]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"fits against {Path.GetFileName(path)}: {total / 1e6:F1} s together, {totalBefore / 1e6:F1} s before, ratio {total / totalBefore:F2}; ratio of a model: median {ratios[ratios.Length / 2]:F2}, 10 % {ratios[ratios.Length / 10]:F2}, 90 % {ratios[ratios.Length * 9 / 10]:F2}"));
    }
}
