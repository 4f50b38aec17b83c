using static Lmm.Formula.Diagnostics.FormulaSeverity;

namespace Lmm.Formula.Diagnostics;

/// <summary>The rules of the algebra of terms: what the expansion reports.</summary>
internal static partial class FormulaRules
{
    /// <summary>A number or a text stands as a term.</summary>
    public static FormulaRule LiteralAsTerm { get; } = new(
        "LMM016", "Number or text as a term", "'{0}' is no term; the only numbers among terms are 0 and 1, for the intercept; {1}", Error);

    /// <summary>A power of terms that is not a whole number from 2.</summary>
    public static FormulaRule InvalidPower { get; } = new(
        "LMM017", "Invalid power", "'{0}' is no power of terms; write a whole number from 2, or 'I({1})' for the power of a number", Error);

    /// <summary>A power of one variable, which is the variable itself.</summary>
    public static FormulaRule PowerOfVariable { get; } = new(
        "LMM018", "Power of a variable outside I()", "'{0}' means '{1}': outside I() a power crosses terms; write 'I({0})' for the power of the number", Warning);

    /// <summary>A random term where none can be.</summary>
    public static FormulaRule MisplacedRandomTerm { get; } = new(
        "LMM019", "Misplaced random term", "A random term {0}; write it on its own and join it with '+'", Error);

    /// <summary>Right of a bar stands something that names no grouping factor.</summary>
    public static FormulaRule InvalidGrouping { get; } = new(
        "LMM020", "Invalid grouping factor", "'{0}' is no grouping factor; write a variable, 'a:b' for combinations, 'a/b' for b nested in a, or a random term for each factor", Error);

    /// <summary>An offset where none can be.</summary>
    public static FormulaRule MisplacedOffset { get; } = new(
        "LMM021", "Misplaced offset", "An offset {0}; write 'offset(x)' on its own and join it with '+'", Error);

    /// <summary>A term is subtracted that is not there.</summary>
    public static FormulaRule SubtractedTermAbsent { get; } = new(
        "LMM022", "Subtracted term is not there", "'{0}' is subtracted, but the terms before it do not contain it; remove it, or name a term that is there", Warning);

    /// <summary>An interaction with the intercept, which vanishes.</summary>
    public static FormulaRule InteractionWithIntercept { get; } = new(
        "LMM023", "Interaction with the intercept", "'{0}' loses a side: the intercept joined by '{1}' makes no term; write the other side alone", Warning);

    /// <summary>A model without a term.</summary>
    public static FormulaRule NoTerms { get; } = new(
        "LMM024", "No terms", "The formula leaves no terms; write '1' for the intercept", Error);

    /// <summary>A summand whose terms are all there without it.</summary>
    public static FormulaRule RepeatedTerm { get; } = new(
        "LMM042", "Term is there twice", "'{0}' adds nothing: {1}; remove it", Warning);
}
