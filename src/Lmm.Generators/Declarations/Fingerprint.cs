namespace Lmm.Generators.Declarations;

/// <summary>A running hash of texts and numbers: FNV-1a over 64 bits.</summary>
/// <param name="Value">The hash so far.</param>
internal readonly record struct Fingerprint(ulong Value)
{
    private const ulong Prime = 1099511628211;

    /// <summary>The hash of nothing.</summary>
    public static Fingerprint Empty => new(14695981039346656037);

    /// <summary>The hash with a text added; texts that follow each other do not run together.</summary>
    public Fingerprint Add(string text)
    {
        ulong hash = Value;
        foreach (char character in text)
        {
            hash = unchecked((hash ^ character) * Prime);
        }

        return new Fingerprint(unchecked((hash ^ '\uffff') * Prime));
    }

    /// <summary>The hash with a number added.</summary>
    public Fingerprint Add(ulong number)
        => new(unchecked((((Value ^ (number & 0xffffffff)) * Prime) ^ (number >> 32)) * Prime));
}
