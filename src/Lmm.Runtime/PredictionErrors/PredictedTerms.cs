using Lmm.Design;
using Lmm.Formula;
using Lmm.Formula.Binding;

namespace Lmm.PredictionErrors;

/// <summary>Which random-effects terms of a fit predictions have, and which a new response has besides.</summary>
/// <param name="fit">The fit.</param>
/// <param name="options">What is predicted.</param>
internal sealed class PredictedTerms(ModelFit fit, PredictionIntervalOptions options)
{
    private readonly bool[] _isIncluded = Included(fit, options);

    /// <summary>Whether predictions have a term's random effects.</summary>
    public bool Has(int term) => _isIncluded[term];

    /// <summary>Whether a term adds its whole variance to that of a new response.</summary>
    public bool IsOfNewResponses(int term) => !_isIncluded[term] && options.IsPrediction && options.Uncertainty.HasFlag(PredictionUncertainty.RandomEffects);

    /// <summary>
    /// The design of rows to predict. Columns that only terms read which predictions do without may be missing; without them there is no interval of new responses.
    /// </summary>
    /// <exception cref="ModelException">A column is missing that is needed, or a row has a level of a fixed effect that no fitted row had.</exception>
    public ModelDesign DesignOf(ModelFrame rows, ModelSpec spec)
    {
        if (Array.TrueForAll(_isIncluded, static isIncluded => !isIncluded) && !options.IsPrediction)
        {
            return DesignInterpreter.Build(spec, rows, fit.FittedRows, PredictionTarget.Population);
        }

        IReadOnlyList<VariableUse> uses = VariableUses.OfPredictors(spec with { RandomTerms = spec.RandomTerms.Where((_, term) => _isIncluded[term]).ToEquatableArray() }, spec.Variables.Count);
        ModelFrame complete = rows;
        for (int index = 0; index < spec.Variables.Count; index++)
        {
            ModelVariable variable = spec.Variables[index];
            if (variable.IsRandomOnly && uses[index] == VariableUse.None && rows.Find(variable.Declaration.Name) is null)
            {
                complete = complete.With(Missing(variable, rows.RowCount));
            }
        }

        return DesignInterpreter.Build(spec, complete, fit.FittedRows);
    }

    private static FrameColumn Missing(ModelVariable variable, int count) => variable.Use.HasFlag(VariableUse.Numeric)
        ? FrameColumn.Numeric(variable.Declaration.Name, Enumerable.Repeat(double.NaN, count))
        : FrameColumn.Text(variable.Declaration.Name, Enumerable.Repeat<string?>(null, count));

    private static bool[] Included(ModelFit fit, PredictionIntervalOptions options)
    {
        IReadOnlyList<RandomTermShape> terms = fit.Shape.RandomTerms;
        if (options.Target == PredictionTarget.Population)
        {
            return new bool[terms.Count];
        }

        foreach (string name in options.GroupingFactors ?? [])
        {
            if (!terms.Any(term => term.Grouping == name))
            {
                string known = terms.Count == 0 ? "none" : string.Join(", ", terms.Select(static term => $"'{term.Grouping}'").Distinct());
                throw new ModelException(fit.ModelName, LmmErrorCode.NoSuchResult, $"there is no grouping factor '{name}' to predict by; there are {known}.");
            }
        }

        return [.. terms.Select(term => options.GroupingFactors?.Contains(term.Grouping) != false)];
    }
}
