using System.Globalization;
using Lmm.Variables;

namespace Lmm.Design;

/// <summary>What must hold of a design before it is worth fitting; each fault is an error that names its cure.</summary>
internal static class DesignChecks
{
    /// <summary>Throws for a design that has no random-effects term.</summary>
    public static void HasRandomTerms(ModelDesign design)
    {
        if (design.RandomTerms.Length == 0)
        {
            throw new ModelException(design.Rows.ModelName, LmmErrorCode.WrongKindOfModel, "the formula has no random-effects term, so it is not a mixed model; fit it with LinearModel.Fit.");
        }
    }

    // Responses that were computed as offset + constant agree just to rounding; without an offset they agree exactly.
    private const double OffsetRounding = 4 * 2.220446049250313E-16;

    /// <summary>The response, less the offset, must not have one value throughout: every variance would be zero.</summary>
    public static void ResponseVaries(ModelDesign design)
    {
        double[] response = design.Response.Values;
        double[]? offset = design.Offset;
        if (design.ObservedRows is { } rows)
        {
            response = RowSelection.Of<double>(response, rows);
            offset = offset is null ? null : RowSelection.Of<double>(offset, rows);
        }

        if (IsConstant(response, offset, out double value))
        {
            throw Fault(design.Rows, LmmErrorCode.ConstantResponse, $"{design.Response.Name}{(offset is null ? "" : " less its offset")} is {value:G6} in all {response.Length} rows{(design.ObservedRows is null ? "" : " whose weight is not zero")}, so there is no variation to explain; check the data.");
        }
    }

    /// <summary>True when a response less its offset (null: none) has one value throughout.</summary>
    public static bool IsConstant(ReadOnlySpan<double> response, double[]? offset, out double value)
    {
        double smallest = double.PositiveInfinity, largest = double.NegativeInfinity, magnitude = 0;
        for (int row = 0; row < response.Length; row++)
        {
            double difference = response[row];
            if (offset is not null)
            {
                magnitude = Math.Max(magnitude, Math.Abs(difference));
                difference -= offset[row];
            }

            smallest = Math.Min(smallest, difference);
            largest = Math.Max(largest, difference);
        }

        value = smallest;
        return largest - smallest <= magnitude * OffsetRounding;
    }

    /// <summary>Prior weights are numbers of observations, or inverse variances up to a factor: finite, not negative, and not all zero.</summary>
    public static void WeightsAreUsable(CompleteCases frame, NumericColumn weights)
    {
        WeightsAreNotNegative(frame, weights);
        if (!weights.Values.AsSpan().ContainsAnyExcept(0.0))
        {
            throw Fault(frame, LmmErrorCode.UnusableWeight, $"the weight {weights.Name} is zero in all {weights.Values.Length} rows, so that none has a part in the fit; check the weights.");
        }
    }

    /// <summary>Prior weights of some of the rows are finite and not negative.</summary>
    public static void WeightsAreNotNegative(CompleteCases frame, NumericColumn weights)
    {
        for (int row = 0; row < weights.Values.Length; row++)
        {
            double weight = weights.Values[row];
            if (!(weight >= 0 && double.IsFinite(weight)))
            {
                throw Fault(frame, LmmErrorCode.UnusableWeight, $"the weight {weights.Name} is {weight:R} in {frame.Places.Of(row)}; weights must be finite and not negative: correct the row, or give it the weight 0 to leave it out.");
            }
        }
    }

    /// <summary>
    /// A variance between levels needs two levels, and more rows than random effects: else it cannot be told apart from
    /// the residual variance. Under a diagonal structure that holds of each term by itself, as lme4 has it.
    /// </summary>
    public static void GroupingIsUsable(ModelDesign design, RandomEffectsDesign term)
    {
        if (term.Matrix.ColumnCount == 0)
        {
            throw new InvalidOperationException($"{design.Rows.ModelName}: the random-effects term on {term.Grouping.Name} was given no columns.");
        }

        GroupingIsUsable(design.Shape, term.Shape, EffectsTogether(term), term.Matrix.TermLabels);
    }

