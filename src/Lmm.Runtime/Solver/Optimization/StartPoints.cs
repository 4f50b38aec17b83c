namespace Lmm.Solver;

/// <summary>
/// Other places to start a search from, and whether they are worth it. They differ in what varies: all effects little or much, one alone, all but
/// one, combinations of them. The basin of an optimum at which an effect has no variance is entered from starts at which it has next to none.
/// </summary>
/// <remarks>
/// Several optima are common where few levels tell of a covariance matrix: small data, weights over orders of magnitude, values far out. All is
/// judged by the cross-products, and not by the response.
/// </remarks>
internal sealed class StartPoints
{
    /// <summary>Below this number of levels that count (<see cref="LevelMeasures.Effective"/>) to a parameter several optima are common.</summary>
    private const double FewLevels = 5;

    /// <summary>Below this number of rows to a random effect several optima are common, as long as there are not many levels.</summary>
    private const double FewRows = 4;

    /// <summary>With more levels than this, few rows a level do no harm.</summary>
    private const int ManyLevels = 60;

    /// <summary>The operations that all starts together may take: some tens of milliseconds.</summary>
    private const double MostOperations = 1e8;

    /// <summary>The evaluations that a start takes until it is given up, about.</summary>
    private const int EvaluationsPerStart = 12;

    /// <summary>The combinations to an effect.</summary>
    private const int CombinationsPerEffect = 3;

    // The standard deviation of all effects, in units in which an effect varies as much as the residual of a row.
    private static readonly double[] s_common = [1e-3, 1e-2, 0.1, 1, 10];

    // That of one effect, and that of all others.
    private static readonly (double Own, double Others)[] s_single = [(1, 1e-2), (1, 1e-4), (1e-2, 1), (1e-4, 1), (10, 0.1)];

    private readonly CrossProducts products;
    private readonly TermSolution[] terms;
    private readonly int effectCount;
    private readonly int singles;
    private readonly double[] theta;
    private readonly double[] lambda;
    private readonly bool isAffordable;
    private readonly bool areFew;
    private double[][]? units;

    /// <summary>Looks at a model's cross-products.</summary>
    /// <param name="products">The cross-products; those with the response play no part.</param>
    /// <param name="terms">The terms, which take a start from the data's coordinates to the working ones.</param>
    /// <param name="operations">The operations that factoring the tail takes.</param>
    public StartPoints(CrossProducts products, TermSolution[] terms, double operations)
    {
        this.products = products;
        this.terms = terms;
        effectCount = products.Terms.Sum(static term => term.EffectCount);
        singles = effectCount > 1 ? effectCount * s_single.Length : 0;
        Count = s_common.Length + singles + (effectCount > 1 ? effectCount * CombinationsPerEffect : 0);
        theta = new double[terms.Max(static term => term.Theta.Length)];
        lambda = new double[products.Terms.Max(static term => term.EffectCount * term.EffectCount)];
        isAffordable = (double)Count * EvaluationsPerStart * (operations + HeadOperations(products)) <= MostOperations;
        areFew = isAffordable && (HasFewRows(products) || Array.Exists(products.Terms, term => LevelMeasures.Effective(products, term) < FewLevels * term.Covariance.ParameterCount));
    }

    /// <summary>The number of starts.</summary>
    public int Count { get; }

    /// <summary>Whether a search that ended beside a singular Λ, or not, should be followed by others.</summary>
    public bool AreWanted(bool isNearlySingular) => areFew || (isAffordable && isNearlySingular);

    /// <summary>Writes the working θ of a start.</summary>
    public void Write(int index, Span<double> working)
    {
        units ??= Array.ConvertAll(products.Terms, term => LevelMeasures.Units(products, term));
        int effect = 0;
        int at = 0;
        for (int term = 0; term < terms.Length; term++)
        {
            ICovarianceParameterization covariance = products.Terms[term].Covariance;
            Span<double> own = theta.AsSpan(0, covariance.ParameterCount);
            Array.Clear(lambda);
            if (index < s_common.Length + singles)
            {
                WriteSizes(index, term, effect);
            }
            else
            {
                WriteCombination(index, term);
            }

            covariance.Parameters(lambda, own);
            terms[term].ToWorking(own, working.Slice(at, own.Length));
            effect += products.Terms[term].EffectCount;
            at += own.Length;
        }
    }

