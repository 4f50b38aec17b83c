using System.Globalization;
using Lmm.Coordinates;
using Lmm.Design;
using Lmm.Formula.Binding;

namespace Lmm.Crossing;

/// <summary>Makes cross-products of sums: checks them, and takes them to coordinates that are centred and scaled.</summary>
internal sealed class SumsReader
{
    /// <summary>The share of a column's length, squared, that sums about zero cannot tell from rounding but rows could.</summary>
    private const double Doubtful = 1e-9;

    /// <summary>The share of its size by which a sum may differ that is formed in two ways.</summary>
    private const double SameSum = 1e-9;

    private const double UnitRoundoff = 2.2204460492503131e-16;

    private readonly ModelSums _sums;
    private readonly ModelShape _shape;
    private readonly string[] _groupings;
    private readonly double _total;
    private readonly int _constant;

    /// <summary>Prepares the reading.</summary>
    /// <exception cref="ModelException">The sums do not fit the shape, or the model does not fit the data.</exception>
    public SumsReader(ModelSums sums)
    {
        _sums = sums;
        _shape = sums.Shape;
        _groupings = [.. _shape.RandomTerms.Select(static term => term.Grouping).Distinct()];
        _total = sums.WeightSum ?? _shape.ObservationCount;
        _constant = _shape.Coefficients.Count > 0 && _shape.Coefficients[0] == ModelTerm.InterceptLabel ? 0 : -1;
        RefuseFaults();
    }

    private int FixedCount => _shape.Coefficients.Count;

    /// <summary>Forms the cross-products.</summary>
    public CrossProducts Read()
    {
        CrossProducts raw = Raw();
        double square = _sums.Totals[FixedCount, FixedCount] / _total;
        double mean = _constant < 0 ? 0 : _sums.Totals[0, FixedCount] / _total;
        double variance = square - (mean * mean);
        double size = Math.Sqrt(variance > ColumnMoments.RoundingOfSums * square ? variance : square);

        // What is left of yᵀWy is known to the rounding of the sum, and its root to the root of that.
        double rounding = Math.Sqrt(4 * UnitRoundoff * square) / size;
        CoordinateChange change = CoordinateChange.ToPlain(raw, mean, 1 / size, rounding);
        RandomTermLayout[] terms = [.. raw.Terms.Select(term => term with { Basis = BasisOf(raw, term) })];
        return CrossProductsSum.Changed(raw, change, terms);
    }

    // The sums as cross-products in coordinates that are the data's own.
    private CrossProducts Raw()
    {
        RandomTermLayout[] terms = Layout();
        FactorCrossProducts[] factors = [.. _sums.Groupings.Select((grouping, factor) =>
        {
            int k = EffectCount(terms, factor);
            return new FactorCrossProducts(grouping.Grouping, [.. LevelsOf(grouping.Grouping)], k, k + FixedCount + 1, [.. grouping.Values]);
        })];
        int[] units = new int[FixedCount];
        var gram = new double[FixedCount * FixedCount];
        var expression = new double[FixedCount, FixedCount];
        for (int row = 0; row < FixedCount; row++)
        {
            expression[row, row] = 1;
            for (int column = 0; column < FixedCount; column++)
            {
                gram[(row * FixedCount) + column] = _sums.Totals[row, column];
            }
        }

        return new CrossProducts(
            Described(),
            _total,
            _sums.LogWeightSum,
            new DesignUnits(0, units, [.. terms.Select(static term => new int[term.EffectCount])]),
            new FixedEffectsCoordinates(
                ColumnBasis.Identity(FixedCount),
                new ResponseCoordinates(0, 0, 1, 0, new double[FixedCount]),
                gram,
                [.. _shape.Coefficients],
                ColumnMoments.FromGram(Corner(), _constant, _total),
                expression),
            terms,
            factors,
            [.. _sums.Pairs.Select(pair => PairOf(pair, factors))],
            [.. Enumerable.Range(0, FixedCount + 1).Select(column => _sums.Totals[FixedCount, column])])
            .With([.. _sums.Groupings.Where(static grouping => grouping.Totals is not null).Select(grouping => new LevelTotals(grouping.Grouping, FixedCount + 1, [.. grouping.Totals!]))]);
    }

