using Lmm.Formula;
using Lmm.Formula.Binding;

namespace Lmm.Findings;

/// <summary>A fixed-effects term that varies within the levels of a grouping factor and has no random slope by it.</summary>
/// <param name="Term">The index of the fixed-effects term.</param>
/// <param name="Label">Its label.</param>
/// <param name="Grouping">The grouping factor.</param>
/// <param name="RandomTerm">The index of the random term that the slope would stand in.</param>
/// <param name="Added">The indices of the fixed-effects terms whose columns the slope brings: those that lie in the term, and itself.</param>
/// <param name="Carried">The indices of the fixed-effects terms whose standard errors the slope is for: the term, and its products with what is constant within levels.</param>
internal sealed record SlopeCandidate(int Term, string Label, string Grouping, int RandomTerm, int[] Added, int[] Carried)
{
    /// <summary>Less variation within levels than this share of all is rounding.</summary>
    private const double Rounding = 1e-6;

    /// <summary>In fewer levels than these a slope's variance is not to be had.</summary>
    private const int LeastLevels = 5;

    /// <summary>More effects of a level are no longer fitted together: a slope is then added without its correlations.</summary>
    private const int MostCorrelated = 5;

    /// <summary>The candidates of a fit, by grouping factor in the order of the terms.</summary>
    public static IReadOnlyList<SlopeCandidate> Of(LinearMixedModelFit fit, ModelSpec spec)
    {
        ModelDesign design = fit.Design;
        List<SlopeCandidate> found = [];
        foreach (string grouping in design.RandomTerms.Select(static term => term.Grouping.Name).Distinct())
        {
            int[] own = [.. Enumerable.Range(0, design.RandomTerms.Length).Where(term => design.RandomTerms[term].Grouping.Name == grouping)];
            int into = own.Where(term => spec.RandomTerms[term].Covariance.IsFree).DefaultIfEmpty(own[0]).First();
            ModelTerm[] terms = [.. spec.FixedTerms];
            bool[] varies = [.. terms.Select((_, term) => Varies(fit, term, own[0]))];
            int[] varying = [.. Enumerable.Range(0, terms.Length).Where(term => varies[term] && IsFree(spec, terms[term], own) && !Enumerable.Range(0, terms.Length).Any(other => Carries(terms, varies, other, term)))];
            foreach (int term in varying)
            {
                var candidate = new SlopeCandidate(
                    term,
                    terms[term].Label,
                    grouping,
                    into,
                    [.. varying.Where(other => LiesIn(terms[other], terms[term]))],
                    [term, .. Enumerable.Range(0, terms.Length).Where(other => Carries(terms, varies, term, other))]);
                if (candidate.CanBeTold(design))
                {
                    found.Add(candidate);
                }
            }
        }

        return found;
    }

    /// <summary>The random terms of the fit with the slope.</summary>
    public RandomEffectsDesign[] RandomTerms(ModelDesign design)
    {
        RandomEffectsDesign whole = design.RandomTerms[RandomTerm];
        int[] columns = Columns(design);
        ModelMatrix x = design.FixedEffects;
        if (IsCorrelated(design))
        {
            var matrix = new ModelMatrix(
                [.. whole.Matrix.Columns, .. columns.Select(column => x.Columns[column])],
                [.. whole.Matrix.ColumnNames, .. columns.Select(column => x.ColumnNames[column])],
                [.. whole.Matrix.TermIndices, .. columns.Select(column => whole.Matrix.TermLabels.Length + Array.IndexOf(Added, x.TermIndices[column]))],
                [.. whole.Matrix.TermLabels, .. Added.Select(term => x.TermLabels[term])]);
            return [.. design.RandomTerms.Select((term, index) => index == RandomTerm ? term with { Matrix = matrix } : term)];
        }

        var own = new ModelMatrix(
            [.. columns.Select(column => x.Columns[column])],
            [.. columns.Select(column => x.ColumnNames[column])],
            [.. columns.Select(column => Array.IndexOf(Added, x.TermIndices[column]))],
            [.. Added.Select(term => x.TermLabels[term])]);
        return [.. design.RandomTerms, new RandomEffectsDesign(whole.Grouping, own, columns.Length == 1 ? CovarianceStructure.Unstructured : CovarianceStructure.Diagonal)];
    }