    /// <summary>The number of starts beside a minimum.</summary>
    public int BesideCount => effectCount + 1;

    /// <summary>
    /// Writes a start beside a minimum: its correlations with one effect turned to their opposites, or all of them forgotten; false where that is the
    /// same minimum.
    /// </summary>
    public bool TryWriteBeside(int index, ReadOnlySpan<double> minimum, Span<double> working)
    {
        bool isElsewhere = false;
        int effect = 0;
        int at = 0;
        for (int term = 0; term < terms.Length; term++)
        {
            RandomTermLayout layout = products.Terms[term];
            int k = layout.EffectCount;
            int count = layout.Covariance.ParameterCount;
            layout.Covariance.Factor(minimum.Slice(at, count), lambda);
            if (index == effectCount)
            {
                isElsewhere |= ForgetCorrelations(k);
            }
            else if (index >= effect && index < effect + k)
            {
                isElsewhere |= Turn(index - effect, k);
            }

            layout.Covariance.Parameters(lambda, working.Slice(at, count));
            effect += k;
            at += count;
        }

        return isElsewhere;
    }

    private bool ForgetCorrelations(int k)
    {
        bool isCorrelated = false;
        for (int row = 0; row < k; row++)
        {
            double squares = 0;
            for (int column = 0; column <= row; column++)
            {
                ref double entry = ref lambda[(row * k) + column];
                isCorrelated |= column < row && entry != 0;
                squares += entry * entry;
                entry = 0;
            }

            lambda[(row * k) + row] = Math.Sqrt(squares);
        }

        return isCorrelated;
    }

    private bool Turn(int row, int k)
    {
        bool isCorrelated = false;
        for (int column = 0; column <= row; column++)
        {
            ref double entry = ref lambda[(row * k) + column];
            isCorrelated |= column < row && entry != 0;
            entry = -entry;
        }

        return isCorrelated;
    }

    // A diagonal Λ.
    private void WriteSizes(int index, int term, int firstEffect)
    {
        int k = products.Terms[term].EffectCount;
        int single = index - s_common.Length;
        for (int effect = 0; effect < k; effect++)
        {
            double size = single < 0 ? s_common[index]
                : single / s_single.Length == firstEffect + effect ? s_single[single % s_single.Length].Own
                : s_single[single % s_single.Length].Others;
            lambda[(effect * k) + effect] = units![term][effect] * size;
        }
    }

    // A triangular Λ of numbers that look random and are always the same, effects with sizes over four orders of magnitude.
    private void WriteCombination(int index, int term)
    {
        int k = products.Terms[term].EffectCount;
        ulong state = ((ulong)index << 32) + (ulong)term;
        for (int row = 0; row < k; row++)
        {
            double size = units![term][row] * Math.Pow(10, (4 * Uniform(ref state)) - 3);
            for (int column = 0; column <= row; column++)
            {
                lambda[(row * k) + column] = size * ((2 * Uniform(ref state)) - 1);
            }
        }
    }

    // SplitMix64 (Steele, Lea & Flood, OOPSLA 2014): between 0 and 1.
    private static double Uniform(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    // For each column of a factor the square of the length of its row, and the pairs of levels.
    private static double HeadOperations(CrossProducts products)
        => products.Factors.Sum(static factor => factor.ColumnCount * (double)factor.Width * factor.Width)
            + products.Pairs.Sum(pair => pair.Values.Length * (double)products.Factors[pair.Second].EffectCount);

    private static bool HasFewRows(CrossProducts products)
        => products.Factors.Min(static factor => factor.LevelCount) <= ManyLevels
            && products.RowCount < FewRows * products.Factors.Sum(static factor => factor.ColumnCount);
}
