using Lmm.Formula.Binding;
using Lmm.Formula.Expansion;
using Lmm.Formula.Syntax;

namespace Lmm.Inference;

/// <summary>A model without a random term, or with fewer effects in one.</summary>
/// <param name="Name">What goes, as lmerTest's <c>ranova</c> calls it: the term, or a term left of its bar and the whole.</param>
/// <param name="RandomTerms">The random terms that are left.</param>
/// <param name="EffectsTaken">The number of effects of a level that go.</param>
internal sealed record RandomTermReduction(string Name, RandomEffectsDesign[] RandomTerms, int EffectsTaken)
{
    /// <summary>
    /// The reductions of a design's random terms. Of correlated effects each term left of the bar goes that lies in no other; when none would be left, the
    /// intercept takes its place where that is a smaller model (the intercept is among the effects, or indicators add up to it), else the random term goes.
    /// Of uncorrelated effects, which are random terms by themselves, each term left of the bar goes.
    /// </summary>
    public static IEnumerable<RandomTermReduction> Of(ModelDesign design, ModelSpec spec)
    {
        string[] written = EffectsAsWritten(spec);
        return Enumerable.Range(0, spec.RandomTerms.Count).SelectMany(index => Of(design, spec, index, written[index]));
    }

    private static IEnumerable<RandomTermReduction> Of(ModelDesign design, ModelSpec spec, int index, string written)
    {
        RandomTerm random = spec.RandomTerms[index];
        RandomEffectsDesign effects = design.RandomTerms[index];
        ModelTerm[] terms = [.. random.Terms];
        string grouping = random.Grouping.Name;
        bool isUncorrelated = random.Covariance.IsUncorrelated;
        string whole = $"({written} | {grouping})";
        int[] removable = isUncorrelated ? [.. Enumerable.Range(0, terms.Length)] : random.Covariance.IsFree ? [.. TermRemoval.Droppable(terms)] : [];
        if (removable.Length == 0)
        {
            yield return Without(design, index, null, whole);
        }

        foreach (int term in removable)
        {
            int columns = effects.Matrix.TermIndices.Count(of => of == term);
            string name = !isUncorrelated ? $"{terms[term].Label} in {whole}"
                : terms[term].IsIntercept ? $"(1 | {grouping})"
                : $"{terms[term].Label} in {(columns == 1 ? CovarianceStructure.Unstructured : random.Covariance).Write($"0 + {terms[term].Label}", grouping)}";
            yield return Without(design, index, Left(design, spec, index, term), name);
        }
    }

    // What is left of a random term's effects; null for nothing.
    private static ModelMatrix? Left(ModelDesign design, ModelSpec spec, int index, int term)
    {
        RandomTerm random = spec.RandomTerms[index];
        ModelTerm[] terms = [.. random.Terms];
        int rows = design.Rows.RowCount;
        if (terms.Length > 1)
        {
            return TermRemoval.Without(design.RandomTerms[index].Matrix, terms, term, rows);
        }

        // Beside an intercept of its own the factor needs no second one.
        bool hasIntercept = spec.RandomTerms.Where((_, other) => other != index).Any(other => other.Grouping.Name == random.Grouping.Name && other.Terms.Any(static effect => effect.IsIntercept));
        return random.Covariance.IsFree && TermRemoval.StandsForIntercept(terms, term) && !hasIntercept ? TermRemoval.Intercept(rows) : null;
    }

    private static RandomTermReduction Without(ModelDesign design, int index, ModelMatrix? left, string name)
    {
        RandomEffectsDesign whole = design.RandomTerms[index];
        IEnumerable<RandomEffectsDesign> before = design.RandomTerms.Take(index);
        IEnumerable<RandomEffectsDesign> after = design.RandomTerms.Skip(index + 1);
        return left is null
            ? new RandomTermReduction(name, [.. before, .. after], whole.Matrix.ColumnCount)
            : new RandomTermReduction(name, [.. before, whole with { Matrix = left }, .. after], whole.Matrix.ColumnCount - left.ColumnCount);
    }

    private static string[] EffectsAsWritten(ModelSpec spec)
        => [.. FormulaExpander.Expand(FormulaParser.Parse(spec.Formula)).RandomTerms.Select(static random => Deparser.Deparse(random.Bar.Left))];
}
