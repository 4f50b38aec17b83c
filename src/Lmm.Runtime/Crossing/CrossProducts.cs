using Lmm.Coordinates;
using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Storage;

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
        ModelShape shape,
        double totalWeight,
        double logWeightSum,
        DesignUnits units,
        FixedEffectsCoordinates fixedEffects,
        RandomTermLayout[] terms,
        FactorCrossProducts[] factors,
        PairCrossProducts[] pairs,
        double[] responseProducts)
    {
        Shape = shape;
        TotalWeight = totalWeight;
        LogWeightSum = logWeightSum;
        Units = units;
        FixedEffects = fixedEffects;
        Terms = terms;
        Factors = factors;
        Pairs = pairs;
        ResponseProducts = responseProducts;
    }

    /// <summary>The names and counts.</summary>
    public ModelShape Shape { get; }

    /// <summary>n, the number of rows with a weight that is not zero.</summary>
    public long RowCount => Shape.ObservationCount;

    /// <summary>Σ w in the solver's units.</summary>
    internal double TotalWeight { get; }

    /// <summary>Σ log w over the rows with a weight that is not zero, w in the solver's units.</summary>
    internal double LogWeightSum { get; }

    /// <summary>The units of weights and columns; that of the response is with its coordinates.</summary>
    internal DesignUnits Units { get; }

    /// <summary>The coordinates of X and y, and XᵀWX.</summary>
    internal FixedEffectsCoordinates FixedEffects { get; }

    /// <summary>The random terms in the formula's order, those of which the solver takes columns for terms by themselves in their parts.</summary>
    internal RandomTermLayout[] Terms { get; }

    /// <summary>The grouping factors, with their own blocks.</summary>
    internal FactorCrossProducts[] Factors { get; }

    /// <summary>The blocks between factors; one for each two factors that may meet in a row, the one with more levels as the rows.</summary>
    internal PairCrossProducts[] Pairs { get; }

    /// <summary>[X y]ᵀWy.</summary>
    internal double[] ResponseProducts { get; }

    /// <summary>The sums by the levels of grouping factors that clusters need; empty where they were not formed, would take too much, or factors cross.</summary>
    internal LevelTotals[] Totals { get; private init; } = [];

    /// <summary>Makes cross-products of sums that were formed elsewhere, such as in a database.</summary>
    /// <exception cref="ModelException">The sums do not fit the model's shape, are not finite, or the model cannot be fitted to them.</exception>
    public static CrossProducts FromSums(ModelSums sums)
    {
        ArgumentNullException.ThrowIfNull(sums);
        return new SumsReader(sums).Read();
    }

    /// <summary>
    /// Forms the cross-products of a design, and for covariances robust to clusters the sums of each level of the grouping factors in which the levels of all others lie: of p columns
    /// of X they take (p + 1)(p + 2)/2 numbers for each level, and are left out where p is above 200 or they would take more than 128 MiB for a factor.
    /// </summary>
    /// <exception cref="ModelException">A weight leaves the others no digits, or a product of variables has left the range of double numbers.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CrossProducts Form(ModelDesign design, FitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(design);
        design.RefuseIfWithoutResponse();
        return FormWithTotals(design, options, cancellationToken);
    }

    /// <summary>Forms the cross-products of the rows that count, in the solver's units.</summary>
    /// <param name="estimation">The rows.</param>
    /// <param name="options">Threads; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <param name="centre">What was subtracted from the response, where X has a column of ones.</param>
    internal static CrossProducts Form(EstimationDesign estimation, FitOptions? options, CancellationToken cancellationToken, double centre = 0)
    {
        Workers workers = new((options ?? FitOptions.Default).MaximumThreads, cancellationToken);
        CrossProducts products = CrossingPlan.Of(estimation, workers).Fill(workers);
        products.FixedEffects.Response.MoveBy(centre);
        return products;
    }

    /// <summary>Forms the cross-products of rows that stand for others, in one design or in several, and the sums that clusters need.</summary>
    internal static CrossProducts Form(RepresentedDesign formed, FitOptions? options, CancellationToken cancellationToken)
    {
        if (formed.Margins is null)
        {
            CrossProducts whole = FormWithTotals(formed.Rows(cancellationToken), options, cancellationToken);
            whole.FixedEffects.Response.MoveBy(formed.Centre);
            return whole;
        }

        CrossProducts products = MarginalCrossing.Form(formed.Margins, new Workers((options ?? FitOptions.Default).MaximumThreads, cancellationToken));
        products.FixedEffects.Response.MoveBy(formed.Centre);
        return products;
    }

    /// <summary>Forms the cross-products that a fit needs, of sums where that can be, and the rows for a solver that cannot do with them; null for rows in several designs.</summary>
    internal static (CrossProducts Products, LevelRows? Rows) FormToFit(RepresentedDesign formed, FitOptions options, CancellationToken cancellationToken)
    {
        if (formed.Margins is not null)
        {
            return (Form(formed, options, cancellationToken), null);
        }

        if (formed.Sums(cancellationToken) is { } sums && sums.Form(new Workers(options.MaximumThreads, cancellationToken)) is { } products)
        {
            products.FixedEffects.Response.MoveBy(formed.Centre);
            return (products, new LevelRows(sums.MostRows, () => formed.Rows(cancellationToken).ResponseMovedBy(formed.Centre)));
        }

        EstimationDesign estimated = EstimationDesign.Of(formed.Rows(cancellationToken), cancellationToken);
        return (Form(estimated, options, cancellationToken, formed.Centre), new LevelRows(estimated.Design.Rows.RowCount, () => estimated.ResponseMovedBy(formed.Centre)));
    }

    private static CrossProducts FormWithTotals(ModelDesign design, FitOptions? options, CancellationToken cancellationToken)
    {
        EstimationDesign estimation = EstimationDesign.Of(design, cancellationToken);
        CrossProducts products = Form(estimation, options, cancellationToken);
        Workers workers = new((options ?? FitOptions.Default).MaximumThreads, cancellationToken);
        return products.With(LevelTotalsFormation.All(products, estimation.Design, products.FixedEffects, workers));
    }

    /// <summary>
    /// The cross-products of both sets of rows together; neither operand changes. They must be of the same model, with the same names of
    /// columns, effects and grouping factors, the same response, weights and offsets, and no transform that learns from the rows of each; levels that only one of them has are taken over.
    /// </summary>
    /// <exception cref="ModelException">They are of different models.</exception>
    public CrossProducts Add(CrossProducts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return CrossProductsSum.Of(this, other);
    }

    /// <summary>
    /// Saves the cross-products to a file, for <see cref="Load(string)"/>. No row is in it, but the sums of each level, and those of a level with a single row are that row.
    /// </summary>
    /// <param name="path">The file; one that is there is replaced once all has been written.</param>
    /// <returns>The size of the file and what it holds of the data.</returns>
    /// <exception cref="SavedFileException">The file cannot be written.</exception>
    public SavedContents Save(string path) => StoredCrossProducts.ToFile(this).Save(path);

    /// <summary>Saves the cross-products to a stream, for <see cref="Load(Stream)"/>.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <returns>The number of bytes and what they hold of the data.</returns>
    /// <exception cref="SavedFileException">The stream cannot be written to.</exception>
    public SavedContents Save(Stream stream) => StoredCrossProducts.ToFile(this).Save(stream);

    /// <summary>Loads cross-products that were saved, to the last bit.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SavedFileException">The file cannot be read, is damaged, of another version, or holds something else.</exception>
    public static CrossProducts Load(string path) => StoredCrossProducts.FromFile(StoredFileReader.Open(path));

    /// <summary>Loads cross-products that were saved to a stream, to the last bit.</summary>
    /// <param name="stream">The stream; it is read to the end of what was saved, and stays open.</param>
    /// <exception cref="SavedFileException">The stream cannot be read, is damaged, of another version, or holds something else.</exception>
    public static CrossProducts Load(Stream stream) => StoredCrossProducts.FromFile(StoredFileReader.Open(stream));

    /// <summary>The cross-products without a grouping factor and the random terms on it; their shape still has the names of these.</summary>
    internal CrossProducts Without(int factor)
    {
        return new(
            Shape,
            TotalWeight,
            LogWeightSum,
            Units,
            FixedEffects,
            [.. Terms.Where(term => term.Factor != factor).Select(term => term with { Factor = Index(term.Factor) })],
            [.. Factors.Where((_, index) => index != factor)],
            [.. Pairs.Where(pair => pair.First != factor && pair.Second != factor).Select(pair => pair with { First = Index(pair.First), Second = Index(pair.Second) })],
            ResponseProducts);

        int Index(int index) => index > factor ? index - 1 : index;
    }

    /// <summary>The same cross-products with sums that clusters need.</summary>
    internal CrossProducts With(LevelTotals[] totals)
        => new(Shape, TotalWeight, LogWeightSum, Units, FixedEffects, Terms, Factors, Pairs, ResponseProducts) { Totals = totals };

    /// <summary>The number of levels of a grouping factor.</summary>
    internal int LevelCountOf(string grouping) => Array.Find(Factors, factor => factor.Name == grouping)!.LevelCount;

    /// <summary>The index of the (part of a) random term that an effect of a term of the formula belongs to.</summary>
    internal int PartOf(int term, int effect)
        => Array.FindIndex(Terms, part => part.Term == term && part.FirstColumn <= effect && effect < part.FirstColumn + part.EffectCount);

    /// <summary>The same cross-products, of which those with the response are apart, to be overwritten by those of another response.</summary>
    internal CrossProducts WithResponseApart() => new(
        Shape,
        TotalWeight,
        LogWeightSum,
        Units,
        FixedEffects with { Response = FixedEffects.Response.Clone() },
        Terms,
        Array.ConvertAll(Factors, static factor => factor with { Values = (double[])factor.Values.Clone() }),
        Pairs,
        (double[])ResponseProducts.Clone());

    /// <summary>The model's name, the formula and n.</summary>
    public override string ToString() => Shape.ToString();
}
