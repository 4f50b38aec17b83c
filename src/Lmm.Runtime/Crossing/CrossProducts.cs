using Lmm.Coordinates;
using Lmm.Covariance;
using Lmm.Crossing;
using Lmm.Kernels;

namespace Lmm;

/// <summary>
/// All that a linear mixed model's fit needs of the data: the lower triangle of A = [Z X y]ᵀW[Z X y] in blocks, one block row per grouping
/// factor (terms on one factor amalgamated), then X and y. Forming it is the only step whose cost depends on the number of rows.
/// </summary>
/// <remarks>
/// Source: Bates, Mächler, Bolker &amp; Walker, J. Stat. Softw. 67(1), 2015, section 3. The columns are held in working coordinates (centred,
/// scaled, the response's least-squares fit on X taken out), so that cancellation costs no digits.
/// </remarks>
public sealed class CrossProducts
{
    internal CrossProducts(
        string model,
        int rowCount,
        double totalWeight,
        double logWeightSum,
        DesignUnits units,
        FixedEffectsCoordinates fixedEffects,
        RandomTermLayout[] terms,
        FactorCrossProducts[] factors,
        PairCrossProducts[] pairs,
        double[] responseProducts)
    {
        Model = model;
        RowCount = rowCount;
        TotalWeight = totalWeight;
        LogWeightSum = logWeightSum;
        Units = units;
        FixedEffects = fixedEffects;
        Terms = terms;
        Factors = factors;
        Pairs = pairs;
        ResponseProducts = responseProducts;
    }

    /// <summary>The model's name, for messages.</summary>
    public string Model { get; }

    /// <summary>The number of rows with a weight that is not zero.</summary>
    public int RowCount { get; }

    /// <summary>Σ w in the solver's units.</summary>
    internal double TotalWeight { get; }

    /// <summary>Σ log w over the rows with a weight that is not zero, w in the solver's units.</summary>
    internal double LogWeightSum { get; }

    /// <summary>The units of weights and columns; that of the response is with its coordinates.</summary>
    internal DesignUnits Units { get; }

    /// <summary>The coordinates of X and y, and XᵀWX.</summary>
    internal FixedEffectsCoordinates FixedEffects { get; }

    /// <summary>The random terms in the formula's order.</summary>
    internal RandomTermLayout[] Terms { get; }

    /// <summary>The grouping factors, with their own blocks.</summary>
    internal FactorCrossProducts[] Factors { get; }

    /// <summary>The blocks between factors; one for each two factors, the one with more levels as the rows.</summary>
    internal PairCrossProducts[] Pairs { get; }

    /// <summary>[X y]ᵀWy.</summary>
    internal double[] ResponseProducts { get; }

    /// <summary>Forms the cross-products of a design.</summary>
    /// <exception cref="ModelException">A weight leaves the others no digits, or a product of variables has left the range of double numbers.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CrossProducts Form(ModelDesign design, FitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(design);
        design.RefuseIfWithoutResponse();
        return Form(EstimationDesign.Of(design), options, cancellationToken);
    }

    /// <summary>Forms the cross-products of the rows that count, in the solver's units.</summary>
    internal static CrossProducts Form(EstimationDesign estimation, FitOptions? options, CancellationToken cancellationToken)
    {
        estimation.RefuseDominantWeight();
        ModelDesign design = estimation.Design;
        var workers = new Workers((options ?? FitOptions.Default).MaximumThreads, cancellationToken);
        FixedEffectsCoordinates coordinates = FixedEffectsChoice.For(estimation, workers);
        GroupedFactor[] grouped = GroupedFactor.Of(design);
        RandomTermLayout[] terms = Layout(design, grouped, workers);
        WorkingRows[] rows = Array.ConvertAll(grouped, factor => new WorkingRows(
            design, coordinates, Array.ConvertAll(factor.Terms, term => new ColumnBlock(design.RandomTerms[term].Matrix.Columns, terms[term].Basis))));

        var factors = new FactorCrossProducts[grouped.Length];
        List<PairCrossProducts> pairs = [];
        var responseProducts = new double[coordinates.Rank + 1];
        for (int index = 0; index < grouped.Length; index++)
        {
            FactorFormation.Partner[] partners = Enumerable.Range(0, grouped.Length)
                .Where(other => IsRowOfPair(grouped, index, other))
                .Select(other => new FactorFormation.Partner(other, grouped[other].Column, rows[other]))
                .ToArray();
            var formation = new FactorFormation(rows[index], grouped[index].Column, design.Weights, partners);
            double[] products = new double[responseProducts.Length];
            (factors[index], PairCrossProducts[] formed) = formation.Run(index, products, workers);
            pairs.AddRange(formed);
            responseProducts = index == 0 ? products : responseProducts;
        }

        double total = design.Weights?.Sum() ?? design.Rows.RowCount;
        return new CrossProducts(design.Rows.ModelName, design.Rows.RowCount, total, estimation.LogWeightSum, estimation.Units, coordinates, terms, factors, pairs.ToArray(), responseProducts);
    }

    /// <summary>
    /// The cross-products of both sets of rows together; neither operand changes. They must be of the same model, with the same names of
    /// columns, effects and grouping factors; levels that only one of them has are taken over.
    /// </summary>
    /// <exception cref="ModelException">They are of different models.</exception>
    public CrossProducts Add(CrossProducts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new CrossProductsSum(this, other).Form();
    }

    /// <summary>The same cross-products, of which those with the response are apart, to be overwritten by those of another response.</summary>
    internal CrossProducts WithResponseApart() => new(
        Model,
        RowCount,
        TotalWeight,
        LogWeightSum,
        Units,
        FixedEffects with { Response = FixedEffects.Response.Clone() },
        Terms,
        Array.ConvertAll(Factors, static factor => factor with { Values = (double[])factor.Values.Clone() }),
        Pairs,
        (double[])ResponseProducts.Clone());

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
                ColumnBasis basis = RandomTermCoordinates.Find(term.Matrix.Columns, covariance.Basis, design.Weights, design.Rows.RowCount, workers);
                terms[index] = new RandomTermLayout(factor, offset, term.Matrix.ColumnNames, covariance, basis);
                offset += term.Matrix.ColumnCount;
            }
        }

        return terms;
    }
}
