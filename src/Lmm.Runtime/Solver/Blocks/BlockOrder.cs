using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver.Factoring;

namespace Lmm.Solver.Blocks;

/// <summary>
/// The order in which the grouping factors are eliminated. The heads form a chain in which each factor is nested in every later one, so that
/// their diagonal blocks in L stay block-diagonal and no block fills in; all other factors form one dense tail together with X and y.
/// </summary>
/// <param name="Heads">The indices of the heads, finest first.</param>
/// <param name="Tail">The indices of the factors in the tail.</param>
/// <param name="TailOffsets">For each factor its first column in the tail; −1 for a head.</param>
/// <param name="TailColumns">The number of columns of Z in the tail.</param>
internal sealed record BlockOrder(int[] Heads, int[] Tail, int[] TailOffsets, int TailColumns) : FactorizationPlan
{
    /// <summary>The time of one operation of the tail.</summary>
    public const double TailOperation = 2.7e-11;

    /// <summary>True for several heads that meet in no row, so that each stands alone above X and y.</summary>
    public bool AreApart { get; private init; }

    /// <inheritdoc/>
    protected override Factorization Allocate(CrossProducts products, Workers workers) => new BlockFactorization(products, this, workers);

    /// <summary>Tries each factor as the finest head and takes the order with the fewest floating-point operations per factorisation.</summary>
    public static BlockOrder Choose(CrossProducts products)
    {
        int count = products.Factors.Length;
        if (count > 1 && products.Pairs.Length == 0)
        {
            var none = new int[count];
            Array.Fill(none, -1);
            return new BlockOrder([.. Enumerable.Range(0, count)], [], none, 0) { AreApart = true };
        }

        BlockOrder? best = null;
        double least = double.PositiveInfinity;
        foreach (int first in Enumerable.Range(0, products.Factors.Length).OrderByDescending(factor => products.Factors[factor].ColumnCount))
        {
            BlockOrder order = StartingWith(first, products);
            double cost = order.Operations(products);
            if (cost < least)
            {
                least = cost;
                best = order;
            }
        }

        return best!;
    }

    private static BlockOrder StartingWith(int first, CrossProducts products)
    {
        List<int> heads = [first];
        List<int> tail = [];
        foreach (int factor in Enumerable.Range(0, products.Factors.Length)
            .Where(factor => factor != first)
            .OrderByDescending(factor => products.Factors[factor].ColumnCount))
        {
            (IsNestedIn(heads[^1], factor, products) ? heads : tail).Add(factor);
        }

        int columns = 0;
        var offsets = new int[products.Factors.Length];
        Array.Fill(offsets, -1);
        foreach (int factor in tail)
        {
            offsets[factor] = columns;
            columns = checked(columns + (int)products.Factors[factor].ColumnCount);
        }

        return new BlockOrder(heads.ToArray(), tail.ToArray(), offsets, columns);
    }

    private static bool IsNestedIn(int inner, int outer, CrossProducts products)
        => Array.Exists(products.Pairs, pair => (pair.First == inner && pair.Second == outer && pair.IsFirstNestedInSecond)
            || (pair.First == outer && pair.Second == inner && pair.IsSecondNestedInFirst));

    // A dense Cholesky of the tail, and for each head level the outer product of what is below it.
    private double Operations(CrossProducts products)
    {
        double order = TailColumns + products.FixedEffects.Rank + 1;
        return (order * order * order / 3) + HeadOperations(products);
    }

    /// <summary>
    /// The time that a factorisation with its gradient is expected to take on one thread: fitted to measurements, and only for comparison with
    /// other plans.
    /// </summary>
    public double Seconds(CrossProducts products)
    {
        // Seconds, measured on Zen 4: of an operation in a head's loops, and of a level's own overhead.
        const double HeadOperation = 1.5e-9;
        const double HeadLevel = 1e-6;
        double order = TailColumns + products.FixedEffects.Rank + 1;
        return (TailOperation * order * order * order) + (HeadOperation * HeadOperations(products)) + (HeadLevel * Heads.Sum(head => (double)products.Factors[head].LevelCount));
    }

    /// <summary>The multiplications of a factorisation with its gradient: the tail's factor and inverse, and what each head level takes of it, there and back.</summary>
    public double EvaluationOperations(CrossProducts products)
    {
        double order = TailColumns + products.FixedEffects.Rank + 1;
        return (order * order * order) + (1.5 * HeadOperations(products));
    }

    private double HeadOperations(CrossProducts products)
    {
        double operations = 0;
        foreach (int head in Heads)
        {
            FactorCrossProducts factor = products.Factors[head];
            var below = new double[factor.LevelCount];
            Array.Fill(below, products.FixedEffects.Rank + 1);
            foreach (PairCrossProducts pair in products.Pairs)
            {
                if (pair.First == head && TailOffsets[pair.Second] >= 0)
                {
                    for (int level = 0; level < below.Length; level++)
                    {
                        below[level] += (pair.Start[level + 1] - pair.Start[level]) * products.Factors[pair.Second].EffectCount;
                    }
                }
                else if (pair.Second == head && TailOffsets[pair.First] >= 0)
                {
                    foreach (int level in pair.Partner)
                    {
                        below[level] += products.Factors[pair.First].EffectCount;
                    }
                }
            }

            operations += below.Sum(rows => rows * rows * factor.EffectCount);
        }

        return operations;
    }
}
