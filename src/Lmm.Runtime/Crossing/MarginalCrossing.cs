using Lmm.Coordinates;
using Lmm.Design;
using Lmm.Kernels;

namespace Lmm.Crossing;

/// <summary>
/// Cross-products of a model whose terms are spread over several designs of the same rows: each has the sums of its own terms, all in the coordinates of the first. What is of a
/// grouping factor comes from the first design that has X and the factor, what is of two from the first that has both.
/// </summary>
internal sealed class MarginalCrossing
{
    private readonly DesignMargins _margins;
    private readonly Workers _workers;
    private readonly int[]?[] _units;
    private readonly List<RandomTermLayout> _terms = [];
    private readonly List<FactorCrossProducts> _factors = [];
    private readonly Dictionary<(int First, int Second), PairCrossProducts> _pairs = [];
    private readonly List<ModelDesign> _designs = [];

    private MarginalCrossing(DesignMargins margins, Workers workers)
    {
        _margins = margins;
        _workers = workers;
        _units = new int[margins.Shape.RandomTerms.Count][];
    }

    /// <summary>Forms the cross-products.</summary>
    /// <exception cref="ModelException">A weight leaves the others no digits, a product of variables has left the range of double numbers, or the rows of two designs are not the same.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CrossProducts Form(DesignMargins margins, Workers workers) => new MarginalCrossing(margins, workers).Run();

    private CrossProducts Run()
    {
        EstimationDesign first = EstimationDesign.Of(_margins.All[0].Design, _workers.CancellationToken);
        CrossProducts products = CrossingPlan.Of(first, _workers).Fill(_workers);
        Take(_margins.All[0], first, products);
        foreach (MarginalDesign margin in _margins.All.Skip(1))
        {
            EstimationDesign estimation = EstimationDesign.Like(margin, first, Array.ConvertAll(margin.Terms, term => _units[term]), _workers.CancellationToken);
            CrossingPlan plan = CrossingPlan.Of(estimation, _workers, margin.HasFixedEffects ? products.FixedEffects : null, part => LayoutOf(margin.Terms[part.Term], part.First)?.Basis);
            Take(margin, estimation, plan.Fill(_workers));
        }

        foreach (PairSums pair in _margins.Pairs)
        {
            Take(pair, first.Units.RootWeight);
        }

        CrossProducts sum = new(
            _margins.Shape,
            products.TotalWeight,
            products.LogWeightSum,
            first.Units with { RandomTerms = Array.ConvertAll(_units, static units => units!) },
            products.FixedEffects,
            [.. _terms.OrderBy(static layout => layout.Term).ThenBy(static layout => layout.FirstColumn)],
            [.. _factors],
            [.. _pairs.Values],
            products.ResponseProducts);
        return sum.With([.. NestedLevels.Outermost(sum).Select(name => TotalsOf(name, products.FixedEffects)).OfType<LevelTotals>()]);
    }

    // Of the first design that has X and the factor.
    private LevelTotals? TotalsOf(string grouping, FixedEffectsCoordinates coordinates)
        => _designs.Select(design => (Design: design, Term: Array.Find(design.RandomTerms, term => term.Grouping.Name == grouping))).FirstOrDefault(static own => own.Term is not null) is { Term: { } term } found
            ? LevelTotalsFormation.Of(term.Grouping, found.Design, coordinates, _workers)
            : null;

    private RandomTermLayout? LayoutOf(int term, int firstColumn) => _terms.Find(layout => layout.Term == term && layout.FirstColumn == firstColumn);

    private void Take(MarginalDesign margin, EstimationDesign estimation, CrossProducts products)
    {
        for (int place = 0; place < margin.Terms.Length; place++)
        {
            _units[margin.Terms[place]] ??= estimation.Units.RandomTerms[place];
        }

        if (margin.HasFixedEffects)
        {
            _designs.Add(estimation.Design);
        }

        int[] factors = TakeFactors(margin, products);
        foreach (PairCrossProducts pair in products.Pairs)
        {
            (int rows, int columns) = (factors[pair.First], factors[pair.Second]);
            if (!_pairs.ContainsKey((columns, rows)))
            {
                _pairs.TryAdd((rows, columns), pair with { First = rows, Second = columns });
            }
        }
    }

    private void Take(PairSums pair, int rootWeight)
    {
        PairFormation formation = new(pair, rootWeight);
        (int first, double[] firstMap) = Map(pair.First);
        (int second, double[] secondMap) = Map(pair.Second);
        bool areRowsFirst = pair.First.Levels.Count > pair.Second.Levels.Count || (pair.First.Levels.Count == pair.Second.Levels.Count && first < second);
        PairCrossProducts formed = areRowsFirst
            ? formation.Form(first, firstMap, second, secondMap, areRowsFirst, _workers)
            : formation.Form(second, secondMap, first, firstMap, areRowsFirst, _workers);
        _pairs.Add((formed.First, formed.Second), formed);

        (int Factor, double[] Map) Map(PairedFactor factor)
        {
            RandomTermLayout[] layouts = Array.ConvertAll(factor.Terms, term => LayoutOf(term, 0)!);
            return (layouts[0].Factor, formation.Map(factor, layouts, Array.ConvertAll(factor.Terms, term => _units[term]!)));
        }
    }

    // The factors of a margin among all; those that are new are added with their terms.
    private int[] TakeFactors(MarginalDesign margin, CrossProducts products)
    {
        var factors = new int[products.Factors.Length];
        for (int factor = 0; factor < factors.Length; factor++)
        {
            RandomTermLayout[] own = [.. products.Terms.Where(layout => layout.Factor == factor).Select(layout => layout with { Term = margin.Terms[layout.Term] })];
            RandomTermLayout? known = LayoutOf(own[0].Term, own[0].FirstColumn);
            factors[factor] = known?.Factor ?? _factors.Count;
            if (known is null)
            {
                _factors.Add(products.Factors[factor]);
                _terms.AddRange(own.Select(layout => layout with { Factor = factors[factor] }));
            }
            else if (!_factors[known.Factor].Levels.AsSpan().SequenceEqual(products.Factors[factor].Levels))
            {
                throw new ModelException(_margins.Shape.ModelName, LmmErrorCode.ContradictorySums, $"the rows changed while they were summed: {products.Factors[factor].Name} has other levels than before; fit a snapshot, or when nobody writes.");
            }
        }

        return factors;
    }
}
