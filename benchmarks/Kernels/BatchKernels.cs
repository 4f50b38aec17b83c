using System.Runtime.Intrinsics;
using Lmm.Kernels;
using Lmm.Solver;

namespace Lmm.Benchmarks.Kernels;

/// <summary>
/// What elimination does to a level: factor ΛᵀDΛ + I for a block of k effects, multiply its panel of four rows, and add the products of the
/// rows. Eight levels at a time, and one by one by loops.
/// </summary>
internal sealed unsafe class BatchKernels
{
    private const int Rows = 4;
    private const int Batches = 2000;

    private readonly int k;
    private readonly AlignedBuffer blocks = new();
    private readonly AlignedBuffer room = new();
    private readonly double[] lambda;
    private double sink;

    public BatchKernels(int k)
    {
        this.k = k;
        lambda = new double[k * k];
        var random = new Random(k);
        blocks.Reserve((long)Batches * LevelBatch.Size(k, Rows) * LevelBatch.Lanes);
        room.Reserve(((4 * k * k) + (Rows * k) + LevelBatch.Triangle(Rows) + 1) * LevelBatch.Lanes);
        for (int batch = 0; batch < Batches; batch++)
        {
            double* block = blocks.Pointer + ((nint)batch * LevelBatch.Size(k, Rows) * LevelBatch.Lanes);
            for (int index = 0; index < LevelBatch.Size(k, Rows) * LevelBatch.Lanes; index++)
            {
                block[index] = 0.1 * random.NextDouble();
            }

            for (int effect = 0; effect < k; effect++)
            {
                new Span<double>(block + ((LevelBatch.Triangle(effect + 1) - 1) * LevelBatch.Lanes), LevelBatch.Lanes).Fill(3);
            }
        }

        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                lambda[(row * k) + column] = row == column ? 0.8 : 0.1;
            }
        }
    }

    // ΛᵀDΛ (two products with a triangle), the factor, ΛL⁻ᵀ, the panel, and the products of its rows.
    private double Operations => (2.0 * k * k * k) + (k * k * k / 3.0) + (k * k * k / 3.0) + (2.0 * Rows * k * k) + (2.0 * LevelBatch.Triangle(Rows) * k);

    /// <summary>GFlop/s, eight levels at a time.</summary>
    public double Batched() => Operations * Batches * LevelBatch.Lanes / Clock.Processor(static () => { }, RunBatches) / 1e9;

    /// <summary>GFlop/s, level by level.</summary>
    public double Single() => Operations * Batches * LevelBatch.Lanes / Clock.Processor(static () => { }, RunSingly) / 1e9;

    private void RunBatches()
    {
        var lower = (Vector512<double>*)room.Pointer;
        Vector512<double>* map = lower + (k * k);
        Vector512<double>* solved = map + (k * k);
        Vector512<double>* sums = solved + (Rows * k);
        Vector512<double> least = Vector512<double>.One;
        new Span<double>(sums, (LevelBatch.Triangle(Rows) + 1) * LevelBatch.Lanes).Clear();
        fixed (double* own = lambda)
        {
            for (int batch = 0; batch < Batches; batch++)
            {
                Vector512<double>* block = (Vector512<double>*)blocks.Pointer + ((nint)batch * LevelBatch.Size(k, Rows));
                LevelBatch.Factor(block, own, k, lower, map, ref least);
                LevelBatch.Multiply(block + LevelBatch.Triangle(k), map, Rows, k, solved);
                LevelBatch.AddProducts(solved, Rows, k, sums);
            }
        }

        sink += Vector512.Sum(sums[0]);
    }

    private void RunSingly()
    {
        Span<double> block = stackalloc double[k * k];
        Span<double> lower = stackalloc double[k * k];
        Span<double> map = stackalloc double[k * k];
        Span<double> panel = stackalloc double[Rows * k];
        Span<double> solved = stackalloc double[Rows * k];
        Span<double> sums = stackalloc double[Rows * Rows];
        panel.Fill(0.1);
        sums.Clear();
        for (int level = 0; level < Batches * LevelBatch.Lanes; level++)
        {
            block.Fill(0.1);
            for (int effect = 0; effect < k; effect++)
            {
                block[(effect * k) + effect] = 3;
            }

            LevelBlock.Scale(block, lambda, lower, k);
            SmallMatrix.Cholesky(lower, k, k);
            LevelBlock.Transfer(lower, lambda, map, k);
            LevelBlock.Multiply(panel, map, solved, Rows, k);
            for (int row = 0; row < Rows; row++)
            {
                for (int column = 0; column <= row; column++)
                {
                    sums[(row * Rows) + column] += LevelBlock.Dot(solved.Slice(row * k, k), solved.Slice(column * k, k));
                }
            }
        }

        sink += sums[0];
    }
}