    private double[,] Corner()
    {
        var corner = new double[FixedCount, FixedCount];
        for (int row = 0; row < FixedCount; row++)
        {
            for (int column = 0; column < FixedCount; column++)
            {
                corner[row, column] = _sums.Totals[row, column];
            }
        }

        return corner;
    }

    private RandomTermLayout[] Layout()
    {
        var offsets = new int[_groupings.Length];
        return [.. _shape.RandomTerms.Select((term, index) =>
        {
            int factor = Array.IndexOf(_groupings, term.Grouping);
            int offset = offsets[factor];
            offsets[factor] += term.Effects.Count;
            return new RandomTermLayout(index, 0, factor, offset, [.. term.Effects], term.Parameterization, ColumnBasis.Identity(term.Effects.Count));
        })];
    }

    // The cross-products of a term's effects over all levels are those of its columns.
    private ColumnBasis BasisOf(CrossProducts raw, RandomTermLayout term)
    {
        FactorCrossProducts factor = raw.Factors[term.Factor];
        int k = term.EffectCount;
        var gram = new double[k, k];
        for (int level = 0; level < factor.LevelCount; level++)
        {
            for (int row = 0; row < k; row++)
            {
                for (int column = 0; column < k; column++)
                {
                    gram[row, column] += factor.Values[(((level * factor.EffectCount) + term.Offset + row) * factor.Width) + term.Offset + column];
                }
            }
        }

        int constant = Array.IndexOf(term.EffectNames, ModelTerm.InterceptLabel);
        return RandomTermCoordinates.FromGram(gram, constant, term.Covariance.Basis, _total);
    }

    private PairCrossProducts PairOf(GroupingPairSums pair, FactorCrossProducts[] factors)
    {
        int first = Array.IndexOf(_groupings, pair.First);
        int second = Array.IndexOf(_groupings, pair.Second);
        int size = factors[first].EffectCount * factors[second].EffectCount;
        int[] order = [.. Enumerable.Range(0, pair.Levels.Count).OrderBy(index => pair.Levels[index])];
        var start = new int[factors[first].LevelCount + 1];
        foreach ((int level, _) in pair.Levels)
        {
            start[level + 1]++;
        }

        for (int level = 0; level < factors[first].LevelCount; level++)
        {
            start[level + 1] += start[level];
        }

        return new PairCrossProducts(
            first,
            second,
            start,
            Array.ConvertAll(order, index => pair.Levels[index].Second),
            [.. order.SelectMany(index => Enumerable.Range(index * size, size).Select(entry => pair.Values[entry]))]);
    }

    // What rows would decide and sums about zero leave open.
    private ModelShape Described()
    {
        List<string> undecided = [.. _shape.Undecided];
        for (int column = 0; column < FixedCount && _constant >= 0; column++)
        {
            double square = _sums.Totals[column, column] / _total;
            double mean = _sums.Totals[0, column] / _total;
            double share = 1 - (mean * mean / square);
            if (column != _constant && square > 0 && share < Doubtful && share != 0)
            {
                undecided.Add($"whether {_shape.Coefficients[column]} varies cannot be told from sums of squares about zero; subtract a value near its mean before the sums are formed.");
            }
        }

        return undecided.Count == _shape.Undecided.Count ? _shape : _shape.With(undecided);
    }

    private static int EffectCount(RandomTermLayout[] terms, int factor) => terms.Where(term => term.Factor == factor).Sum(static term => term.EffectCount);

    private IReadOnlyList<string> LevelsOf(string grouping) => _shape.RandomTerms.First(term => term.Grouping == grouping).Levels;

    private void RefuseFaults()
    {
        if (_shape.RandomTerms.Count == 0)
        {
            throw Fault("the sums have no random-effects term, so it is not a mixed model.", LmmErrorCode.WrongKindOfModel);
        }

        RequireCount("the totals [X y]ᵀW[X y]", _sums.Totals.RowCount, FixedCount + 1);
        RequireCount("the totals [X y]ᵀW[X y]", _sums.Totals.ColumnCount, FixedCount + 1);
        RequireFinite("the totals", _sums.Totals.ToArray().Cast<double>());
        if (!(_total > 0 && double.IsFinite(_total) && double.IsFinite(_sums.LogWeightSum)))
        {
            throw Fault("the sum of the weights, and that of their logarithms, must be finite, and the former positive.");
        }

        if (_constant == 0 && Math.Abs(_sums.Totals[0, 0] - _total) > SameSum * _total)
        {
            throw Fault(string.Create(CultureInfo.InvariantCulture, $"{ModelTerm.InterceptLabel} is a column of ones, whose sum of squares is the sum of the weights {_total:R}; the totals have {_sums.Totals[0, 0]:R}."));
        }

        foreach (RandomTermShape term in _shape.RandomTerms)
        {
            DesignChecks.GroupingIsUsable(_shape, term);
            if (!term.Levels.SequenceEqual(LevelsOf(term.Grouping)))
            {
                throw Fault($"the terms on {term.Grouping} have different levels.");
            }
        }

        RefuseFaultyGroupings();
        RefuseFaultyPairs();
    }

