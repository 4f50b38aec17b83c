namespace Lmm.Formula.Expansion;

/// <summary>A set of variables, by their indices: what a term is. Kept as bits, so that the algebra of terms is fast.</summary>
internal readonly struct VariableSet : IEquatable<VariableSet>
{
    private const int Bits = 64;
    private readonly ulong[]? _words; // the last word is never zero, so equal sets have equal words

    private VariableSet(ulong[] words) => _words = words;

    /// <summary>The number of variables.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            foreach (ulong word in Words)
            {
                for (ulong rest = word; rest != 0; rest &= rest - 1)
                {
                    count++;
                }
            }

            return count;
        }
    }

    private ulong[] Words => _words ?? [];

    /// <summary>The set of one variable.</summary>
    public static VariableSet Of(int variable)
    {
        ulong[] words = new ulong[(variable / Bits) + 1];
        words[variable / Bits] = 1UL << (variable % Bits);
        return new VariableSet(words);
    }

    /// <summary>The variables of both.</summary>
    public VariableSet Union(VariableSet other)
    {
        (ulong[] longer, ulong[] shorter) = Words.Length >= other.Words.Length ? (Words, other.Words) : (other.Words, Words);
        ulong[] words = (ulong[])longer.Clone();
        for (int i = 0; i < shorter.Length; i++)
        {
            words[i] |= shorter[i];
        }

        return new VariableSet(words);
    }

    /// <summary>The set without one of its variables.</summary>
    public VariableSet Without(int variable)
    {
        ulong[] words = (ulong[])Words.Clone();
        words[variable / Bits] &= ~(1UL << (variable % Bits));
        int length = words.Length;
        while (length > 0 && words[length - 1] == 0)
        {
            length--;
        }

        Array.Resize(ref words, length);
        return new VariableSet(words);
    }

    /// <summary>The variables in ascending order.</summary>
    public IEnumerable<int> Members()
    {
        for (int i = 0; i < Words.Length; i++)
        {
            for (int bit = 0; bit < Bits; bit++)
            {
                if ((Words[i] & (1UL << bit)) != 0)
                {
                    yield return (i * Bits) + bit;
                }
            }
        }
    }

    /// <inheritdoc/>
    public bool Equals(VariableSet other) => Words.SequenceEqual(other.Words);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is VariableSet other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = 17;
        foreach (ulong word in Words)
        {
            hash = unchecked((hash * 31) + word.GetHashCode());
        }

        return hash;
    }
}
