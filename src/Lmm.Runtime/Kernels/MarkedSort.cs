using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lmm.Kernels;

/// <summary>Sorts values by numbers below a bound, by marks at the numbers that there are: faster than comparisons where these are not few. One thread's own.</summary>
/// <param name="bound">The bound.</param>
internal sealed class MarkedSort(int bound)
{
    private const int BitsOfWord = 64;

    private readonly ulong[] _marks = new ulong[(bound + BitsOfWord - 1) / BitsOfWord];
    private double[] _values = [];

    /// <summary>Sorts both by the first; false, and nothing changed, where two numbers are the same, or so few that comparisons are faster.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TrySort(Span<int> numbers, Span<double> values)
    {
        if (numbers.Length < _marks.Length)
        {
            return false;
        }

        if (_values.Length == 0)
        {
            _values = new double[bound];
        }

        for (int place = 0; place < numbers.Length; place++)
        {
            int number = numbers[place];
            ulong bit = 1UL << (number % BitsOfWord);
            ref ulong word = ref _marks[number / BitsOfWord];
            if ((word & bit) != 0)
            {
                Array.Clear(_marks);
                return false;
            }

            word |= bit;
            _values[number] = values[place];
        }

        int next = 0;
        for (int index = 0; index < _marks.Length; index++)
        {
            for (ulong word = _marks[index]; word != 0; word &= word - 1)
            {
                int number = (index * BitsOfWord) + BitOperations.TrailingZeroCount(word);
                numbers[next] = number;
                values[next++] = _values[number];
            }
        }

        Array.Clear(_marks);
        return true;
    }

    /// <summary>The bound.</summary>
    public override string ToString() => FormattableString.Invariant($"numbers below {bound}");
}
