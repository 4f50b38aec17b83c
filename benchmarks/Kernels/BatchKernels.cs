using System.Runtime.Intrinsics;
using Lmm.Kernels;

namespace Lmm.Benchmarks.Kernels;

/// <summary>
/// What elimination does to a level: factor ΛᵀDΛ + I for a block of k effects, multiply its panel of four rows, and add the products of the
/// rows. Eight levels at a time, and one by one by loops.
/// </summary>
internal sealed unsafe class BatchKernels
{
    private const int Rows = 4;
    private const int Batches = 2000;

    private readonly int _k;
    private readonly AlignedBuffer _blocks = new();
    private readonly AlignedBuffer _room = new();
    private readonly double[] _lambda;
    private double _sink;

    public BatchKernels(int k)
    {
        _k = k;
        _lambda = new double[k * k];
        var random = new Random(k);
        _blocks.Reserve((long)Batches * LevelBatch.Size(k, Rows) * LevelBatch.Lanes);
        _room.Reserve(((4 * k * k) + (Rows * k) + LevelBatch.Triangle(Rows) + 1) * LevelBatch.Lanes);
        for (int batch = 0; batch < Batches; batch++)
        {
            double* block = _blocks.Pointer + ((nint)batch * LevelBatch.Size(k, Rows) * LevelBatch.Lanes);
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
                _lambda[(row * k) + column] = row == column ? 0.8 : 0.1;
            }
        }
    }

    // ΛᵀDΛ (two products with a triangle), the factor, ΛL⁻ᵀ, the panel, and the products of its rows.
    private double Operations => (2.0 * _k * _k * _k) + (_k * _k * _k / 3.0) + (_k * _k * _k / 3.0) + (2.0 * Rows * _k * _k) + (2.0 * LevelBatch.Triangle(Rows) * _k);

    /// <summary>GFlop/s, eight levels at a time.</summary>
    public double Batched() => Operations * Batches * LevelBatch.Lanes / Clock.Processor(static () => { }, RunBatches) / 1e9;

    /// <summary>GFlop/s, level by level.</summary>
    public double Single() => Operations * Batches * LevelBatch.Lanes / Clock.Processor(static () => { }, RunSingly) / 1e9;

    private void RunBatches()
    {
        var lower = (Vector512<double>*)_room.Pointer;
        Vector512<double>* map = lower + (_k * _k);
        Vector512<double>* solved = map + (_k * _k);
        Vector512<double>* sums = solved + (Rows * _k);
        Vector512<double> least = Vector512<double>.One;
        new Span<double>(sums, (LevelBatch.Triangle(Rows) + 1) * LevelBatch.Lanes).Clear();
        fixed (double* own = _lambda)
        {
            for (int batch = 0; batch < Batches; batch++)
            {
                Vector512<double>* block = (Vector512<double>*)_blocks.Pointer + ((nint)batch * LevelBatch.Size(_k, Rows));
                LevelBatch.Factor(block, own, _k, lower, map, ref least);
                LevelBatch.Multiply(block + LevelBatch.Triangle(_k), map, Rows, _k, solved);
                LevelBatch.AddProducts(solved, Rows, _k, sums);
            }
        }

        _sink += Vector512.Sum(sums[0]);
    }

    private void RunSingly()
    {
        Span<double> block = stackalloc double[_k * _k];
        Span<double> lower = stackalloc double[_k * _k];
        Span<double> map = stackalloc double[_k * _k];
        Span<double> panel = stackalloc double[Rows * _k];
        Span<double> solved = stackalloc double[Rows * _k];
        Span<double> sums = stackalloc double[Rows * Rows];
        panel.Fill(0.1);
        sums.Clear();
        for (int level = 0; level < Batches * LevelBatch.Lanes; level++)
        {
            block.Fill(0.1);
            for (int effect = 0; effect < _k; effect++)
            {
                block[(effect * _k) + effect] = 3;
            }

            LevelBlock.Scale(block, _lambda, lower, _k);
            SmallMatrix.Cholesky(lower, _k, _k);
            LevelBlock.Transfer(lower, _lambda, map, _k);
            LevelBlock.Multiply(panel, map, solved, Rows, _k);
            for (int row = 0; row < Rows; row++)
            {
                for (int column = 0; column <= row; column++)
                {
                    sums[(row * Rows) + column] += LevelBlock.Dot(solved.Slice(row * _k, _k), solved.Slice(column * _k, _k));
                }
            }
        }

        _sink += sums[0];
    }
}
