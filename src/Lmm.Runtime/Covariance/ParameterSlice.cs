namespace Lmm.Covariance;

/// <summary>The place of one term's parameters among those of all terms.</summary>
/// <param name="Start">The index of its first.</param>
/// <param name="Count">How many it has.</param>
internal readonly record struct ParameterSlice(int Start, int Count)
{
    /// <summary>The term's share of something that all parameters have.</summary>
    public Span<T> Of<T>(T[] all) => all.AsSpan(Start, Count);

    /// <inheritdoc cref="Of{T}(T[])"/>
    public Span<T> Of<T>(Span<T> all) => all.Slice(Start, Count);

    /// <inheritdoc cref="Of{T}(T[])"/>
    public ReadOnlySpan<T> Of<T>(ReadOnlySpan<T> all) => all.Slice(Start, Count);
}
