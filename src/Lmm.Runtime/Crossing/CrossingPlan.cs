using Lmm.Coordinates;
using Lmm.Covariance;
using Lmm.Kernels;

namespace Lmm.Crossing;

/// <summary>
/// What of the crossing of a design's rows depends neither on their weights nor on the response: the coordinates, the rows by the levels of each
/// factor, and which levels occur together. It is made once, and cross-products are filled in as often as weights or the response change.
/// </summary>
internal sealed class CrossingPlan
{
    private readonly PairPattern[] _patterns;

    private CrossingPlan(EstimationDesign estimation, FixedEffectsCoordinates coordinates, GroupedFactor[] factors, LevelOrder[] orders, RandomTermLayout[] terms, PairPattern[] patterns)
    {
        Estimation = estimation;
        Coordinates = coordinates;
        Factors = factors;
        Orders = orders;
        Terms = terms;
        _patterns = patterns;
    }

    /// <summary>The rows that count, in the solver's units.</summary>
    public EstimationDesign Estimation { get; }

    /// <summary>The coordinates of X, and of the design's own response.</summary>
    public FixedEffectsCoordinates Coordinates { get; }

    /// <summary>The grouping factors with their terms.</summary>
    public GroupedFactor[] Factors { get; }

    /// <summary>The rows by the levels of each factor.</summary>
    public LevelOrder[] Orders { get; }

    /// <summary>The random terms in the formula's order.</summary>
    public RandomTermLayout[] Terms { get; }

    /// <summary>Analyses a design.</summary>
    /// <exception cref="ModelException">A weight leaves the others no digits.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CrossingPlan Of(EstimationDesign estimation, Workers workers)
    {
        estimation.RefuseDominantWeight();
        ModelDesign design = estimation.Design;
        FixedEffectsCoordinates coordinates = FixedEffectsChoice.For(estimation, workers);
        GroupedFactor[] factors = GroupedFactor.Of(design);
        LevelOrder[] orders = Array.ConvertAll(factors, static factor => LevelOrder.Of(factor.Column.Codes, factor.Column.Levels.Length));
        List<PairPattern> patterns = [];
        for (int first = 0; first < factors.Length; first++)
        {
            for (int second = 0; second < factors.Length; second++)
            {
                if (IsRowOfPair(factors, first, second))
                {
                    patterns.Add(PairPattern.Of(first, orders[first], second, factors[second].Column.Codes, factors[second].Column.Levels.Length, workers));
                }
            }
        }

        return new CrossingPlan(estimation, coordinates, factors, orders, Layout(design, factors, workers), [.. patterns]);
    }

    /// <summary>Forms the cross-products of the design's own weights and response.</summary>
    public CrossProducts Fill(Workers workers)
        => Fill(Coordinates, Estimation.Design.Weights, Estimation.Design.Response.Values, Estimation.LogWeightSum, workers);

    /// <summary>Forms the cross-products with other weights and another response, in the same coordinates of X and the same pattern.</summary>
    /// <param name="weights">The weights of the rows that count, all positive, in the solver's units; null for equal ones.</param>
    /// <param name="response">The response of the rows that count, in its unit.</param>
    /// <param name="workers">The threads to use.</param>
    public CrossProducts Fill(double[]? weights, double[] response, Workers workers) => Fill(
        FixedEffectsChoice.Again(Coordinates, Estimation.Design, weights, response, workers), weights, response, weights?.Sum(static weight => Math.Log(weight)) ?? 0, workers);

    private CrossProducts Fill(FixedEffectsCoordinates coordinates, double[]? weights, double[] response, double logWeightSum, Workers workers)
    {
        ModelDesign design = Estimation.Design;
        WorkingRows[] rows = Array.ConvertAll(Factors, factor => new WorkingRows(design, coordinates, BlocksOf(factor), response));
        var factors = new FactorCrossProducts[Factors.Length];
        List<PairCrossProducts> pairs = [];
        var responseProducts = new double[coordinates.Rank + 1];
        for (int index = 0; index < factors.Length; index++)
        {
            FactorFormation.Partner[] partners = [.. _patterns.Where(pattern => pattern.First == index)
                .Select(pattern => new FactorFormation.Partner(pattern, Factors[pattern.Second].Column, rows[pattern.Second]))];
            var formation = new FactorFormation(rows[index], Factors[index].Column, Orders[index], weights, partners);
            double[] products = index == 0 ? responseProducts : new double[responseProducts.Length];
            (factors[index], PairCrossProducts[] formed) = formation.Run(products, workers);
            pairs.AddRange(formed);
        }

        double total = weights?.Sum() ?? design.Frame.RowCount;
        return new CrossProducts(Estimation.Shape, total, logWeightSum, Estimation.Units, coordinates, Terms, factors, [.. pairs], responseProducts);
    }

    /// <summary>The columns of Z of each term of a factor, in working coordinates.</summary>
    public ColumnBlock[] BlocksOf(GroupedFactor factor)
        => Array.ConvertAll(factor.Terms, term => new ColumnBlock(Estimation.Design.RandomTerms[term].Matrix.Columns, Terms[term].Basis));

    // Of two factors the one with more levels gives the rows of the pair.
    private static bool IsRowOfPair(GroupedFactor[] factors, int index, int other)
    {
        int own = factors[index].Column.Levels.Length;
        int others = factors[other].Column.Levels.Length;
        return own > others || (own == others && index < other);
    }

    private static RandomTermLayout[] Layout(ModelDesign design, GroupedFactor[] grouped, Workers workers)
    {
        var terms = new RandomTermLayout[design.RandomTerms.Length];
        for (int factor = 0; factor < grouped.Length; factor++)
        {
            int offset = 0;
            foreach (int index in grouped[factor].Terms)
            {
                RandomEffectsDesign term = design.RandomTerms[index];
                ICovarianceParameterization covariance = CovarianceParameterization.Of(term.Covariance, term.Matrix.ColumnCount);
                ColumnBasis basis = RandomTermCoordinates.Find(term.Matrix.Columns, covariance.Basis, design.Weights, design.Frame.RowCount, workers);
                terms[index] = new RandomTermLayout(factor, offset, term.Matrix.ColumnNames, covariance, basis);
                offset += term.Matrix.ColumnCount;
            }
        }

        return terms;
    }
}
