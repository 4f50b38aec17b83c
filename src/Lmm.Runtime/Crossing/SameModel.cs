using Lmm.Formula.Binding;
using Lmm.Formula.Syntax;

namespace Lmm.Crossing;

/// <summary>Whether cross-products are of one model, so that they can be added.</summary>
internal static class SameModel
{
    /// <summary>Throws where they are not.</summary>
    /// <exception cref="ModelException">Columns, terms, response, weights or offsets differ, or a transform has learned from each part by itself.</exception>
    public static void Demand(CrossProducts first, CrossProducts second)
    {
        if (!HasSameColumns(first, second))
        {
            throw Fault(first, $"the cross-products to be added are of another model ({second.Shape.ModelName}): fixed effects, random terms and grouping factors must have the same names in the same order.");
        }

        (FormulaSyntax? one, FormulaSyntax? other) = (Parsed(first), Parsed(second));
        RefuseOther(first, "response", first.Shape.ResponseName, second.Shape.ResponseName);
        RefuseOther(first, "column of offsets", first.Shape.OffsetName, second.Shape.OffsetName);
        if (first.Shape.WeightsName is { } weights && second.Shape.WeightsName is { } others)
        {
            RefuseOther(first, "column of weights", weights, others);
        }

        if (one is null || other is null)
        {
            return;
        }

        RefuseOther(first, "offset", Offsets(one), Offsets(other));
        if (LearningCalls.In(one).FirstOrDefault() is { } learning)
        {
            throw Fault(first, $"{Deparser.Deparse(learning)} has learned from the rows of each of the cross-products by themselves, so that their columns are not the same; write out what it learns, such as knots or a mean, or sum all rows at once.");
        }
    }

    private static bool HasSameColumns(CrossProducts first, CrossProducts second)
        => first.FixedEffects.Names.SequenceEqual(second.FixedEffects.Names)
            && first.Factors.Select(static factor => (factor.Name, factor.EffectCount)).SequenceEqual(second.Factors.Select(static factor => (factor.Name, factor.EffectCount)))
            && first.Terms.Length == second.Terms.Length
            && first.Terms.Zip(second.Terms).All(static pair => (pair.First.Factor, pair.First.Term, pair.First.FirstColumn) == (pair.Second.Factor, pair.Second.Term, pair.Second.FirstColumn)
                && pair.First.EffectNames.SequenceEqual(pair.Second.EffectNames)
                && pair.First.Covariance.Structure == pair.Second.Covariance.Structure);

    private static FormulaSyntax? Parsed(CrossProducts products) => products.Shape.Formula.Length > 0 ? FormulaParser.Parse(products.Shape.Formula) : null;

    private static string? Offsets(FormulaSyntax formula)
    {
        string[] offsets = [.. CallFinder.In(formula.Right).Where(static call => call.Function == FunctionCatalogue.Offset).Select(static call => Deparser.Deparse(call)).Order(StringComparer.Ordinal)];
        return offsets.Length == 0 ? null : string.Join(" + ", offsets);
    }

    private static void RefuseOther(CrossProducts first, string what, string? one, string? other)
    {
        if (one != other)
        {
            throw Fault(first, $"the cross-products to be added have another {what}: {one ?? "none"} in the first, {other ?? "none"} in the second; add those of one model.");
        }
    }

    private static ModelException Fault(CrossProducts first, string message) => new(first.Shape.ModelName, LmmErrorCode.ContradictorySums, message);
}
