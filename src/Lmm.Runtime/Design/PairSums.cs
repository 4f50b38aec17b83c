using System.Globalization;

namespace Lmm.Design;

/// <summary>
/// How the levels of two grouping factors meet, where the columns of their terms are ones and numbers: for each two levels that rows have together Σw, Σwu and Σwuuᵀ, with the numbers u
/// about a centre and in a unit. It stands in place of a design of rows with these sums.
/// </summary>
/// <param name="first">The columns of the terms on the first factor.</param>
/// <param name="second">The columns of the terms on the second factor.</param>
/// <param name="numbers">The centre of each number, m in all, and what it is multiplied by after that.</param>
internal sealed class PairSums(PairedFactor first, PairedFactor second, (double Centre, double Scale)[] numbers)
{
    // Sums stand in blocks of so many pairs: to make room for more, none is moved.
    private const int BlockBits = 14;
    private const int PlaceInBlock = (1 << BlockBits) - 1;

    private readonly List<int[]> _levels = [];
    private readonly List<double[]> _sums = [];
    private int[] _ownLevels = [];
    private double[] _ownSums = [];

    /// <summary>The first factor.</summary>
    public PairedFactor First => first;

    /// <summary>The second factor.</summary>
    public PairedFactor Second => second;

    /// <summary>The centre of each number, and what it is multiplied by after that.</summary>
    public IReadOnlyList<(double Centre, double Scale)> Numbers => numbers;

    /// <summary>The number of sums of a pair: one, m, and m(m + 1)/2 of products, each number with those before it and itself.</summary>
    public int Width { get; } = 1 + numbers.Length + (numbers.Length * (numbers.Length + 1) / 2);

    /// <summary>The number of pairs; the same two levels may be there several times, to be added up.</summary>
    public int Count { get; private set; }

    /// <summary>The number of blocks in which pairs stand.</summary>
    public int BlockCount => _levels.Count;

    /// <summary>The levels of the pairs of a block, that of the first and that of the second factor of each.</summary>
    public ReadOnlySpan<int> LevelsOf(int block) => _levels[block].AsSpan(0, 2 * CountOf(block));

    /// <summary>The sums of the pairs of a block, <see cref="Width"/> of each.</summary>
    public ReadOnlySpan<double> SumsOf(int block) => _sums[block].AsSpan(0, Width * CountOf(block));

    private int CountOf(int block) => Math.Min(Count - (block << BlockBits), PlaceInBlock + 1);

    /// <summary>Adds a pair, and returns the place of its sums, to be written.</summary>
    public Span<double> Add(int firstLevel, int secondLevel)
    {
        int place = Count & PlaceInBlock;
        if (place == 0)
        {
            _levels.Add(_ownLevels = GC.AllocateUninitializedArray<int>(2 << BlockBits));
            _sums.Add(_ownSums = GC.AllocateUninitializedArray<double>(Width << BlockBits));
        }

        _ownLevels[2 * place] = firstLevel;
        _ownLevels[(2 * place) + 1] = secondLevel;
        Count = checked(Count + 1);
        return _ownSums.AsSpan(place * Width, Width);
    }

    /// <summary>What meets, and how often.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} pairs of {first.Levels.Count} and {second.Levels.Count} levels");
}
