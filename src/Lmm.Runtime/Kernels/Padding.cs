namespace Lmm.Kernels;

/// <summary>Row lengths that fill whole vectors.</summary>
internal static class Padding
{
    /// <summary>The number of doubles in the widest vector that any path uses.</summary>
    public const int VectorLength = 8;

    /// <summary>The least multiple of the vector length that holds <paramref name="count"/> values.</summary>
    public static int ToVector(int count) => (count + VectorLength - 1) / VectorLength * VectorLength;
}
