namespace Lmm.Benchmarks.Growth;

/// <summary>
/// A variance for each level of a factor, <c>(0 + f || g)</c>, beside one variance for all, <c>(1 | g:f)</c>: whole fits on the same rows, turn by turn, in processor time of all threads.
/// </summary>
internal static class Structures
{
    /// <summary>The head of the table.</summary>
    public const string Header = """
        | levels of f | levels of g | rows | (1 \| g:f), ms | (0 + f \|\| g), ms | ratio | evaluations | converged |
        | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |
        """;

    private const int Rounds = 7;

    /// <summary>The milliseconds that a round takes at the least.</summary>
    private const double LeastTime = 20;

    /// <summary>Measures all sizes.</summary>
    public static IEnumerable<string> Rows()
    {
        foreach (int groups in new[] { 20, 60 })
        {
            foreach (int levels in new[] { 8, 20, 60, 100, 420, 500 })
            {
                yield return Measure(Samples.Cells(levels, groups, 2), levels, groups);
            }
        }
    }

    private static string Measure(Cell[] rows, int levels, int groups)
    {
        var one = new double[Rounds];
        var many = new double[Rounds];
        LinearMixedModelFit fit = CellVariancesModel.Fit(rows);
        CellModel.Fit(rows);
        for (int round = 0; round < Rounds; round++)
        {
            one[round] = Processor(() => CellModel.Fit(rows));
            many[round] = Processor(() => fit = CellVariancesModel.Fit(rows));
        }

        Array.Sort(one);
        Array.Sort(many);
        return $"| {levels} | {groups} | {rows.Length:N0} | {one[Rounds / 2]:F1} | {many[Rounds / 2]:F1} | {many[Rounds / 2] / one[Rounds / 2]:F1} | {fit.Convergence.Evaluations} | {(fit.Convergence.Converged ? "yes" : "no")} |";
    }

    // A mean of so many fits that the clock's steps do not matter.
    private static double Processor(Action fit)
    {
        int fits = 0;
        double start = Environment.CpuUsage.TotalTime.TotalMilliseconds;
        double spent;
        do
        {
            fit();
            fits++;
            spent = Environment.CpuUsage.TotalTime.TotalMilliseconds - start;
        }
        while (spent < LeastTime);
        return spent / fits;
    }
}
