using System.Diagnostics;
using Lmm.Kernels;
using Lmm.Solver.Blocks;
using Lmm.Solver.Criteria;
using Lmm.Solver.Factoring;
using Lmm.Solver.Plans;
using Lmm.Solver.Sparse;

namespace Lmm.Benchmarks.Growth;

/// <summary>One factorisation with its gradient by the dense tail and by the sparse factor, on one thread, in processor time.</summary>
internal static class Comparison
{
    private const int Repeats = 5;

    /// <summary>The head of the table.</summary>
    public const string Header = """
        | crossed factors | levels | rows | order of the dense tail | dense, ms | analysis, ms | largest front | entries of L | sparse, ms | chosen |
        | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |
        """;

    /// <summary>Measures all designs.</summary>
    public static IEnumerable<string> Rows()
    {
        yield return Measure("local", "3,000 × 2,000", RatingModel.BuildDesign(Samples.Local(20_000, 3_000, 2_000)));
        yield return Measure("local", "20,000 × 10,000", RatingModel.BuildDesign(Samples.Local(200_000, 20_000, 10_000)));
        yield return Measure("local", "100,000 × 50,000", RatingModel.BuildDesign(Samples.Local(1_000_000, 100_000, 50_000)));
        yield return Measure("schools", "10,000 × 1,000 × 100", SchoolYearModel.BuildDesign(Samples.Schools(10_000, 1_000, 100)));
        yield return Measure("schools", "20,000 × 2,000 × 200", SchoolYearModel.BuildDesign(Samples.Schools(20_000, 2_000, 200)));
        yield return Measure("schools", "100,000 × 10,000 × 1,000", SchoolYearModel.BuildDesign(Samples.Schools(100_000, 10_000, 1_000)));
        yield return Measure("skewed", "1,000 × 700", RatingModel.BuildDesign(Samples.Skewed(100_000, 1_000, 700)));
        yield return Measure("skewed", "2,000 × 1,200", RatingModel.BuildDesign(Samples.Skewed(200_000, 2_000, 1_200)));
    }

    private static string Measure(string shape, string levels, ModelDesign design)
    {
        // Larger dense tails would take minutes.
        const int MostDense = 3_000;
        CrossProducts products = CrossProducts.Form(design);
        BlockOrder blocks = BlockOrder.Choose(products);
        SparseOrder.Of(products);
        double start = Processor();
        SparseOrder sparse = SparseOrder.Of(products);
        double analysis = Processor() - start;
        SymbolicFactor symbolic = sparse.Symbolic;
        int front = Enumerable.Range(0, symbolic.Count).Max(symbolic.FrontOrder);
        string dense = blocks.TailColumns > MostDense ? "–" : $"{Evaluate(products, blocks):F0}";
        string chosen = PlanChoice.For(products) is SparseOrder ? "sparse" : "dense";
        return $"| {shape} | {levels} | {products.RowCount:N0} | {blocks.TailColumns:N0} | {dense} | {analysis:F0} | {front:N0} | {symbolic.PanelStart[^1]:N0} | {Evaluate(products, sparse):F0} | {chosen} |";
    }

    private static double Evaluate(CrossProducts products, FactorizationPlan plan)
    {
        var criterion = new ProfiledCriterion(products, Estimation.RestrictedMaximumLikelihood, new Workers(1, CancellationToken.None), plan);
        var theta = new double[criterion.ParameterCount];
        var gradient = new double[criterion.ParameterCount];
        Array.Fill(theta, 0.6);
        var times = new double[Repeats];
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            double start = Processor();
            criterion.Value(theta);
            criterion.Gradient(gradient);
            times[repeat] = Processor() - start;
        }

        Array.Sort(times);
        return times[Repeats / 2];
    }

    private static double Processor()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalMilliseconds;
    }
}
