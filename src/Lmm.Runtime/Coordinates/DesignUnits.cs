namespace Lmm.Coordinates;

/// <summary>The units in which the solver holds weights and columns, as exponents of two; 0 is the data's own unit.</summary>
/// <param name="RootWeight">√w is in units of 2^RootWeight.</param>
/// <param name="FixedEffects">The unit of each column of X.</param>
/// <param name="RandomTerms">The unit of each column of each random term, in the formula's order.</param>
internal sealed record DesignUnits(int RootWeight, int[] FixedEffects, int[][] RandomTerms)
{
    /// <summary>True when weights and columns are in the data's own units.</summary>
    public bool IsPlain => RootWeight == 0 && IsZero(FixedEffects) && Array.TrueForAll(RandomTerms, IsZero);

    /// <summary>The units of some columns of a random term.</summary>
    public int[] Of(int term, int first, int count) => RandomTerms[term][first..(first + count)];

    /// <summary>True for units of one alone.</summary>
    public static bool IsZero(int[] exponents) => Array.TrueForAll(exponents, static exponent => exponent == 0);

    /// <summary>The units of coefficients of those columns when the response has the unit 2^<paramref name="response"/>.</summary>
    public static int[] Coefficients(int response, int[] columns) => Array.ConvertAll(columns, column => response - column);
}
