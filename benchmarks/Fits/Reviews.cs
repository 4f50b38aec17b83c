using System.Diagnostics;
using GeneExpression;
using GeneExpression.Study;
using Lmm.Tests.Findings;

namespace Lmm.Benchmarks.Fits;

/// <summary>What reviews say of data that fit their model, and how long the review of the published study takes.</summary>
internal static class Reviews
{
    /// <summary>Prints the findings of studies, which take turns among the kinds of study, by kind and severity; then the review of the published study.</summary>
    /// <param name="first">The seed of the first study.</param>
    /// <param name="studies">The number of studies.</param>
    public static void Show(int first, int studies)
    {
        (string Name, Func<int, ModelFit> Draw)[] kinds = [.. SoundStudies.All.Select(static study => (study.Key, study.Value))];
        var counts = new SortedDictionary<FindingKind, (string Name, int[] Counts)>();
        var byStudy = new Dictionary<string, int>();
        int alarms = 0;
        int skipped = 0;
        var watch = Stopwatch.StartNew();
        for (int seed = first; seed < first + studies; seed++)
        {
            (string name, Func<int, ModelFit> draw) = kinds[seed % kinds.Length];
            FitReview review = draw(seed).Review();
            foreach (Finding finding in review)
            {
                counts.TryAdd(finding.Kind, (finding.Id, new int[3]));
                counts[finding.Kind].Counts[(int)finding.Severity]++;
                if (finding.Severity > FindingSeverity.Remark && !SoundStudies.OfDesigns.Contains(finding.Kind))
                {
                    alarms++;
                    byStudy[name] = byStudy.GetValueOrDefault(name) + 1;
                    Console.Error.WriteLine($"seed {seed}, {name}: {finding}");
                }
            }

            skipped += review.NotChecked.Count(static point => point.Kind != FindingKind.SharedCovariates);
        }

        Console.WriteLine($"{studies} studies from seed {first}, {watch.Elapsed.TotalSeconds:F1} s, {skipped} points not checked");
        Console.WriteLine();
        Console.WriteLine("| finding | serious | warning | remark |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        foreach ((FindingKind kind, (string id, int[] bySeverity)) in counts)
        {
            Console.WriteLine($"| `{id}`{(SoundStudies.OfDesigns.Contains(kind) ? " (true of the data)" : "")} | {bySeverity[2]} | {bySeverity[1]} | {bySeverity[0]} |");
        }

        Console.WriteLine();
        Console.WriteLine($"False alarms, warnings and serious findings that are not true of the data: {alarms}, {(double)alarms / studies:F3} a study.");
        foreach ((string name, Func<int, ModelFit> _) in kinds)
        {
            Console.WriteLine($"- {name}: {byStudy.GetValueOrDefault(name)} in {Enumerable.Range(first, studies).Count(seed => kinds[seed % kinds.Length].Name == name)}");
        }

        ExpressionFit published = ExpressionModel.Fit(ExpressionData.Construct(), Estimation.MaximumLikelihood);
        watch.Restart();
        FitReview ofPublished = published.Review();
        Console.WriteLine();
        Console.WriteLine($"The published study, {published.ObservationCount:N0} rows: {watch.Elapsed.TotalSeconds:F1} s");
        Console.WriteLine();
        Console.WriteLine(ofPublished);
    }
}
