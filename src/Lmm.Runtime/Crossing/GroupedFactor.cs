namespace Lmm.Crossing;

/// <summary>A grouping factor with the terms on it: they share one block row of the cross-products.</summary>
/// <param name="Column">The factor.</param>
/// <param name="Terms">The indices of the terms on it, in the formula's order.</param>
internal sealed record GroupedFactor(FactorColumn Column, int[] Terms)
{
    /// <summary>Gathers the terms of a design by grouping factor, in the order in which the factors first occur.</summary>
    public static GroupedFactor[] Of(ModelDesign design)
    {
        List<(FactorColumn Column, List<int> Terms)> factors = [];
        for (int term = 0; term < design.RandomTerms.Length; term++)
        {
            FactorColumn column = design.RandomTerms[term].Grouping;
            int known = factors.FindIndex(factor => IsSame(factor.Column, column));
            if (known < 0)
            {
                factors.Add((column, [term]));
            }
            else
            {
                factors[known].Terms.Add(term);
            }
        }

        return factors.ConvertAll(static factor => new GroupedFactor(factor.Column, factor.Terms.ToArray())).ToArray();
    }

    private static bool IsSame(FactorColumn left, FactorColumn right)
        => ReferenceEquals(left, right)
            || (left.Name == right.Name && left.Levels.Length == right.Levels.Length && left.Codes.AsSpan().SequenceEqual(right.Codes));
}
