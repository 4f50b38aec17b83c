using System.Numerics;

namespace Lmm.Inference;

/// <summary>
/// Standard normal numbers by xoshiro256** (Blackman &amp; Vigna, ACM Trans. Math. Softw. 47, 2021) and Marsaglia's polar method. A stream is known by a seed and
/// a number, so that what is drawn for one does not depend on which thread draws it, nor on how many others there are.
/// </summary>
internal sealed class NormalDraws
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;
    private double _spare;
    private bool _hasSpare;

    /// <summary>Starts a stream.</summary>
    public NormalDraws(long seed, int stream)
    {
        ulong state = unchecked((ulong)seed);
        state = Mixed(ref state) ^ ((ulong)stream * 0x9E3779B97F4A7C15);
        (_a, _b, _c, _d) = (Mixed(ref state), Mixed(ref state), Mixed(ref state), Mixed(ref state));
    }

    /// <summary>The next number.</summary>
    public double Next()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spare;
        }

        while (true)
        {
            double first = (2 * Uniform()) - 1;
            double second = (2 * Uniform()) - 1;
            double square = (first * first) + (second * second);
            if (square is > 0 and < 1)
            {
                double factor = Math.Sqrt(-2 * Math.Log(square) / square);
                _spare = second * factor;
                _hasSpare = true;
                return first * factor;
            }
        }
    }

    private double Uniform()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return (result >> 11) * (1.0 / (1UL << 53));
    }

    // SplitMix64.
    private static ulong Mixed(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
