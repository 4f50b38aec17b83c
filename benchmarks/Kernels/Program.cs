using System.Globalization;
using System.Runtime.InteropServices;
using Lmm.Benchmarks;
using Lmm.Benchmarks.Kernels;

// The loops take seconds beyond this order.
const int MostLoops = 1000;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int cores = Environment.ProcessorCount;
double peak = Peak.GigaFlops();
Console.WriteLine($"{Machine.Processor}, {cores} cores, {RuntimeInformation.FrameworkDescription}; peak of one core (fused multiply-adds in registers): {peak:F1} GFlop/s");
Console.WriteLine();
Console.WriteLine("GFlop/s; one core in processor time, several by the clock; the best of many runs.");
Console.WriteLine();
Console.WriteLine($"| kernel | order | loops | one core | share of peak | {cores} cores |");
Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
foreach (int order in new[] { 100, 200, 500, 1000, 2000 })
{
    var kernels = new DenseKernels(order);
    bool withLoops = order <= MostLoops;
    Print("Cholesky", order, withLoops ? kernels.NaiveCholesky() : null, kernels.Cholesky(1), kernels.Cholesky(cores));
    Print("triangular solve", order, withLoops ? kernels.NaiveSolve() : null, kernels.Solve(1), kernels.Solve(cores));
    Print("symmetric update", order, withLoops ? kernels.NaiveUpdate() : null, kernels.Update(1), kernels.Update(cores));
    Print("inverse from the factor", order, null, kernels.Inverse(1), kernels.Inverse(cores));
}

Console.WriteLine();
Console.WriteLine("| eliminating levels of k effects, one core | level by level | eight at a time | share of peak |");
Console.WriteLine("| ---: | ---: | ---: | ---: |");
for (int k = 1; k <= 6; k++)
{
    var kernels = new BatchKernels(k);
    double batched = kernels.Batched();
    Console.WriteLine($"| {k} | {kernels.Single():F1} | {batched:F1} | {100 * batched / peak:F0} % |");
}

void Print(string kernel, int order, double? loops, double single, double all)
    => Console.WriteLine($"| {kernel} | {order} | {(loops is double rate ? $"{rate:F1}" : "–")} | {single:F1} | {100 * single / peak:F0} % | {all:F1} |");
