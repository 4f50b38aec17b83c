namespace Lmm.Formula.Diagnostics;

/// <summary>A run of characters of a formula's text.</summary>
/// <param name="Start">The first character, counted from zero.</param>
/// <param name="Length">The number of characters; zero marks a place between two.</param>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>The first character after the span.</summary>
    public int End => Start + Length;

    /// <summary>The smallest span that covers this one and <paramref name="other"/>.</summary>
    public TextSpan Through(TextSpan other)
    {
        int start = Math.Min(Start, other.Start);
        return new TextSpan(start, Math.Max(End, other.End) - start);
    }
}