    private void RefuseFaultyGroupings()
    {
        if (!_sums.Groupings.Select(static grouping => grouping.Grouping).SequenceEqual(_groupings))
        {
            throw Fault($"the sums by level are of {string.Join(", ", _sums.Groupings.Select(static grouping => grouping.Grouping))}; the terms have the grouping factors {string.Join(", ", _groupings)}, in this order.");
        }

        foreach (GroupingSums grouping in _sums.Groupings)
        {
            long k = EffectCountOf(grouping.Grouping);
            RequireCount($"the sums by level of {grouping.Grouping}", grouping.Values.Count, LevelsOf(grouping.Grouping).Count * k * (k + FixedCount + 1));
            RequireFinite($"the sums by level of {grouping.Grouping}", grouping.Values);
            if (grouping.Totals is { } totals)
            {
                string what = $"the totals by level of {grouping.Grouping}";
                RequireCount(what, totals.Count, (long)LevelsOf(grouping.Grouping).Count * LevelTotals.SizeOf(FixedCount + 1));
                RequireFinite(what, totals);
                if (GivenTotals.Difference(totals, _sums.Totals, SameSum) is { } difference)
                {
                    throw Fault($"{what} {difference}");
                }
            }
        }
    }

    private void RefuseFaultyPairs()
    {
        foreach ((string first, string second) in _groupings.SelectMany((first, place) => _groupings.Skip(place + 1).Select(second => (first, second))))
        {
            int known = _sums.Pairs.Count(pair => (pair.First == first && pair.Second == second) || (pair.First == second && pair.Second == first));
            if (known != 1)
            {
                throw Fault($"there must be one set of sums by pairs of levels of {first} and {second}; there are {known}.");
            }
        }

        foreach (GroupingPairSums pair in _sums.Pairs)
        {
            if (!_groupings.Contains(pair.First) || !_groupings.Contains(pair.Second) || pair.First == pair.Second)
            {
                throw Fault($"the sums by pairs of levels of {pair.First} and {pair.Second} are not of two of the grouping factors {string.Join(", ", _groupings)}.");
            }

            (int rows, int columns) = (LevelsOf(pair.First).Count, LevelsOf(pair.Second).Count);
            if (pair.Levels.Any(levels => levels.First < 0 || levels.First >= rows || levels.Second < 0 || levels.Second >= columns) || pair.Levels.Distinct().Count() != pair.Levels.Count)
            {
                throw Fault($"the pairs of levels of {pair.First} and {pair.Second} must be places among the {rows} and {columns} levels, each pair once.");
            }

            RequireCount($"the sums of {pair.First} and {pair.Second}", pair.Values.Count, (long)pair.Levels.Count * EffectCountOf(pair.First) * EffectCountOf(pair.Second));
            RequireFinite($"the sums of {pair.First} and {pair.Second}", pair.Values);
        }
    }

    private int EffectCountOf(string grouping) => _shape.RandomTerms.Where(term => term.Grouping == grouping).Sum(static term => term.Effects.Count);

    private void RequireCount(string what, long count, long wanted)
    {
        if (count != wanted)
        {
            throw Fault(string.Create(CultureInfo.InvariantCulture, $"{what} have {count} values and not {wanted}."));
        }
    }

    private void RequireFinite(string what, IEnumerable<double> values)
    {
        if (!values.All(double.IsFinite))
        {
            throw Fault($"{what} have a value that is not finite; leave out the rows that it comes from.", LmmErrorCode.NotFinite);
        }
    }

    private ModelException Fault(string message, LmmErrorCode code = LmmErrorCode.ContradictorySums) => new(_shape.ModelName, code, message);
}
