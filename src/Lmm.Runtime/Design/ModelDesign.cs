
namespace Lmm;

/// <summary>The numbers of a model before fitting: response, fixed-effects matrix X, random-effects terms, weights, offset.</summary>
public sealed class ModelDesign
{
    internal ModelDesign(CompleteCases rows, NumericColumn response, double[]? weights, double[]? offset, ModelMatrix fixedEffects, RandomEffectsDesign[] randomTerms)
    {
        Rows = rows;
        Response = response;
        Weights = weights;
        Offset = offset;
        FixedEffects = fixedEffects;
        RandomTerms = randomTerms;
        ObservedRows = weights is null || Array.IndexOf(weights, 0.0) < 0
            ? null
            : [.. Enumerable.Range(0, weights.Length).Where(row => weights[row] != 0)];
    }

    /// <summary>The model's terms; null for a design that was built by hand, without a formula.</summary>
    internal ModelTerms? Terms { get; init; }

    /// <summary>Sentences on fixed factors of so many levels that they are rather meant to group rows.</summary>
    internal IReadOnlyList<string> ManyLevels { get; init; } = [];

    /// <summary>The levels of the factors in terms, by the labels that column names start with.</summary>
    internal IReadOnlyDictionary<string, string[]> FactorLevels { get; init; } = new Dictionary<string, string[]>();

    /// <summary>The rows.</summary>
    public CompleteCases Rows { get; }

    /// <summary>The response as observed (transformed where the formula says so), offset not subtracted; one value per row.</summary>
    public NumericColumn Response { get; }

    /// <summary>The prior weights, one per row, none negative; null for equal weights. A row of weight zero has no part in estimates.</summary>
    public IReadOnlyList<double>? PriorWeights => Weights is { } weights ? Array.AsReadOnly(weights) : null;

    /// <summary>The name of the variable that holds the prior weights; null for equal weights.</summary>
    public string? WeightsName { get; internal init; }

    /// <summary>The name of the column that was added to the offsets of the formula; null for none.</summary>
    public string? OffsetName { get; internal init; }

    /// <summary>The sum of the offsets, one per row; null for none.</summary>
    public IReadOnlyList<double>? Offsets => Offset is { } offset ? Array.AsReadOnly(offset) : null;

    /// <summary>X, rows × fixed effects.</summary>
    public ModelMatrix FixedEffects { get; }

    /// <summary>The random-effects terms in the formula's order.</summary>
    public IReadOnlyList<RandomEffectsDesign> RandomEffects => Array.AsReadOnly(RandomTerms);

    /// <summary>The names and counts.</summary>
    public ModelShape Shape => field ??= new ModelShape
    {
        ModelName = Rows.ModelName,
        Formula = Rows.Formula,
        ResponseName = Response.Name,
        WeightsName = WeightsName,
        OffsetName = OffsetName,
        Coefficients = Array.AsReadOnly(FixedEffects.ColumnNames),
        RandomTerms = Array.AsReadOnly(Array.ConvertAll(RandomTerms, static term => term.Shape)),
        ObservationCount = ObservationCount,
        DroppedRowCount = Rows.Represented?.DroppedRowCount ?? Rows.DroppedRowCount,
        StrayCells = Rows.StrayCells,
        ManyLevels = ManyLevels,
        FixedTerms = FixedEffects.TermShapes,
        FactorLevels = FactorLevels,
    };

    /// <summary>n, the number of rows whose weight is not zero: estimates are those of a design without the others.</summary>
    public long ObservationCount => Rows.Represented?.RowCount ?? ObservedRows?.Length ?? Rows.RowCount;

    /// <summary>The array of <see cref="PriorWeights"/>.</summary>
    internal double[]? Weights { get; }

    /// <summary>The array of <see cref="Offsets"/>.</summary>
    internal double[]? Offset { get; }

    /// <summary>The array of <see cref="RandomEffects"/>.</summary>
    internal RandomEffectsDesign[] RandomTerms { get; }

    /// <summary>The rows whose weight is not zero; null when all are such.</summary>
    internal int[]? ObservedRows { get; }

    /// <summary>The same design with zeros for a response.</summary>
    internal ModelDesign WithoutResponse() => WithResponse(new double[Rows.RowCount]);

    /// <summary>The same design with another response.</summary>
    internal ModelDesign WithResponse(double[] response)
        => With(Rows, new NumericColumn(Response.Name, response), Weights, Offset, FixedEffects, RandomTerms);

    /// <summary>The same design with a response that is greater by a number.</summary>
    internal ModelDesign ResponseMovedBy(double number) => number == 0 ? this : WithResponse(Array.ConvertAll(Response.Values, value => value + number));

    /// <summary>A design of the same model with other numbers: other rows, another response, other units.</summary>
    internal ModelDesign With(CompleteCases rows, NumericColumn response, double[]? weights, double[]? offset, ModelMatrix fixedEffects, RandomEffectsDesign[] randomTerms)
        => new(rows, response, weights, offset, fixedEffects, randomTerms)
        {
            WeightsName = WeightsName,
            OffsetName = OffsetName,
            Terms = Terms,
            ManyLevels = ManyLevels,
            FactorLevels = FactorLevels,
        };

    /// <summary>Throws for a design that has no response to fit to.</summary>
    /// <exception cref="ArgumentException">The design is of rows to predict, or its responses are apart.</exception>
    internal void RefuseIfWithoutResponse()
    {
        if (!Rows.HasResponse && !Rows.IsForPrediction)
        {
            throw new ArgumentException($"{Rows.ModelName}: the design was built for responses apart from the rows; fit them by LinearMixedModel.FitMany, or build the design with its response.");
        }

        if (Rows.IsForPrediction)
        {
            throw new ArgumentException($"{Rows.ModelName}: the design was built for predictions and has no response; build it without a fit.");
        }
    }

    /// <summary>The model's name, the formula and n.</summary>
    public override string ToString() => Shape.ToString();
}
