using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Expansion;

/// <summary>A formula with its operators resolved: sums of terms, before anything is known of the data.</summary>
/// <param name="syntax">The parsed formula.</param>
/// <param name="fixedEffects">The fixed-effects terms; their first variable is the response.</param>
/// <param name="randomTerms">The random terms in the formula's order, nesting expanded.</param>
/// <param name="offsets">The calls of <c>offset</c> in the formula's order.</param>
/// <param name="diagnostics">The faults found in expanding; those of the syntax are not repeated.</param>
internal sealed class ExpandedFormula(
    FormulaSyntax syntax,
    ExpandedTerms fixedEffects,
    IReadOnlyList<ExpandedRandomTerm> randomTerms,
    IReadOnlyList<CallSyntax> offsets,
    EquatableArray<FormulaDiagnostic> diagnostics)
{
    /// <summary>The parsed formula.</summary>
    public FormulaSyntax Syntax { get; } = syntax;

    /// <summary>The fixed-effects terms; their first variable is the response.</summary>
    public ExpandedTerms FixedEffects { get; } = fixedEffects;

    /// <summary>The random terms in the formula's order, nesting expanded.</summary>
    public IReadOnlyList<ExpandedRandomTerm> RandomTerms { get; } = randomTerms;

    /// <summary>The calls of <c>offset</c> in the formula's order.</summary>
    public IReadOnlyList<CallSyntax> Offsets { get; } = offsets;

    /// <summary>The faults found in expanding; those of the syntax are not repeated.</summary>
    public EquatableArray<FormulaDiagnostic> Diagnostics { get; } = diagnostics;
}

/// <summary>A sum of terms over variables of its own.</summary>
/// <param name="variables">The variables in order of first appearance, also those whose terms were taken out again.</param>
/// <param name="hasIntercept">True unless the intercept was taken out.</param>
/// <param name="terms">The terms by degree, then in order of appearance; the intercept is not among them.</param>
internal sealed class ExpandedTerms(IReadOnlyList<ExpandedVariable> variables, bool hasIntercept, IReadOnlyList<ExpandedTerm> terms)
{
    /// <summary>The variables in order of first appearance, also those whose terms were taken out again.</summary>
    public IReadOnlyList<ExpandedVariable> Variables { get; } = variables;

    /// <summary>True unless the intercept was taken out.</summary>
    public bool HasIntercept { get; } = hasIntercept;

    /// <summary>The terms by degree, then in order of appearance; the intercept is not among them.</summary>
    public IReadOnlyList<ExpandedTerm> Terms { get; } = terms;
}

/// <summary>A term: an interaction of variables.</summary>
/// <param name="Label">The labels of its variables joined by colons.</param>
/// <param name="Factors">Its variables in order of first appearance.</param>
internal sealed record ExpandedTerm(string Label, IReadOnlyList<TermFactor> Factors);

/// <summary>A variable in a term.</summary>
/// <param name="Variable">Its index in <see cref="ExpandedTerms.Variables"/>.</param>
/// <param name="ByContrasts">How it is coded if it is a factor: true by contrasts, false by full indicators.</param>
internal sealed record TermFactor(int Variable, bool ByContrasts);

/// <summary>A variable of the algebra: a name, or an expression that the algebra does not look into.</summary>
/// <param name="Label">Its text as R prints it, in the spelling of its first occurrence.</param>
/// <param name="Occurrences">Every place where it stands, the first first.</param>
internal sealed record ExpandedVariable(string Label, IReadOnlyList<ExpressionSyntax> Occurrences);

/// <summary>A random term with one grouping factor.</summary>
/// <param name="Bar">The bar operation it comes from.</param>
/// <param name="Effects">The terms left of the bar.</param>
/// <param name="Grouping">The grouping factor.</param>
/// <param name="Covariance">The structure of the effects' covariance.</param>
/// <param name="Brackets">The brackets it comes from; nesting makes several terms of one pair.</param>
internal sealed record ExpandedRandomTerm(BinarySyntax Bar, ExpandedTerms Effects, ExpandedGrouping Grouping, CovarianceStructure Covariance, BracketedSyntax Brackets);

/// <summary>A grouping factor: one variable, or the combinations of several.</summary>
/// <param name="Name">The name as printed.</param>
/// <param name="Written">The name as a formula has it, unusual names in ticks.</param>
/// <param name="Parts">What is combined, in the name's order: names, and calls of <c>factor()</c>.</param>
internal sealed record ExpandedGrouping(string Name, string Written, IReadOnlyList<ExpressionSyntax> Parts)
{
    /// <summary>The characters from the first of its parts to the last.</summary>
    public TextSpan Span => Parts.Select(part => part.Span).Aggregate((all, next) => all.Through(next));
}