    /// <summary>The random term with the slope as a formula has it.</summary>
    public string Written(ModelDesign design)
    {
        string[] before = IsCorrelated(design) ? design.RandomTerms[RandomTerm].Matrix.TermLabels : [];
        IEnumerable<string> effects = before.Concat(Added.Select(term => design.FixedEffects.TermLabels[term]))
            .Select(static label => label == ModelTerm.InterceptLabel ? "1" : label);
        string left = string.Join(" + ", effects);
        string bar = IsCorrelated(design) || Columns(design).Length == 1 ? "|" : "||";
        return $"({(before.Contains(ModelTerm.InterceptLabel) ? "" : "0 + ")}{left} {bar} {Grouping})";
    }

    /// <summary>The random term as it is, which the slope goes into; null where the slope would be a term of its own.</summary>
    public string? Replaced(ModelDesign design)
    {
        if (!IsCorrelated(design))
        {
            return null;
        }

        RandomEffectsDesign whole = design.RandomTerms[RandomTerm];
        string[] labels = Array.ConvertAll(whole.Matrix.TermLabels, static label => label == ModelTerm.InterceptLabel ? "1" : label);
        return whole.Covariance.Write(string.Join(" + ", labels[0] == "1" ? labels : ["0", .. labels]), Grouping);
    }

    /// <summary>The columns of X that are added.</summary>
    public int[] Columns(ModelDesign design) => [.. Enumerable.Range(0, design.FixedEffects.ColumnCount).Where(column => Added.Contains(design.FixedEffects.TermIndices[column]))];

    private bool IsCorrelated(ModelDesign design)
        => design.RandomTerms[RandomTerm].Covariance.IsFree && design.RandomTerms[RandomTerm].Matrix.ColumnCount + Columns(design).Length <= MostCorrelated;

    // Levels need more rows than effects, else a slope of their own is their residual.
    private bool CanBeTold(ModelDesign design)
    {
        FactorColumn factor = design.RandomTerms[RandomTerm].Grouping;
        int effects = design.RandomTerms.Where(term => term.Grouping.Name == Grouping).Sum(static term => term.Matrix.ColumnCount) + Columns(design).Length;
        var counts = new int[factor.Levels.Length];
        foreach (int row in design.ObservedRows ?? Enumerable.Range(0, factor.Codes.Length))
        {
            counts[factor.Codes[row]]++;
        }

        return counts.Count(count => count > effects) >= LeastLevels;
    }

    // No random term has it already, and it is not made of the grouping factor.
    private static bool IsFree(ModelSpec spec, ModelTerm effect, int[] own)
        => !own.Any(index => spec.RandomTerms[index].Terms.Any(random => IsSame(random, effect)))
        && !effect.Components.OfType<FactorComponent>().Any(spec.RandomTerms[own[0]].Grouping.Has);

    private static bool Varies(LinearMixedModelFit fit, int term, int own)
    {
        ModelDesign design = fit.Design;
        FactorColumn factor = design.RandomTerms[own].Grouping;
        int[] columns = [.. Enumerable.Range(0, design.FixedEffects.ColumnCount).Where(column => design.FixedEffects.TermIndices[column] == term)];
        return columns.All(column => fit.Coefficients[column].IsEstimable)
            && columns.All(column => WithinShare.Of(design.FixedEffects.Columns[column], factor.Codes, factor.Levels.Length, design.ObservedRows) > Rounding);
    }

    // True where a term is the product of one that varies within levels with one that does not: levels tell of the former's slope alone.
    private static bool Carries(ModelTerm[] terms, bool[] varies, int part, int whole)
        => part != whole && varies[part] && varies[whole] && LiesIn(terms[part], terms[whole]) && Array.FindIndex(terms, other => IsSame(other, Rest(terms[whole], terms[part]))) is var rest && rest >= 0 && !varies[rest];

    private static ModelTerm Rest(ModelTerm whole, ModelTerm part)
        => whole with { Components = whole.Components.Where(component => part.Components.All(other => other.Label != component.Label)).ToEquatableArray() };

    private static bool IsSame(ModelTerm first, ModelTerm second) => LiesIn(first, second) && LiesIn(second, first);

    private static bool LiesIn(ModelTerm part, ModelTerm whole) => part.Components.All(component => whole.Components.Any(other => other.Label == component.Label));
}
