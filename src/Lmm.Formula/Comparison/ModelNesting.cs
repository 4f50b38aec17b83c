using Lmm.Formula.Binding;

namespace Lmm.Formula.Comparison;

/// <summary>How the model of a reduced formula lies in that of a full one, both bound to the same rows.</summary>
/// <param name="HaveSameResponse">True when both explain the same values: response and offsets are the same.</param>
/// <param name="HaveSameWeights">True when both weight by the same variable, or neither does.</param>
/// <param name="AddedFixedEffects">The fixed effects of the full model that the reduced one lacks.</param>
/// <param name="Missing">The terms of the reduced model that the full one cannot reproduce; empty when it is nested, or the formulas do not tell.</param>
/// <param name="Added">The terms of the full model that the reduced one lacks.</param>
internal sealed record ModelNesting(bool HaveSameResponse, bool HaveSameWeights, EquatableArray<string> AddedFixedEffects, EquatableArray<string> Missing, EquatableArray<string> Added)
{
    /// <summary>True unless the fixed effects of nested models span different columns, as far as the formulas tell.</summary>
    public bool HaveSameFixedEffects => AddedFixedEffects.Count == 0;

    /// <summary>True when both formulas mean the same model.</summary>
    public bool AreEqual { get; private init; }

    /// <summary>True when the fixed effects of the reduced model certainly lie in those of the full one; otherwise the data may tell.</summary>
    public bool HasCertainFixedEffects { get; private init; }

    /// <summary>The random terms of the reduced model that the full one cannot reproduce.</summary>
    public EquatableArray<string> MissingRandomTerms { get; private init; }

    /// <summary>The random terms of the full model that the reduced one lacks.</summary>
    public EquatableArray<string> AddedRandomTerms { get; private init; }

    /// <summary>Compares two models of the same rows.</summary>
    public static ModelNesting Of(ModelSpec reduced, ModelSpec full)
    {
        IReadOnlyList<string> addedFixed = FixedMissing(full, reduced, untoldIsThere: true);
        string[] missingRandom = [.. RandomMissing(reduced, full, untoldIsThere: true)];
        string[] addedRandom = [.. RandomMissing(full, reduced, untoldIsThere: true)];
        string[] missing = [.. FixedMissing(reduced, full, untoldIsThere: true), .. missingRandom];
        string[] added = [.. addedFixed, .. addedRandom];

        // What the formulas do not tell is no difference that can be named, but may be one.
        bool isCertain = FixedMissing(reduced, full, untoldIsThere: false).Count == 0;
        bool areEqual = isCertain && FixedMissing(full, reduced, untoldIsThere: false).Count == 0
            && !RandomMissing(reduced, full, untoldIsThere: false).Any() && !RandomMissing(full, reduced, untoldIsThere: false).Any();
        return new ModelNesting(
            Text(reduced.Response, reduced) == Text(full.Response, full) && OffsetsOf(reduced).SetEquals(OffsetsOf(full)),
            WeightsOf(reduced) == WeightsOf(full),
            addedFixed.ToEquatableArray(),
            new EquatableArray<string>(missing),
            new EquatableArray<string>(added))
        {
            AreEqual = areEqual,
            HasCertainFixedEffects = isCertain,
            MissingRandomTerms = new EquatableArray<string>(missingRandom),
            AddedRandomTerms = new EquatableArray<string>(addedRandom),
        };
    }

    private static IReadOnlyList<string> FixedMissing(ModelSpec model, ModelSpec other, bool untoldIsThere)
    {
        ColumnSpace space = ColumnSpace.Of(other.FixedTerms, other.Variables);
        return [.. model.FixedTerms.Where(term => (space.Contains(term, model.Variables) ?? untoldIsThere) == false).Select(term => term.IsIntercept ? "1" : term.Label)];
    }

    private static IEnumerable<string> RandomMissing(ModelSpec model, ModelSpec other, bool untoldIsThere)
        => model.RandomTerms.Where(random => (RandomTermNesting.IsContained(random, model.Variables, other.RandomTerms, other.Variables) ?? untoldIsThere) == false).Select(Text);

    private static HashSet<string> OffsetsOf(ModelSpec model) => [.. model.Offsets.Select(offset => Text(offset, model))];

    private static string? WeightsOf(ModelSpec model) => model.Weights is { } weights ? model.Variables[weights].Declaration.MemberName : null;

    private static string Text(ColumnExpression column, ModelSpec model)
        => Polynomial.Of(column.Expression, variable => model.Variables[variable].Declaration.MemberName).ToString();

    private static string Text(RandomTerm random)
    {
        string[] effects = [.. random.Terms.Select(term => term.IsIntercept ? "1" : term.Label)];
        string lead = random.Terms.Any(term => term.IsIntercept) ? "" : "0 + ";
        return random.Covariance.Write(lead + string.Join(" + ", effects), random.Grouping.Name);
    }
}
