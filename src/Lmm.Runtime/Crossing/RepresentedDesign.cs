using Lmm.Design;

namespace Lmm.Crossing;

/// <summary>A design whose rows stand for others. Neither the rows nor the sums that they have are worked out before they are asked for.</summary>
internal sealed class RepresentedDesign
{
    private readonly Lock _making = new();
    private readonly Func<CancellationToken, ModelDesign> _makeRows;
    private readonly Func<CancellationToken, ISummedDesign>? _makeSums;
    private ModelDesign? _rows;
    private ISummedDesign? _sums;

    /// <summary>A design.</summary>
    /// <param name="centre">What was subtracted from its response, for the column of ones to take up.</param>
    /// <param name="rows">Makes the rows.</param>
    /// <param name="sums">Makes their sums.</param>
    public RepresentedDesign(double centre, Func<CancellationToken, ModelDesign> rows, Func<CancellationToken, ISummedDesign> sums) => (Centre, _makeRows, _makeSums) = (centre, rows, sums);

    /// <summary>A design whose rows are there, and stand for themselves.</summary>
    public RepresentedDesign(ModelDesign rows) => _makeRows = _ => rows;

    private RepresentedDesign(DesignMargins margins, double centre)
    {
        (Margins, Centre) = (margins, centre);
        _makeRows = _ => margins.All[0].Design;
    }

    /// <summary>The designs that together have all terms; null where one has them.</summary>
    public DesignMargins? Margins { get; }

    /// <summary>What was subtracted from the response, for the column of ones to take up.</summary>
    public double Centre { get; }

    /// <summary>The names and counts of the model.</summary>
    /// <exception cref="ModelException">The rows cannot be fitted.</exception>
    public ModelShape Shape => Margins?.Shape ?? Outline(CancellationToken.None).Shape;

    /// <summary>The designs that together have all terms of a model.</summary>
    /// <param name="margins">The designs, those with X and the response first.</param>
    /// <param name="pairs">How grouping factors meet that are together in none of them.</param>
    /// <param name="terms">The terms of the model.</param>
    /// <param name="centre">What was subtracted from the response, for the column of ones to take up.</param>
    /// <exception cref="ModelException">The model has more parameters than a search can end with.</exception>
    public static RepresentedDesign Of(MarginalDesign[] margins, PairSums[] pairs, ModelTerms terms, double centre)
    {
        DesignMargins all = new(margins, pairs, terms);
        DesignChecks.ParametersAreAffordable(all.Shape);
        return new RepresentedDesign(all, centre);
    }

    /// <summary>The rows; of several designs, those of the first of <see cref="Margins"/>.</summary>
    /// <exception cref="ModelException">The rows cannot be fitted.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ModelDesign Rows(CancellationToken cancellationToken)
    {
        lock (_making)
        {
            return _rows ??= _makeRows(cancellationToken);
        }
    }

    /// <summary>The sums that the rows have; null where only the rows are known.</summary>
    /// <exception cref="ModelException">The rows cannot be fitted.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ISummedDesign? Sums(CancellationToken cancellationToken)
    {
        lock (_making)
        {
            return _sums ??= _makeSums?.Invoke(cancellationToken);
        }
    }

    /// <summary>A design with the names, levels and factors of the rows: that of the cells, or the rows.</summary>
    /// <exception cref="ModelException">The rows cannot be fitted.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ModelDesign Outline(CancellationToken cancellationToken) => Sums(cancellationToken)?.Cells ?? Rows(cancellationToken);
}
