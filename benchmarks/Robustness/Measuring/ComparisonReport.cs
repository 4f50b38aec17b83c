using System.Globalization;
using System.Text.RegularExpressions;

namespace Lmm.Benchmarks.Robustness.Measuring;

/// <summary>Prints what comparisons found.</summary>
internal static partial class ComparisonReport
{
    private static readonly string[] Kinds = ["without a term", "without a slope", "without correlations", "other coding", "rows reversed", "x in other units", "levels reversed"];

    /// <summary>Prints the counts of models with disagreements and the seeds behind them.</summary>
    public static void Print(Comparison[] comparisons, TimeSpan elapsed)
    {
        (string, Func<Comparison, int>)[] columns =
        [
            ("models", _ => 1),
            ("any", comparison => comparison.Disagreements.Count > 0 ? 1 : 0),
            .. Kinds.Select(kind => (kind, (Func<Comparison, int>)(comparison => comparison.Disagreements.Any(found => found.Kind == kind) ? 1 : 0))),
            ("refused", comparison => comparison.Own.Fit is null ? 1 : 0),
        ];
        FamilyTable.Print(comparisons, comparison => comparison.Model.Family, columns);
        foreach (string kind in Kinds)
        {
            MeasurementReport.List(
                kind + ", the model above the other by",
                comparisons.SelectMany(comparison => comparison.Disagreements.Where(found => found.Kind == kind).Select(found => $"{comparison.Model.Seed} ({MeasurementReport.Short(found.Excess)})")));
        }

        foreach (IGrouping<string, (string Message, int Seed)> message in comparisons.SelectMany(comparison => comparison.Refused.Select(message => (Message: message, comparison.Model.Seed))).GroupBy(refusal => Digits().Replace(refusal.Message, "#")))
        {
            MeasurementReport.List($"refused, though the model is not, {message.Key}", message.Select(refusal => $"{refusal.Seed}"));
        }

        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{comparisons.Length:N0} models and {comparisons.Sum(comparison => comparison.Fits):N0} other fits in {elapsed.TotalSeconds:F1} s on {Environment.ProcessorCount} cores"));
    }

    /// <summary>Prints one comparison.</summary>
    public static void PrintDetail(Comparison comparison)
    {
        Console.WriteLine($"{comparison.Model.Seed}, {comparison.Model.Family}: {comparison.Model.Formula}, {comparison.Model.Estimation}: {comparison.Own.Refusal ?? comparison.Own.Objective.ToString("G12", CultureInfo.InvariantCulture)}");
        foreach (Disagreement found in comparison.Disagreements)
        {
            Console.WriteLine($"  {found.Kind}: above {found.Formula} by {MeasurementReport.Short(found.Excess)}");
        }

        foreach (string refused in comparison.Refused)
        {
            Console.WriteLine($"  refused, {refused}");
        }

        Console.WriteLine($"  {comparison.Fits} other fits, {comparison.Disagreements.Count} disagreements");
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
