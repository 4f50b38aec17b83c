using Lmm.Crossing;
using Lmm.Formula.Binding;
using Lmm.Kernels;

namespace Lmm.Cells;

/// <summary>Forms the design of rows that have the sums of cells.</summary>
/// <param name="spec">The model.</param>
/// <param name="plan">How rows became cells.</param>
/// <param name="model">The model's name, for messages.</param>
internal sealed class CellDesign(ModelSpec spec, CellPlan plan, string model)
{
    /// <summary>Forms the design; what cannot be fitted is refused when its rows or sums are asked for.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="incomplete">Of rows that are in no cell, the values of the plan's learned keys, null where missing, and the number of rows that have them.</param>
    /// <param name="summary">What is known of all rows.</param>
    /// <param name="maximumThreads">The most threads to use.</param>
    /// <param name="withResponse">False for rows whose responses are apart: the last number is none.</param>
    public RepresentedDesign Form(CellTable cells, IReadOnlyCollection<(object?[] Values, long Count)> incomplete, RowsSummary summary, int maximumThreads, bool withResponse = true)
    {
        // A response far from zero keeps its digits as long as it stays centred; a column of ones takes the centre up.
        double centre = plan.HasResponse && spec.FixedTerms.Any(static term => term.IsIntercept) ? cells.Units[^1].Centre : 0;
        CellFrame? frame = null;
        return new RepresentedDesign(centre, Rows, Sums);

        ModelDesign Rows(CancellationToken cancellationToken)
        {
            Workers workers = new(maximumThreads, cancellationToken);
            CellFrame known = FrameBy(workers);
            CellRows rows = CellRows.Of(cells, known.Order(), centre, workers);
            return known.Drive(rows.Cells, rows.Numbers, rows.Weights, withResponse, workers).Build();
        }

        ISummedDesign Sums(CancellationToken cancellationToken)
        {
            Workers workers = new(maximumThreads, cancellationToken);
            return SummedDesign.Of(cells, FrameBy(workers), centre, workers);
        }

        CellFrame FrameBy(Workers workers)
        {
            if (frame is null)
            {
                CellFrame made = new(spec, plan, model, cells, incomplete, summary);
                made.Encode(workers);
                frame = made;
            }

            return frame;
        }
    }
}
