using Lmm.Solver.Factoring;

namespace Lmm.Solver.Criteria;

/// <summary>What takes a minimum in working coordinates to the data's scale has to know of a criterion: Λ, the slope along it, and the modes.</summary>
internal interface IEffectCriterion
{
    /// <summary>The cross-products, with the terms in the order of the parameters.</summary>
    CrossProducts Products { get; }

    /// <summary>Λ by grouping factor at the last θ.</summary>
    double[][] Lambda { get; }

    /// <summary>The modes that were kept last.</summary>
    KeptModes Kept { get; }

    /// <summary>The last gradient with respect to all k × k elements of a term's Λ, row by row.</summary>
    ReadOnlySpan<double> Slope(int term);
}
