#pragma warning disable CA1822 // contract: bodies to come
using Lmm.Formula.Binding;

namespace Lmm;

/// <summary>A factor of a model frame: a code per row and the levels that the codes stand for.</summary>
public sealed class FactorColumn
{
    internal FactorColumn(string name, int[] codes, string[] levels)
    {
        Name = name;
        Codes = codes;
        Levels = levels;
    }

    /// <summary>The name by which the formula calls the factor.</summary>
    public string Name { get; }

    /// <summary>The index in <see cref="Levels"/> of each row's level.</summary>
    public int[] Codes { get; }

    /// <summary>The levels that occur, in order.</summary>
    public string[] Levels { get; }

    /// <summary>The factor coded by contrasts: one column fewer than levels.</summary>
    /// <param name="coding">The contrasts.</param>
    public CodedFactor Contrasts(ContrastCoding coding) => throw new InvalidOperationException(coding.ToString());

    /// <summary>The factor coded by full indicators: one column per level.</summary>
    public CodedFactor Indicators() => throw new InvalidOperationException();
}
