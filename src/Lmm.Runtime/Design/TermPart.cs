namespace Lmm;

/// <summary>A set of columns that can stand in a term; a term's columns are the products of its parts' columns.</summary>
public abstract class TermPart
{
    private protected TermPart(string name) => Name = name;

    /// <summary>The name as the formula spells it.</summary>
    public string Name { get; }
}
