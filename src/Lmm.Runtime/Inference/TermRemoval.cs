using Lmm.Formula.Binding;

namespace Lmm.Inference;

/// <summary>Models with one term fewer, made of the columns that the whole model has already.</summary>
internal static class TermRemoval
{
    /// <summary>The terms that may be taken out by marginality, as R's <c>drop.scope</c> has it: those that lie in no other; the intercept stays.</summary>
    public static IEnumerable<int> Droppable(IReadOnlyList<ModelTerm> terms)
        => Enumerable.Range(0, terms.Count).Where(term => !terms[term].IsIntercept && !terms.Where((_, other) => other != term).Any(other => Contains(other, terms[term])));

    /// <summary>
    /// The columns without those of one term. Without an intercept one factor has all its indicators and stands for it: where that goes and another factor
    /// stays, a column of ones takes its place, since R's rule gives the other factor all its indicators then.
    /// </summary>
    /// <param name="matrix">The columns.</param>
    /// <param name="terms">The terms that they are of.</param>
    /// <param name="term">The index of the term.</param>
    /// <param name="rows">The number of rows.</param>
    public static ModelMatrix Without(ModelMatrix matrix, IReadOnlyList<ModelTerm> terms, int term, int rows)
    {
        bool needsOnes = StandsForIntercept(terms, term) && terms.Where((_, other) => other != term).Any(IsFactorByContrasts);
        int first = needsOnes ? 1 : 0;
        int[] kept = [.. Enumerable.Range(0, matrix.ColumnCount).Where(column => matrix.TermIndices[column] != term)];
        ModelMatrix ones = Intercept(rows);
        return new ModelMatrix(
            [.. ones.Columns.Take(first), .. kept.Select(column => matrix.Columns[column])],
            [.. ones.ColumnNames.Take(first), .. kept.Select(column => matrix.ColumnNames[column])],
            [.. ones.TermIndices.Take(first), .. kept.Select(column => first + matrix.TermIndices[column] - (matrix.TermIndices[column] > term ? 1 : 0))],
            [.. ones.TermLabels.Take(first), .. matrix.TermLabels.Where((_, index) => index != term)]);
    }

    /// <summary>The column of ones alone.</summary>
    public static ModelMatrix Intercept(int rows)
    {
        var ones = new double[rows];
        Array.Fill(ones, 1);
        return new ModelMatrix([ones], [ModelTerm.InterceptLabel], [0], [ModelTerm.InterceptLabel]);
    }

    /// <summary>True for the term whose columns add up to ones in a model without an intercept: a factor by all its indicators.</summary>
    public static bool StandsForIntercept(IReadOnlyList<ModelTerm> terms, int term)
        => !terms.Any(static other => other.IsIntercept) && terms[term].Components is [FactorComponent { Coding: null }];

    private static bool IsFactorByContrasts(ModelTerm term) => term.Components is [FactorComponent { Coding: not null }];

    private static bool Contains(ModelTerm whole, ModelTerm part)
        => part.Components.All(component => whole.Components.Any(other => other.Label == component.Label));
}
