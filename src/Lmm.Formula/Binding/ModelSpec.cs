namespace Lmm.Formula.Binding;

/// <summary>
/// A formula bound to the columns of its data: all that is needed to build the design, short of the values.
/// The generator emits code from it, and formulas given at run time are interpreted from it.
/// </summary>
/// <param name="Formula">The formula's text.</param>
/// <param name="Variables">Every variable the model reads, once each, in order of appearance (the response's first).</param>
/// <param name="Response">The response, possibly transformed.</param>
/// <param name="FixedTerms">The fixed-effects terms in R's order; the intercept, if there is one, first.</param>
/// <param name="RandomTerms">The random-effects terms in the formula's order, nesting expanded.</param>
/// <param name="Offsets">What <c>offset()</c> names; their sum is subtracted from the response before fitting.</param>
internal sealed record ModelSpec(
    string Formula,
    EquatableArray<ModelVariable> Variables,
    ColumnExpression Response,
    EquatableArray<ModelTerm> FixedTerms,
    EquatableArray<RandomTerm> RandomTerms,
    EquatableArray<ColumnExpression> Offsets)
{
    /// <summary>The index in <see cref="Variables"/> of the variable that holds the prior weights; null for equal weights.</summary>
    public int? Weights { get; init; }

    /// <summary>The name of the column that was given beside the formula, and is the last of <see cref="Offsets"/>; null for none.</summary>
    public string? OffsetName { get; init; }
}

/// <summary>How a model uses a variable. One that serves as number and as grouping factor has both flags.</summary>
[Flags]
internal enum VariableUse
{
    /// <summary>Not used.</summary>
    None = 0,

    /// <summary>As a number.</summary>
    Numeric = 1,

    /// <summary>As a factor, in a term or as (part of) a grouping factor.</summary>
    Factor = 2,

    /// <summary>Its terms are all taken out again: a row to fit must have its value, as in R, which does not matter otherwise.</summary>
    Presence = 4,
}

/// <summary>A variable of a model.</summary>
/// <param name="Name">Its name as the formula spells it; printed names use it.</param>
/// <param name="Declaration">The column it is bound to.</param>
/// <param name="Use">How the model uses it.</param>
internal sealed record ModelVariable(string Name, VariableDeclaration Declaration, VariableUse Use)
{
    /// <summary>True when no term and no offset reads it: predictions do without it.</summary>
    public bool IsOutcome { get; init; }

    /// <summary>True when of all terms and offsets only random terms read it, left or right of their bars: a row to predict may lack its value.</summary>
    public bool IsRandomOnly { get; init; }
}

/// <summary>A term: an interaction of components, a main effect if there is one, the intercept if there is none.</summary>
/// <param name="Label">The label as R prints it, such as <c>week:genotype</c>; <c>(Intercept)</c> for the intercept.</param>
/// <param name="Components">The components in R's order; the first varies fastest among the term's columns.</param>
internal sealed record ModelTerm(string Label, EquatableArray<TermComponent> Components)
{
    /// <summary>The label of the intercept.</summary>
    public const string InterceptLabel = "(Intercept)";

    /// <summary>True for the column of ones.</summary>
    public bool IsIntercept => Components.Count == 0;
}

/// <summary>One component of a term: a set of columns, multiplied with those of the term's other components.</summary>
/// <param name="Label">The component as the formula spells it, such as <c>week</c> or <c>I(age^2)</c>.</param>
internal abstract record TermComponent(string Label);

/// <summary>A numeric variable or expression: one column.</summary>
/// <param name="Column">The expression.</param>
internal sealed record NumericComponent(ColumnExpression Column) : TermComponent(Column.Label);

/// <summary>A factor, by contrasts or by full indicators.</summary>
/// <param name="Label">The factor as the formula spells it; column names start with it.</param>
/// <param name="Variable">Its index in <see cref="ModelSpec.Variables"/>; -1 for one that is computed.</param>
/// <param name="Coding">The contrasts; null for full indicators, one column per level (R's marginality rule decides).</param>
internal sealed record FactorComponent(string Label, int Variable, FactorContrasts? Coding) : TermComponent(Label)
{
    /// <summary>The numbers whose values are its levels, where <c>factor()</c> has an expression for its argument; else null.</summary>
    public ColumnExpression? Computed { get; init; }

    /// <summary>True when the levels of another factor are those of this one, in whatever order and by whatever coding.</summary>
    public bool HasLevelsOf(FactorComponent other) => Variable == other.Variable && Equals(Computed?.Expression, other.Computed?.Expression);

    /// <summary>The levels that <c>relevel()</c> puts first, the innermost call's first of all, so that the last of them comes first.</summary>
    public EquatableArray<string> References { get; init; }
}

/// <summary>Columns made of a number by a transform that learns from the data, such as <c>poly(age, 2)</c>.</summary>
/// <param name="Label">The call as the formula spells it; column names start with it.</param>
/// <param name="Basis">The transform.</param>
/// <param name="Argument">The number.</param>
internal sealed record BasisComponent(string Label, Basis Basis, ColumnExpression Argument) : TermComponent(Label);

/// <summary>A random-effects term.</summary>
/// <param name="Grouping">The grouping factor.</param>
/// <param name="Terms">The terms left of the bar in R's order; the intercept, if there is one, first.</param>
/// <param name="Covariance">The structure of the covariance matrix of its effects.</param>
internal sealed record RandomTerm(GroupingFactor Grouping, EquatableArray<ModelTerm> Terms, CovarianceStructure Covariance);

/// <summary>A grouping factor: one factor, or the observed combinations of several.</summary>
/// <param name="Name">The name as printed, such as <c>recipe:replicate</c>; <c>(1 | a/b)</c> gives <c>b:a</c> and <c>a</c>, as lme4 does.</param>
/// <param name="Parts">The factors, in the name's order, under the names of their variables and the labels of what is computed.</param>
internal sealed record GroupingFactor(string Name, EquatableArray<FactorComponent> Parts)
{
    /// <summary>The one variable that it is, under its own name; null for combinations and for what <c>factor()</c> makes.</summary>
    public int? Variable => Parts.Count == 1 && Parts[0].Computed is null && !IsNamedApart ? Parts[0].Variable : null;

    /// <summary>True when it has a name of its own and not that of its one variable.</summary>
    public bool IsNamedApart { get; init; }

    /// <summary>The name by which designs and fits know it: under the variable's own name, however a bar spells it, terms on one factor have one object.</summary>
    public string NameAmong(EquatableArray<ModelVariable> variables) => Variable is { } variable ? variables[variable].Name : Name;

    /// <summary>True when a factor is one of its parts.</summary>
    public bool Has(FactorComponent factor) => Parts.Any(factor.HasLevelsOf);
}
