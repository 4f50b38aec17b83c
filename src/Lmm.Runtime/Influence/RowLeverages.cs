using Lmm.Crossing;
using Lmm.Kernels;

namespace Lmm.Influence;

/// <summary>
/// The diagonal of the hat matrix of the fitted values at the fit's θ, in two parts: w zMzᵀ of the random effects given β, and w aVaᵀ of β with
/// a = x − zMZᵀWX. Rows are taken by the levels of the factor that is eliminated first, so that no matrix is of the order of the rows.
/// </summary>
/// <remarks>Source of the parts: Bates, Mächler, Bolker &amp; Walker, J. Stat. Softw. 67(1), 2015, equations 53 to 56.</remarks>
internal sealed class RowLeverages
{
    private const int RowsAtOnce = 64;

    private readonly EstimatedRows _rows;

    private RowLeverages(EstimatedRows rows, bool keepsColumns)
    {
        _rows = rows;
        Random = new double[rows.Count];
        Fixed = new double[rows.Count];
        Columns = keepsColumns ? new double[(long)rows.Count * rows.Rank] : null;
    }

    /// <summary>w zMzᵀ of each row that counts.</summary>
    public double[] Random { get; }

    /// <summary>w aVaᵀ of each row that counts.</summary>
    public double[] Fixed { get; }

    /// <summary>√w a of each row that counts, rows × rank; null where it was not wanted.</summary>
    public double[]? Columns { get; }

    /// <summary>Goes through all rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="keepsColumns">Whether to keep <see cref="Columns"/>.</param>
    /// <param name="workers">The threads to use.</param>
    public static RowLeverages Of(EstimatedRows rows, bool keepsColumns, Workers workers)
    {
        var leverages = new RowLeverages(rows, keepsColumns);
        LevelOrder order = Order(rows);
        int[] sorted = order.Rows ?? [.. Enumerable.Range(0, rows.Count)];
        int[] bounds = order.Pieces();
        workers.Run(bounds.Length - 1, () => new Scratch(rows), (piece, scratch) => leverages.Fill(order, sorted, bounds[piece], bounds[piece + 1], scratch));
        return leverages;
    }

    // By the levels of the first head, those without one first; a linear model's rows as they are.
    private static LevelOrder Order(EstimatedRows rows)
    {
        if (rows.Effects is not { } effects)
        {
            int[] blocks = [.. Enumerable.Range(0, rows.Count).Select(static row => row / RowsAtOnce)];
            return LevelOrder.Of(blocks, blocks.Length == 0 ? 1 : blocks[^1] + 1);
        }

        int head = effects.Modes.Heads[0].Index;
        return LevelOrder.Of(Array.ConvertAll(effects.Codes[head], static code => code + 1), effects.Modes.Heads[0].LevelCount + 1);
    }

    private void Fill(LevelOrder order, int[] sorted, int first, int end, Scratch scratch)
    {
        int rank = _rows.Rank;
        for (int level = first; level < end; level++)
        {
            if (order.Start[level] < order.Start[level + 1])
            {
                scratch.Forms?.MoveTo(level - 1);
            }

            for (int start = order.Start[level]; start < order.Start[level + 1]; start += RowsAtOnce)
            {
                int count = Math.Min(RowsAtOnce, order.Start[level + 1] - start);
                scratch.Reader.Read(sorted.AsSpan(start, count));
                for (int index = 0; index < count; index++)
                {
                    int row = scratch.Reader.Row(index);
                    double root = scratch.Reader.RootWeight(index);
                    Random[row] = scratch.Forms is null ? 0 : root * root * scratch.Forms.Of(scratch.Reader, index);
                    Span<double> adjusted = Columns is null ? scratch.Adjusted : Columns.AsSpan(row * rank, rank);
                    scratch.Reader.WriteAdjusted(index, adjusted);
                    Fixed[row] = Form(adjusted);
                }
            }
        }
    }

    private double Form(ReadOnlySpan<double> adjusted)
    {
        double sum = 0;
        for (int row = 0; row < adjusted.Length; row++)
        {
            sum += adjusted[row] * VectorProducts.Dot(adjusted, _rows.FixedCovariance.AsSpan(row * adjusted.Length, adjusted.Length));
        }

        return sum;
    }

    private sealed class Scratch(EstimatedRows rows)
    {
        public WorkingRowReader Reader { get; } = new(rows);

        public ModeForms? Forms { get; } = rows.Effects is { } effects ? new ModeForms(effects) : null;

        public double[] Adjusted { get; } = new double[rows.Rank];
    }
}
