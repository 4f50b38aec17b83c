using System.Globalization;
using System.Text.RegularExpressions;
using Lmm.Benchmarks.Robustness.Drawing;

namespace Lmm.Benchmarks.Robustness.Measuring;

/// <summary>Prints the counts of many measurements and the seeds behind them.</summary>
internal static partial class MeasurementReport
{
    private const double MuchLower = 0.01;

    /// <summary>Prints the report.</summary>
    /// <param name="measurements">The measurements in the order of their seeds.</param>
    /// <param name="elapsed">What they took together.</param>
    public static void Print(Measurement[] measurements, TimeSpan elapsed)
    {
        FamilyTable.Print(
            measurements,
            measurement => measurement.Model.Family,
            ("models", _ => 1),
            ("higher", Is(measurement => measurement.IsHigher)),
            ("in rounding", Is(measurement => measurement.IsInRounding)),
            ("not converged", Is(measurement => measurement.IsNotConverged)),
            ("both", Is(measurement => measurement.IsHigher && measurement.IsNotConverged)),
            ("refused", Is(measurement => measurement.IsRefused)),
            ("unconfirmed", Is(measurement => measurement.IsUnconfirmed)),
            ("lower", Is(measurement => measurement.IsLower)),
            ("no reference", Is(measurement => measurement.HasNoReference)));
        foreach (IGrouping<ModelFamily, Measurement> family in measurements.Where(measurement => measurement.IsHigher).GroupBy(measurement => measurement.Model.Family).OrderBy(group => group.Key))
        {
            List($"{family.Key}: higher than the reference by (~ less than the criteria of lme4 and Lmm differ there)", family.Select(measurement => $"{measurement.Model.Seed} ({(measurement.IsInRounding ? "~" : "")}{Short(measurement.Excess)})"));
        }

        List("not converged", measurements.Where(measurement => measurement.IsNotConverged).Select(measurement => $"{measurement.Model.Seed}"));
        List("reference not confirmed, lower than Lmm by", measurements.Where(measurement => measurement.IsUnconfirmed)
            .Select(measurement => $"{measurement.Model.Seed} ({Short(measurement.Own.Objective - measurement.Reference!.Value)})"));
        List($"lower than the reference by more than {MuchLower}", measurements.Where(measurement => measurement.Reference?.Value - measurement.Own.Objective > MuchLower)
            .Select(measurement => $"{measurement.Model.Seed} ({Short(measurement.Reference!.Value - measurement.Own.Objective)})"));
        foreach (IGrouping<string, Measurement> message in measurements.Where(measurement => measurement.IsRefused).GroupBy(measurement => Digits().Replace(measurement.Own.Refusal!, "#")).OrderByDescending(group => group.Count()))
        {
            List($"refused, \"{message.Key}\"", message.Select(measurement => $"{measurement.Model.Seed}"));
        }

        int[] evaluations = [.. measurements.Where(measurement => !measurement.IsRefused).Select(measurement => measurement.Own.Fit!.Convergence.Evaluations).Order()];
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{measurements.Length:N0} models in {elapsed.TotalSeconds:F1} s on {Environment.ProcessorCount} cores, drawing them included; evaluations: median {Quantile(evaluations, 0.5)}, 99 % {Quantile(evaluations, 0.99)}, most {Quantile(evaluations, 1)}"));
    }

    /// <summary>Prints seeds under a heading, unless there are none.</summary>
    public static void List(string heading, IEnumerable<string> seeds)
    {
        string[] all = [.. seeds];
        if (all.Length > 0)
        {
            Console.WriteLine();
            Console.WriteLine($"{heading} [{all.Length}]:");
            Console.WriteLine("  " + string.Join(' ', all));
        }
    }

    /// <summary>A difference, to two digits.</summary>
    public static string Short(double value) => value.ToString("G2", CultureInfo.InvariantCulture);

    private static Func<Measurement, int> Is(Func<Measurement, bool> condition) => measurement => condition(measurement) ? 1 : 0;

    private static int Quantile(int[] sorted, double probability) => sorted.Length == 0 ? 0 : sorted[(int)(probability * (sorted.Length - 1))];

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
