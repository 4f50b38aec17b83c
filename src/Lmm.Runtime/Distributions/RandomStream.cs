using System.Numerics;

namespace Lmm.Distributions;

/// <summary>
/// Random numbers that depend on a seed and the number of a stream only: the same on every machine and in every version, whatever was drawn from other streams.
/// </summary>
/// <remarks>
/// Sources: xoshiro256++, Blackman and Vigna, ACM Trans. Math. Softw. 47, 2021, its state filled by SplitMix64 (Steele, Lea and Flood, OOPSLA 2014); normal numbers
/// by Marsaglia's polar method (Marsaglia and Bray, SIAM Review 6, 1964), which is exact.
/// </remarks>
internal sealed class RandomStream
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;
    private double _spare;
    private bool _hasSpare;

    /// <summary>Goes to the start of a stream.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="stream">The number of the stream.</param>
    public void Start(long seed, long stream)
    {
        // The seed is mixed before the stream's number joins it, so that neighbouring seeds do not share streams.
        ulong state = Mix(unchecked((ulong)seed + Golden)) ^ unchecked((ulong)stream * 0xD1342543DE82EF95);
        StartAt(Mix(unchecked(state + Golden)), Mix(unchecked(state + unchecked(2 * Golden))), Mix(unchecked(state + unchecked(3 * Golden))), Mix(unchecked(state + unchecked(4 * Golden))));
    }

    /// <summary>Goes to a state.</summary>
    public void StartAt(ulong s0, ulong s1, ulong s2, ulong s3)
    {
        (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);
        _hasSpare = false;
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits()
    {
        ulong result = unchecked(BitOperations.RotateLeft(_s0 + _s3, 23) + _s0);
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>The next number from the standard normal distribution.</summary>
    public double NextNormal()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spare;
        }

        while (true)
        {
            double x = Signed();
            double y = Signed();
            double square = (x * x) + (y * y);
            if (square is > 0 and < 1)
            {
                double factor = Math.Sqrt(-2 * Math.Log(square) / square);
                _spare = y * factor;
                _hasSpare = true;
                return x * factor;
            }
        }
    }

    /// <summary>Fills a vector with standard normal numbers.</summary>
    public void FillNormal(Span<double> values)
    {
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = NextNormal();
        }
    }

    // The next number from −1 to 1, a multiple of 2⁻⁵³.
    private double Signed() => ((long)NextBits() >> 10) * (1.0 / (1L << 53));

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
