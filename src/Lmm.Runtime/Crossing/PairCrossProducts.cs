namespace Lmm.Crossing;

/// <summary>The cross-products of two grouping factors' effects, stored by the pairs of levels that occur together.</summary>
/// <param name="First">The index of the factor whose levels are the rows.</param>
/// <param name="Second">The index of the factor whose levels are the columns.</param>
/// <param name="Start">Level l of the first factor has the pairs <c>Start[l]</c> … <c>Start[l + 1]</c> − 1.</param>
/// <param name="Partner">For each pair the level of the second factor, ascending within a level of the first.</param>
/// <param name="Values">For each pair the block Z₁ᵀWZ₂, k₁ × k₂, row by row.</param>
internal sealed record PairCrossProducts(int First, int Second, int[] Start, int[] Partner, double[] Values)
{
    /// <summary>True when every level of the first factor meets one level of the second only.</summary>
    public bool IsFirstNestedInSecond
    {
        get
        {
            for (int level = 0; level + 1 < Start.Length; level++)
            {
                if (Start[level + 1] - Start[level] > 1)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>True when every level of the second factor meets one level of the first only.</summary>
    public bool IsSecondNestedInFirst
    {
        get
        {
            var met = new HashSet<int>(Partner.Length);
            return Array.TrueForAll(Partner, met.Add);
        }
    }
}
