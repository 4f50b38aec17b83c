using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Lmm.Covariance;
using Lmm.Shapes;

namespace Lmm;

/// <summary>
/// The names and counts of a model on its data: all of a fit's description that needs neither rows nor sums. Designs, cross-products and fits
/// carry it.
/// </summary>
public sealed class ModelShape
{
    /// <summary>A shape whose members are set by an initializer.</summary>
    public ModelShape()
    {
    }

    [SetsRequiredMembers]
    private ModelShape(ModelShape shape)
    {
        ModelName = shape.ModelName;
        Formula = shape.Formula;
        ResponseName = shape.ResponseName;
        WeightsName = shape.WeightsName;
        OffsetName = shape.OffsetName;
        Coefficients = shape.Coefficients;
        RandomTerms = shape.RandomTerms;
        ObservationCount = shape.ObservationCount;
        DroppedRowCount = shape.DroppedRowCount;
        Undecided = shape.Undecided;
        StrayCells = shape.StrayCells;
        ManyLevels = shape.ManyLevels;
        FixedTerms = shape.FixedTerms;
        FactorLevels = shape.FactorLevels;
    }

    /// <summary>The model's name, for messages.</summary>
    public required string ModelName { get; init; }

    /// <summary>The model's formula; empty where none was given.</summary>
    public string Formula { get; init; } = "";

    /// <summary>The response as the formula spells it.</summary>
    public required string ResponseName { get; init; }

    /// <summary>The name of the variable that holds the prior weights; null for equal weights.</summary>
    public string? WeightsName { get; init; }

    /// <summary>The name of the column that was added to the offsets of the formula; null for none.</summary>
    public string? OffsetName { get; init; }

    /// <summary>The names of the columns of X.</summary>
    public required IReadOnlyList<string> Coefficients { get; init; }

    /// <summary>The random-effects terms in the formula's order.</summary>
    public required IReadOnlyList<RandomTermShape> RandomTerms { get; init; }

    /// <summary>n, the number of rows whose weight is not zero.</summary>
    public required long ObservationCount { get; init; }

    /// <summary>The number of rows left out because a value was missing.</summary>
    public long DroppedRowCount { get; init; }

    /// <summary>Sentences on what sums leave open that rows would decide, such as whether a column varies at all; empty where rows were read.</summary>
    public IReadOnlyList<string> Undecided { get; init; } = [];

    /// <summary>Sentences on columns that are factors because of cells that are no numbers, though most of their cells are; empty where there are none.</summary>
    public IReadOnlyList<string> StrayCells { get; init; } = [];

    /// <summary>Sentences on fixed factors of so many levels that they are rather meant to group rows; empty where there are none.</summary>
    public IReadOnlyList<string> ManyLevels { get; init; } = [];

    /// <summary>The fixed-effects terms that the columns of X are of; null where columns alone are known.</summary>
    internal IReadOnlyList<FixedTermShape>? FixedTerms { get; init; }

    /// <summary>
    /// The levels that fitted rows have of the factors in terms, by the labels that column names start with; none of a model on sums, or on rows
    /// of several sets.
    /// </summary>
    internal IReadOnlyDictionary<string, string[]> FactorLevels { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Which elements of θ are those of which random-effects term.</summary>
    internal ParameterLayout<ICovarianceParameterization> ThetaLayout => field ??= new ParameterLayout<ICovarianceParameterization>(
        [.. RandomTerms.Select(static term => term.Parameterization)]);

    /// <summary>The same shape with other things undecided.</summary>
    internal ModelShape With(IReadOnlyList<string> undecided) => new(this) { Undecided = undecided };

    /// <summary>The same model with the random-effects terms and the levels of all its margins.</summary>
    internal ModelShape With(IReadOnlyList<RandomTermShape> terms, IReadOnlyList<string> manyLevels, IReadOnlyDictionary<string, string[]> factorLevels)
        => new(this) { RandomTerms = terms, ManyLevels = manyLevels, FactorLevels = factorLevels };

    /// <summary>The shape of this model on both sets of rows together.</summary>
    internal ModelShape Add(ModelShape other, IReadOnlyList<RandomTermShape> terms) => new(this)
    {
        WeightsName = WeightsName ?? other.WeightsName,
        OffsetName = OffsetName ?? other.OffsetName,
        RandomTerms = terms,
        ObservationCount = checked(ObservationCount + other.ObservationCount),
        DroppedRowCount = checked(DroppedRowCount + other.DroppedRowCount),
        Undecided = [.. Undecided.Union(other.Undecided)],
        StrayCells = [.. StrayCells.Union(other.StrayCells)],
        ManyLevels = [.. ManyLevels.Union(other.ManyLevels)],
        FactorLevels = new Dictionary<string, string[]>(),
    };

    /// <summary>The name, the formula and n.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{ModelName}: {Formula}, {ObservationCount} observations");
}
