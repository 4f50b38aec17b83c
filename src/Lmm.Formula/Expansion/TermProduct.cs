namespace Lmm.Formula.Expansion;

/// <summary>The operator that writes a set of terms.</summary>
internal enum ProductKind
{
    /// <summary>One term: <c>a:b</c>.</summary>
    Term,

    /// <summary>A term and all that are contained in it: <c>a * b</c>.</summary>
    Crossing,

    /// <summary>A term and a variable within it: <c>a/b</c>.</summary>
    Nesting,

    /// <summary>The terms of some variables up to a degree: <c>(a + b + c)^2</c>.</summary>
    Power,
}

/// <summary>A set of terms that one operator writes.</summary>
/// <param name="kind">The operator.</param>
/// <param name="variables">The variables, ascending.</param>
/// <param name="degree">The most variables of a term.</param>
internal sealed class TermProduct(ProductKind kind, int[] variables, int degree)
{
    /// <summary>The most variables of a product; the number of its terms is exponential in theirs.</summary>
    public const int MostVariables = 8;

    /// <summary>The terms as ascending sets of variables, those of fewest variables first.</summary>
    public IEnumerable<int[]> Sets() => kind switch
    {
        ProductKind.Term => [variables],
        ProductKind.Nesting => [[variables[0]], variables],
        _ => Enumerable.Range(1, (1 << variables.Length) - 1)
            .Select(mask => variables.Where((_, i) => (mask & (1 << i)) != 0).ToArray())
            .Where(set => set.Length <= degree)
            .OrderBy(set => set.Length),
    };

    /// <summary>The product as a formula writes it.</summary>
    public string Text(IReadOnlyList<ExpandedVariable> names)
    {
        IEnumerable<string> labels = variables.Select(variable => names[variable].Label);
        return kind switch
        {
            ProductKind.Term => string.Join(":", labels),
            ProductKind.Crossing => string.Join(" * ", labels),
            ProductKind.Nesting => string.Join("/", labels),
            _ => $"({string.Join(" + ", labels)})^{degree}",
        };
    }
}
