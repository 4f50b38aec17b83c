using Lmm.Formula.Binding;
using Lmm.Formula.Comparison;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Expansion;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Review;

/// <summary>A formula with its terms in both shapes: as bound, to know what they are, and as written, to know where.</summary>
internal sealed class ReviewedFormula
{
    private const int LongestShown = 80;

    /// <summary>Pairs the bound terms with the written ones.</summary>
    public ReviewedFormula(ExpandedFormula formula, ModelSpec spec)
    {
        Syntax = formula.Syntax;
        Spec = spec;
        FixedTerms = Pair(formula.FixedEffects, spec.FixedTerms);
        FixedSpace = ColumnSpace.Of(spec.FixedTerms, spec.Variables);
        RandomTerms = [.. formula.RandomTerms.Zip(spec.RandomTerms, (written, bound) => new ReviewedRandomTerm(written, bound, Pair(written.Effects, bound.Terms)))];
    }

    /// <summary>The parsed formula.</summary>
    public FormulaSyntax Syntax { get; }

    /// <summary>The bound formula.</summary>
    public ModelSpec Spec { get; }

    /// <summary>The fixed-effects terms but for the intercept.</summary>
    public IReadOnlyList<ReviewedTerm> FixedTerms { get; }

    /// <summary>What the fixed effects span.</summary>
    public ColumnSpace FixedSpace { get; }

    /// <summary>The random terms.</summary>
    public IReadOnlyList<ReviewedRandomTerm> RandomTerms { get; }

    /// <summary>A random term as messages show it.</summary>
    public static string Show(BracketedSyntax brackets) => brackets.Span.Length <= LongestShown ? $"'{Deparser.Deparse(brackets)}'" : "another random term";

    private static IReadOnlyList<ReviewedTerm> Pair(ExpandedTerms written, IReadOnlyList<ModelTerm> bound)
        => [.. written.Terms.Zip(bound.Where(term => !term.IsIntercept), (expanded, term) => new ReviewedTerm(term, [.. expanded.Factors.Select(factor => written.Variables[factor.Variable].Occurrences[0])]))];
}

/// <summary>A term as bound and as written.</summary>
/// <param name="Bound">The bound term.</param>
/// <param name="Places">Where each of its variables stands first.</param>
internal sealed record ReviewedTerm(ModelTerm Bound, IReadOnlyList<ExpressionSyntax> Places)
{
    /// <summary>The characters from the first of its variables to the last.</summary>
    public TextSpan Span => Places.Select(place => place.Span).Aggregate((all, next) => all.Through(next));
}

/// <summary>A random term as bound and as written.</summary>
/// <param name="Written">The random term as written.</param>
/// <param name="Bound">The bound random term.</param>
/// <param name="Slopes">Its terms but for the intercept.</param>
internal sealed record ReviewedRandomTerm(ExpandedRandomTerm Written, RandomTerm Bound, IReadOnlyList<ReviewedTerm> Slopes)
{
    /// <summary>Its brackets.</summary>
    public BracketedSyntax Brackets => Written.Brackets;
}
