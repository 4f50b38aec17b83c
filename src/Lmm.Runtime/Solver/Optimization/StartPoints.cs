using Lmm.Covariance;
using Lmm.Crossing;
using Lmm.Solver.Criteria;

namespace Lmm.Solver.Optimization;

/// <summary>
/// Other places to start a search from, and whether they are worth it. They differ in what varies: all effects little or much, one alone, all but
/// one, combinations of them. The basin of an optimum at which an effect has no variance is entered from starts at which it has next to none.
/// </summary>
/// <remarks>
/// Several optima are common where few levels tell of a covariance matrix: small data, weights over orders of magnitude, values far out. All is
/// judged by the cross-products, and not by the response. Where all columns are by themselves, their variances are coupled by σ² and β alone,
/// so that there is one optimum where one variance has one.
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
    private static readonly double[] Common = [1e-3, 1e-2, 0.1, 1, 10];

    // That of one effect, and that of all others.
    private static readonly (double Own, double Others)[] Single = [(1, 1e-2), (1, 1e-4), (1e-2, 1), (1e-4, 1), (10, 0.1)];

    private readonly CrossProducts _products;
    private readonly ParameterLayout<ICovarianceParameterization> _layout;
    private readonly TermSolution[] _terms;
    private readonly int _effectCount;
    private readonly int _singles;
    private readonly double[] _theta;
    private readonly double[] _lambda;
    private readonly bool _isAffordable;
    private readonly bool _areFew;
    private double[][]? _units;

    /// <summary>Looks at a model's cross-products.</summary>
    /// <param name="products">The cross-products; those with the response play no part.</param>
    /// <param name="layout">The terms' parameters.</param>
    /// <param name="terms">The terms, which take a start from the data's coordinates to the working ones.</param>
    /// <param name="operations">The operations that factoring the tail takes.</param>
    public StartPoints(CrossProducts products, ParameterLayout<ICovarianceParameterization> layout, TermSolution[] terms, double operations)
    {
        _layout = layout;
        _products = products;
        _terms = terms;
        _effectCount = products.Terms.Sum(Counted);
        _singles = _effectCount > 1 ? _effectCount * Single.Length : 0;
        Count = Common.Length + _singles + (_effectCount > 1 ? _effectCount * CombinationsPerEffect : 0);
        _theta = new double[layout.Count];
        _lambda = new double[products.Terms.Max(static term => term.EffectCount * term.EffectCount)];
        _isAffordable = _effectCount > 0 && (double)Count * EvaluationsPerStart * (operations + HeadOperations(products)) <= MostOperations;
        _areFew = _isAffordable && (HasFewRows(products) || Array.Exists(products.Terms, term => LevelMeasures.Effective(products, term) < FewLevels * term.Covariance.ParameterCount));
    }

    /// <summary>The number of starts.</summary>
    public int Count { get; }

    /// <summary>Whether a search that ended beside a singular Λ, or not, should be followed by others.</summary>
    public bool AreWanted(bool isNearlySingular) => _areFew || (_isAffordable && isNearlySingular);

    /// <summary>Writes the working θ of a start.</summary>
    public void Write(int index, Span<double> working)
    {
        _units ??= Array.ConvertAll(_products.Terms, term => LevelMeasures.Units(_products, term));
        int effect = 0;
        for (int term = 0; term < _terms.Length; term++)
        {
            Span<double> own = _layout[term].Of(_theta);
            Array.Clear(_lambda);
            if (index < Common.Length + _singles)
            {
                WriteSizes(index, term, effect);
            }
            else
            {
                WriteCombination(index, term);
            }

            _layout.Owners[term].Parameters(_lambda, own);
            _terms[term].ToWorking(own, _layout[term].Of(working));
            effect += Counted(_products.Terms[term]);
        }
    }

    /// <summary>The number of starts beside a minimum.</summary>
    public int BesideCount => _effectCount + 1;

    /// <summary>
    /// Writes a start beside a minimum: its correlations with one effect turned to their opposites, or all of them forgotten; false where that is the
    /// same minimum.
    /// </summary>
    public bool TryWriteBeside(int index, ReadOnlySpan<double> minimum, Span<double> working)
    {
        bool isElsewhere = false;
        int effect = 0;
        for (int term = 0; term < _terms.Length; term++)
        {
            int k = _products.Terms[term].EffectCount;
            _layout.Owners[term].Factor(_layout[term].Of(minimum), _lambda);
            if (index == _effectCount)
            {
                isElsewhere |= ForgetCorrelations(k);
            }
            else if (index >= effect && index < effect + k)
            {
                isElsewhere |= Turn(index - effect, k);
            }

            _layout.Owners[term].Parameters(_lambda, _layout[term].Of(working));
            effect += Counted(_products.Terms[term]);
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
                ref double entry = ref _lambda[(row * k) + column];
                isCorrelated |= column < row && entry != 0;
                squares += entry * entry;
                entry = 0;
            }

            _lambda[(row * k) + row] = Math.Sqrt(squares);
        }

        return isCorrelated;
    }

    private bool Turn(int row, int k)
    {
        bool isCorrelated = false;
        for (int column = 0; column <= row; column++)
        {
            ref double entry = ref _lambda[(row * k) + column];
            isCorrelated |= column < row && entry != 0;
            entry = -entry;
        }

        return isCorrelated;
    }

    // A diagonal Λ.
    private void WriteSizes(int index, int term, int firstEffect)
    {
        int k = _products.Terms[term].EffectCount;
        int single = index - Common.Length;
        for (int effect = 0; effect < k; effect++)
        {
            double size = single < 0 ? Common[index]
                : _products.Terms[term].Family < 0 && single / Single.Length == firstEffect + effect ? Single[single % Single.Length].Own
                : Single[single % Single.Length].Others;
            _lambda[(effect * k) + effect] = _units![term][effect] * size;
        }
    }

    // A triangular Λ of numbers that look random and are always the same, effects with sizes over four orders of magnitude.
    private void WriteCombination(int index, int term)
    {
        int k = _products.Terms[term].EffectCount;
        ulong state = ((ulong)index << 32) + (ulong)term;
        for (int row = 0; row < k; row++)
        {
            double size = _units![term][row] * Math.Pow(10, (4 * Uniform(ref state)) - 3);
            for (int column = 0; column <= row; column++)
            {
                _lambda[(row * k) + column] = size * ((2 * Uniform(ref state)) - 1);
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
        => FewestLevels(products) <= ManyLevels
            && products.RowCount < FewRows * products.Factors.Sum(static factor => factor.ColumnCount);

    // Columns by themselves have as many levels together as cells.
    private static int FewestLevels(CrossProducts products)
        => products.Terms.GroupBy(static term => term.Family < 0 ? term.Factor : -1 - term.Family)
            .Min(group => group.Key < 0 ? group.Sum(term => products.Factors[term.Factor].LevelCount) : products.Factors[group.Key].LevelCount);

    private static int Counted(RandomTermLayout term) => term.Family < 0 ? term.EffectCount : 0;
}
