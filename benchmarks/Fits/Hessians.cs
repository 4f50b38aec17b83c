using Lmm.Benchmarks.Growth;
using Lmm.Kernels;
using Lmm.Solver.Blocks;
using Lmm.Solver.Criteria;
using Lmm.Solver.Expansion;
using Lmm.Solver.Factoring;
using Lmm.Solver.Information;
using Lmm.Solver.Plans;
using Lmm.Solver.Sparse;

namespace Lmm.Benchmarks.Fits;

/// <summary>What the exact Hessian by derivatives of a sparse factor takes beside a gradient, in processor time of one thread.</summary>
internal static class Hessians
{
    /// <summary>The milliseconds that are measured at the least.</summary>
    private const double Least = 2_000;

    /// <summary>Prints a table: a gradient by the plan that a search has, the same by the sparse factor, and a Hessian to each parameter.</summary>
    public static void Show()
    {
        Console.WriteLine($"{"crossed factors",-42}{"plan",8}{"parameters",12}{"gradient ms",13}{"sparse ms",11}{"Hessian ms",12}{"a parameter",13}{"gradients",11}");
        Show("schools, 10,000 × 1,000 × 100", SchoolYearModel.BuildDesign(Samples.Schools(10_000, 1_000, 100)));
        Show("schools, 100,000 × 10,000 × 1,000", SchoolYearModel.BuildDesign(Samples.Schools(100_000, 10_000, 1_000)));
        Show("local, 20,000 × 10,000", RatingModel.BuildDesign(Samples.Local(200_000, 20_000, 10_000)));
        Show("skewed, 40,000 × 8,500", RatingModel.BuildDesign(Samples.Skewed(400_000, 40_000, 8_500)));
    }

    private static void Show(string name, ModelDesign design)
    {
        CrossProducts products = CrossProducts.Form(design);
        FactorizationPlan plan = PlanChoice.For(products);
        SparseOrder sparse = plan as SparseOrder ?? SparseOrder.Of(products);
        ProfiledCriterion criterion = Criterion(products, sparse);
        var tangents = new CovarianceTangents(products.Terms, criterion.Layout.Owners, new CovarianceEntries(products));
        var theta = new double[criterion.ParameterCount];
        Array.Fill(theta, 0.6);
        tangents.MoveTo(theta);
        double gradient = Gradient(Criterion(products, plan), theta);
        double own = Gradient(criterion, theta);

        // The gradient that a Hessian begins with is not counted.
        double hessian = Mean(() => TangentExpansion.Of(criterion, tangents)) - own;
        double each = hessian / theta.Length;
        Console.WriteLine($"{name,-42}{(plan is BlockOrder ? "dense" : "sparse"),8}{theta.Length,12}{gradient,13:F1}{own,11:F1}{hessian,12:F1}{each,13:F1}{each / gradient,11:F2}");
    }

    private static ProfiledCriterion Criterion(CrossProducts products, FactorizationPlan plan)
        => new(products, Estimation.RestrictedMaximumLikelihood, new Workers(1, CancellationToken.None), plan);

    private static double Gradient(ProfiledCriterion criterion, double[] theta) => Mean(() =>
    {
        criterion.Value(theta);
        criterion.Gradient(new double[theta.Length]);
    });

    // A mean, for the clock of processor time has steps of some milliseconds.
    private static double Mean(Action work)
    {
        double first = Time(work);
        if (first > Least)
        {
            return first;
        }

        int rounds = 0;
        double sum = 0;
        for (; sum < Least; rounds++)
        {
            sum += Time(work);
        }

        return sum / rounds;
    }

    private static double Time(Action work)
    {
        double start = Environment.CpuUsage.TotalTime.TotalMilliseconds;
        work();
        return Environment.CpuUsage.TotalTime.TotalMilliseconds - start;
    }
}