    /// <summary>The same of a term of which the names alone are known.</summary>
    public static void GroupingIsUsable(ModelShape model, RandomTermShape term)
        => GroupingIsUsable(model, term, term.Parameterization.EffectsTogether, term.Effects);

    private static void GroupingIsUsable(ModelShape model, RandomTermShape term, int effects, IEnumerable<string> labels)
    {
        string grouping = term.Grouping;
        int levels = term.Levels.Count;
        long rows = model.ObservationCount;
        if (levels == 0)
        {
            throw Fault(model.ModelName, LmmErrorCode.NotIdentifiable, $"the grouping factor {grouping} has no level.");
        }

        if (levels == 1)
        {
            throw Fault(model.ModelName, LmmErrorCode.NotIdentifiable, $"the grouping factor {grouping} has the one level '{term.Levels[0]}', which tells nothing of the variance between levels; take the term out of the formula or add rows of other levels.");
        }

        if (levels >= rows)
        {
            throw Fault(model.ModelName, LmmErrorCode.NotIdentifiable, $"the grouping factor {grouping} has {levels} levels for {rows} rows, one row a level, so that its variance cannot be told apart from the residual variance; take the term out, or group by something that repeats.");
        }

        if ((long)levels * effects >= rows)
        {
            throw Fault(model.ModelName, LmmErrorCode.NotIdentifiable, $"the random-effects term ({string.Join(" + ", labels)} | {grouping}) has {(long)levels * effects} random effects ({effects} for each of {levels} levels) for {rows} rows, so that their variances cannot be told apart from the residual variance; use fewer effects on {grouping} or more rows a level.");
        }
    }

    /// <summary>The most covariance parameters of all terms together: evaluations and steps take seconds beyond.</summary>
    public const int MostParameters = 1000;

    /// <summary>The most effects per level that a structure may correlate, whatever its parameters: k⁴/8 sums are kept.</summary>
    public const int MostCorrelated = 64;

    /// <summary>The covariance parameters must be few enough for a search to end.</summary>
    public static void ParametersAreAffordable(ModelShape model)
    {
        if (model.RandomTerms.Count == 0)
        {
            return;
        }

        int parameters = model.RandomTerms.Sum(ParametersOf);
        RandomTermShape? correlated = model.RandomTerms.FirstOrDefault(static term => term.Parameterization.EffectsTogether > MostCorrelated);
        if (parameters <= MostParameters && correlated is null)
        {
            return;
        }

        RandomTermShape term = correlated ?? model.RandomTerms.MaxBy(ParametersOf)!;
        string limit = parameters > MostParameters
            ? $"the random-effects terms have {parameters} covariance parameters, and {MostParameters} are the most that a search can end with"
            : $"{MostCorrelated} are the most correlated effects that a search can end with";
        string cure = term.Covariance.IsUncorrelated
            ? $"let the levels of what varies share one variance, as in (1 | {term.Grouping}:f) for a factor f, or leave effects out"
            : $"leave correlations out by || in place of |, let the levels of what varies share one variance, as in (1 | {term.Grouping}:f) for a factor f, or leave effects out";
        throw Fault(model.ModelName, LmmErrorCode.TooLarge, $"{limit}. The term on {term.Grouping} alone has {ParametersOf(term)}, for {term.Effects.Count} effects of each of {term.Levels.Count} levels, in {model.ObservationCount} rows; {cure}.");

        static int ParametersOf(RandomTermShape term) => term.Parameterization.ParameterCount;
    }

    // The most effects per level whose covariances are free.
    private static int EffectsTogether(RandomEffectsDesign term) => term.Covariance.IsUncorrelated
        ? term.Matrix.TermIndices.CountBy(index => index).Max(count => count.Value)
        : term.Matrix.ColumnCount;

    private static ModelException Fault(CompleteCases frame, LmmErrorCode code, FormattableString message) => Fault(frame.ModelName, code, message);

    private static ModelException Fault(string model, LmmErrorCode code, FormattableString message) => new(model, code, message.ToString(CultureInfo.InvariantCulture));
}
