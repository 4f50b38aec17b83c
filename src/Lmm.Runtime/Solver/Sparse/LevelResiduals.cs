using System.Runtime.CompilerServices;
using Lmm.Crossing;
using Lmm.Kernels;

namespace Lmm.Solver.Sparse;

/// <summary>Zᵀ(y − Xβ − Zb), level by level, from the cross-products.</summary>
/// <param name="assembly">The cross-products.</param>
/// <param name="cancellationToken">Stops between levels.</param>
internal sealed class LevelResiduals(FrontAssembly assembly, CancellationToken cancellationToken)
{
    /// <summary>Writes them by grouping factor.</summary>
    /// <param name="modes">b by grouping factor, levels × k.</param>
    /// <param name="fixedEffects">β.</param>
    /// <param name="response">What y is taken times.</param>
    /// <param name="residuals">Receives the residuals, levels × k.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Form(double[][] modes, ReadOnlySpan<double> fixedEffects, double response, double[][] residuals)
    {
        for (int factor = 0; factor < residuals.Length; factor++)
        {
            FactorCrossProducts own = assembly.Products.Factors[factor];
            int k = own.EffectCount;
            for (int row = 0; row < residuals[factor].Length; row++)
            {
                ReadOnlySpan<double> values = own.Values.AsSpan(row * own.Width, own.Width);
                ReadOnlySpan<double> b = modes[factor].AsSpan(row / k * k, k);
                residuals[factor][row] = (response * values[^1]) - LevelBlock.Dot(b, values) - LevelBlock.Dot(fixedEffects, values[k..]);
            }
        }

        foreach (PairCrossProducts pair in assembly.Products.Pairs)
        {
            SubtractPair(pair, modes, residuals);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SubtractPair(PairCrossProducts pair, double[][] modes, double[][] residuals)
    {
        int rows = assembly.Products.Factors[pair.First].EffectCount;
        int columns = assembly.Products.Factors[pair.Second].EffectCount;
        for (int level = 0; level + 1 < pair.Start.Length; level++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<double> left = residuals[pair.First].AsSpan(level * rows, rows);
            ReadOnlySpan<double> leftModes = modes[pair.First].AsSpan(level * rows, rows);
            for (int index = pair.Start[level]; index < pair.Start[level + 1]; index++)
            {
                int other = pair.Partner[index] * columns;
                int at = index * rows * columns;
                for (int row = 0; row < rows; row++)
                {
                    for (int column = 0; column < columns; column++)
                    {
                        double value = pair.Values[at++];
                        left[row] -= value * modes[pair.Second][other + column];
                        residuals[pair.Second][other + column] -= value * leftModes[row];
                    }
                }
            }
        }
    }
}
