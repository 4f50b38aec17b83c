using System.ComponentModel;

namespace Lmm.Formula.Binding;

/// <summary>
/// The structure of the covariance matrix of a random term's effects within one level: all that the language knows of it. What its parameters mean is
/// said by the parameterization that the runtime keeps for each structure. Structures with equal arguments are equal.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract record CovarianceStructure
{
    /// <summary>All variances and correlations free (<c>|</c>).</summary>
    public static CovarianceStructure Unstructured { get; } = new UnstructuredStructure();

    /// <summary>Variances free, correlations zero (<c>||</c>).</summary>
    public static CovarianceStructure Diagonal { get; } = new DiagonalStructure();

    /// <summary>True when any covariance matrix is one of the structure, so that the columns' span alone says what it can give the rows.</summary>
    internal abstract bool IsFree { get; }

    /// <summary>True when effects are never correlated, and each has a variance of its own: each may be taken for a term by itself.</summary>
    internal abstract bool IsUncorrelated { get; }

    /// <summary>The C# expression of the structure, without its namespace, for generated code.</summary>
    internal abstract string Code { get; }

    /// <summary>The random term of these effects and this grouping factor, as a formula asks for the structure.</summary>
    internal abstract string Write(string effects, string grouping);
}
