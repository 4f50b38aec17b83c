using System.ComponentModel;

namespace Lmm.Formula.Binding;

/// <summary>The structure of the covariance matrix of a random term's effects within one level.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum CovarianceStructure
{
    /// <summary>All variances and correlations free (<c>|</c>).</summary>
    Unstructured,

    /// <summary>Variances free, correlations zero (<c>||</c>).</summary>
    Diagonal,
}
