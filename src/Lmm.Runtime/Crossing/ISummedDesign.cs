using Lmm.Kernels;

namespace Lmm.Crossing;

/// <summary>A design whose rows are known by the sums of cells.</summary>
internal interface ISummedDesign
{
    /// <summary>The same design with one row for each cell, whose summed numbers are ones and whose response is the cell's mean: names, levels and factors are those of the rows.</summary>
    ModelDesign Cells { get; }

    /// <summary>The most rows that it takes to have the sums.</summary>
    int MostRows { get; }

    /// <summary>Forms the cross-products of the sums, without a row; null where that takes rows.</summary>
    /// <exception cref="ModelException">The model cannot be fitted to the sums.</exception>
    /// <exception cref="OperationCanceledException">The workers' token was cancelled.</exception>
    CrossProducts? Form(Workers workers);
}
