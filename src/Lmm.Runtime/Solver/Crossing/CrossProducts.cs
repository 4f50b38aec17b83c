using Lmm.Solver;

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

    /// <summary>Σ w.</summary>
    internal double TotalWeight { get; }

    /// <summary>Σ log w over the rows with a weight that is not zero.</summary>
    internal double LogWeightSum { get; }

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
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CrossProducts Form(ModelDesign design, FitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(design);
        design.RefuseIfWithoutResponse();
        return FormOf(design, options, cancellationToken);
    }

    /// <summary>Forms the cross-products of a design with zeros for a response, for other responses to be put in.</summary>
    internal static CrossProducts FormWithoutResponse(ModelDesign design, FitOptions options, CancellationToken cancellationToken)
        => FormOf(design.WithoutResponse(), options, cancellationToken);

    private static CrossProducts FormOf(ModelDesign design, FitOptions? options, CancellationToken cancellationToken)
    {
        var workers = new Workers((options ?? FitOptions.Default).MaximumThreads, cancellationToken);
        FixedEffectsCoordinates coordinates = FixedEffectsCoordinates.Find(design, workers);
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

        (int count, double total, double logWeights) = CountWeights(design);
        return new CrossProducts(design.Frame.Model, count, total, logWeights, coordinates, terms, factors, pairs.ToArray(), responseProducts);
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
        FixedEffects with { Response = FixedEffects.Response.Clone() },
        Terms,
        Array.ConvertAll(Factors, static factor => factor with { Values = (double[])factor.Values.Clone() }),
        Pairs,
        (double[])ResponseProducts.Clone());

    /// <summary>The same cross-products with other parameters for the terms' covariance matrices.</summary>
    internal CrossProducts WithTerms(RandomTermLayout[] terms)
        => new(Model, RowCount, TotalWeight, LogWeightSum, FixedEffects, terms, Factors, Pairs, ResponseProducts);

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

    private static (int Count, double Total, double LogSum) CountWeights(ModelDesign design)
    {
        if (design.Weights is not double[] weights)
        {
            return (design.Frame.RowCount, design.Frame.RowCount, 0);
        }

        int count = 0;
        double total = 0;
        double sum = 0;
        foreach (double weight in weights)
        {
            if (weight > 0)
            {
                count++;
                total += weight;
                sum += Math.Log(weight);
            }
        }

        return (count, total, sum);
    }
}
