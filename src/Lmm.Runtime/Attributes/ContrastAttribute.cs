using Lmm.Faults;

namespace Lmm;

/// <summary>Sets the contrasts of a factor, in all formulas that do not set them by <c>C()</c>: a coding, or the columns of a matrix.</summary>
/// <remarks>
/// <c>[Contrast(ContrastCoding.Sum)]</c> names a coding. <c>[Contrast("low", -1, 1, 0)]</c> is one column of a matrix of
/// one's own, with a number for each level in their order; a factor of k levels needs k − 1 such attributes.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter, AllowMultiple = true)]
public sealed class ContrastAttribute : Attribute
{
    /// <summary>Sets a coding.</summary>
    /// <param name="coding">The coding.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such coding.</exception>
    public ContrastAttribute(ContrastCoding coding) => Coding = Allowed.Member(coding);

    /// <summary>Sets a column of a contrast matrix.</summary>
    /// <param name="name">What the name of the column's coefficient adds to the factor's.</param>
    /// <param name="weights">A number for each level, in the order of the levels.</param>
    public ContrastAttribute(string name, params double[] weights)
    {
        Name = name;
        Weights = weights;
    }

    /// <summary>The coding; null for a column.</summary>
    public ContrastCoding? Coding { get; }

    /// <summary>The name of the column; null for a coding.</summary>
    public string? Name { get; }

    /// <summary>The column's numbers, one for each level; empty for a coding.</summary>
    public IReadOnlyList<double> Weights { get; } = [];
}
