using System.Globalization;
using Lmm.Formula.Binding;

namespace Lmm.Cells;

/// <summary>What is known of the rows as a whole.</summary>
/// <param name="Total">The number of all rows.</param>
/// <param name="Complete">The number of those that lack no variable of the model.</param>
/// <param name="Numbers">Of each number of the plan.</param>
/// <param name="Covariates">Of each covariate of the plan.</param>
/// <param name="Weight">Of the weights; null where there are none.</param>
internal sealed record RowsSummary(long Total, long Complete, NumberSummary[] Numbers, NumberSummary[] Covariates, NumberSummary? Weight)
{
    /// <summary>The summary of two sets of rows.</summary>
    public static RowsSummary Join(RowsSummary first, RowsSummary second) => new(
        first.Total + second.Total,
        first.Complete + second.Complete,
        [.. first.Numbers.Zip(second.Numbers, NumberSummary.Join)],
        [.. first.Covariates.Zip(second.Covariates, NumberSummary.Join)],
        first.Weight is { } one && second.Weight is { } other ? NumberSummary.Join(one, other) : null);

    /// <summary>The fault that there are no rows.</summary>
    public static ModelException NoRows(string model) => new(model, LmmErrorCode.NotEnoughRows, "there are no rows to fit; give it at least a few more rows than coefficients.");

    /// <summary>Throws where the rows cannot be fitted.</summary>
    /// <param name="plan">How rows become cells.</param>
    /// <param name="spec">The model.</param>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="options">What to do with missing values.</param>
    /// <param name="hasResponse">Whether the last number is the response, and not apart.</param>
    /// <exception cref="ModelException">There are no complete rows, one is incomplete and the options refuse that, a number is not finite, a weight is not usable, or the response is constant.</exception>
    public void RefuseFaults(CellPlan plan, ModelSpec spec, string model, FitOptions options, bool hasResponse = true)
    {
        if (Complete == 0)
        {
            throw Total == 0 ? NoRows(model) : new ModelException(model, LmmErrorCode.NotEnoughRows, Text($"none of the {Total} rows is complete; fill in the values of {string.Join(", ", spec.Variables.Select(static variable => variable.Name))}, or leave a variable out of the formula."));
        }

        if (Total > Complete && options.MissingValues == MissingValues.Refuse)
        {
            throw new ModelException(model, LmmErrorCode.MissingValue, Text($"{Total - Complete} of the {Total} rows lack a value, and the options refuse missing values; complete the rows, leave them out by a condition of the query, or use MissingValues.Drop."));
        }

        for (int number = 0; number < Numbers.Length; number++)
        {
            if (!Numbers[number].IsFinite || Numbers[number].Count != Complete)
            {
                string name = plan.Numbers[number].Label.Replace("\n", ":", StringComparison.Ordinal);
                throw new ModelException(model, LmmErrorCode.NotFinite, Numbers[number].Count != Complete
                    ? Text($"{name} has no value in {Complete - Numbers[number].Count} of the {Complete} complete rows, such as the logarithm of a negative number; leave these rows out by a condition of the query, or use an expression that is finite for all rows.")
                    : $"{name} is not finite in some row; leave the row out by a condition of the query, or make the value NULL so that it counts as missing.");
            }
        }

        RefuseFaultyWeights(spec, model);
        if (hasResponse && Numbers[^1] is var response && response.Least == response.Greatest)
        {
            throw new ModelException(model, LmmErrorCode.ConstantResponse, Text($"{spec.Response.Label}{(spec.Offsets.Count == 0 ? "" : " less its offset")} is {response.Least:G6} in all {Complete} rows, so there is no variation to explain; check the data."));
        }
    }

    private void RefuseFaultyWeights(ModelSpec spec, string model)
    {
        if (Weight is not { } weight)
        {
            return;
        }

        string name = spec.Variables[spec.Weights!.Value].Name;
        if (!weight.IsFinite || weight.Least < 0)
        {
            throw new ModelException(model, LmmErrorCode.UnusableWeight, Text($"the weight {name} is {(weight.Least < 0 ? weight.Least : double.PositiveInfinity):R} in some row; weights must be finite and not negative: correct the row, or give it the weight 0 to leave it out."));
        }

        if (weight.Greatest == 0)
        {
            throw new ModelException(model, LmmErrorCode.UnusableWeight, Text($"the weight {name} is zero in all {Complete} rows, so that none has a part in the fit; check the weights."));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
