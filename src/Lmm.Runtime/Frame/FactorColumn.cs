using Lmm.Formula.Binding;

namespace Lmm;

/// <summary>A factor of a model frame: a code per row and the levels that the codes stand for.</summary>
public sealed class FactorColumn
{
    private readonly string _model;

    internal FactorColumn(string name, int[] codes, string[] levels, string model = "")
    {
        Name = name;
        Codes = codes;
        Levels = levels;
        _model = model;
    }

    /// <summary>The name by which the formula calls the factor.</summary>
    public string Name { get; }

    /// <summary>The index in <see cref="Levels"/> of each row's level.</summary>
    public int[] Codes { get; }

    /// <summary>The levels that occur, in order.</summary>
    public string[] Levels { get; }

    /// <summary>The factor coded by contrasts: one column fewer than levels.</summary>
    /// <param name="coding">The contrasts.</param>
    /// <exception cref="ModelException">The factor has just one level, so that there is nothing to contrast.</exception>
    public CodedFactor Contrasts(ContrastCoding coding)
    {
        if (Levels.Length < 2)
        {
            throw new ModelException(
                _model,
                $"the factor {Name} has the one level '{Levels[0]}' in the rows that are fitted, so it has no effect to estimate; take it out of the formula or add rows of other levels.");
        }

        return new CodedFactor(this, ContrastMatrix.Of(coding, Levels));
    }

    /// <summary>The factor coded by full indicators: one column per level.</summary>
    public CodedFactor Indicators() => new(this, ContrastMatrix.Indicators(Levels));

    /// <summary>The same factor under another name: column names start with it, so that back-ticks stay as the formula has them.</summary>
    public FactorColumn As(string name) => name == Name ? this : new FactorColumn(name, Codes, Levels, _model);
}
