using static Lmm.Formula.Diagnostics.FormulaSeverity;

namespace Lmm.Formula.Diagnostics;

/// <summary>The rules of spelling: what the parser reports.</summary>
internal static partial class FormulaRules
{
    /// <summary>A bracket is opened and never closed.</summary>
    public static FormulaRule UnclosedBracket { get; } = new(
        "LMM001", "Unclosed bracket", "This bracket is never closed; write ')' where its content ends", Error);

    /// <summary>A bracket is closed that was never opened.</summary>
    public static FormulaRule ExtraBracket { get; } = new(
        "LMM002", "Extra closing bracket", "This bracket closes nothing; remove it, or write '(' where its content begins", Error);

    /// <summary>An operator, comma or pair of brackets lacks the term it needs.</summary>
    public static FormulaRule MissingOperand { get; } = new(
        "LMM003", "Missing operand", "Nothing stands {0}; write {1}", Error);

    /// <summary>Two terms stand side by side.</summary>
    public static FormulaRule MissingOperator { get; } = new(
        "LMM004", "Missing operator", "An operator is missing before '{0}'; write '+' between the terms, or ':' or '*' for their interaction", Error);

    /// <summary>A formula has no tilde.</summary>
    public static FormulaRule MissingTilde { get; } = new(
        "LMM005", "Missing tilde", "The formula has no '~'; write the response, '~', and then the terms", Error);

    /// <summary>A second tilde, or one in brackets.</summary>
    public static FormulaRule MisplacedTilde { get; } = new(
        "LMM006", "Misplaced tilde", "This '~' {0}; write one '~', outside of all brackets, between the response and the terms", Error);

    /// <summary>Nothing stands left of the tilde.</summary>
    public static FormulaRule MissingResponse { get; } = new(
        "LMM007", "Missing response", "The formula has no response; write the name of a numeric variable before '~'", Error);

    /// <summary>Nothing stands right of the tilde.</summary>
    public static FormulaRule MissingTerms { get; } = new(
        "LMM008", "Missing terms", "Nothing stands after '~'; write the terms there, or '1' for the intercept alone", Error);

    /// <summary>A character that the language has no use for.</summary>
    public static FormulaRule UnknownCharacter { get; } = new(
        "LMM009", "Unknown character", "'{0}' has no meaning here; {1}", Error);

    /// <summary>A bar that no brackets surround.</summary>
    public static FormulaRule BarOutsideBrackets { get; } = new(
        "LMM010", "Bar outside brackets", "'{0}' stands outside of a random term's brackets; write the random term as '({1} {0} {2})'", Error);

    /// <summary>A random term with a second bar.</summary>
    public static FormulaRule SecondBar { get; } = new(
        "LMM011", "Second bar in a random term", "A random term has one bar and this is a second; write a random term for each grouping factor, such as '(1 | a) + (1 | b)'", Error);

    /// <summary>A random term without effects or without a grouping factor.</summary>
    public static FormulaRule EmptyRandomTerm { get; } = new(
        "LMM012", "Incomplete random term", "The random term has no {0}; write it as '(effects | grouping factor)', such as '(1 | subject)'", Error);

    /// <summary>A back-tick or quotation mark is opened and never closed.</summary>
    public static FormulaRule UnclosedQuotation { get; } = new(
        "LMM013", "Unclosed quotation", "This {0} is never closed; write {1} where the quotation ends", Error);

    /// <summary>Characters that begin like a number and are none.</summary>
    public static FormulaRule MalformedNumber { get; } = new(
        "LMM014", "Malformed number", "'{0}' is neither a number nor a name; write a product as '2 * x', and a name that begins with a digit in back-ticks", Error);

    /// <summary>A formula beyond the limits of length, depth or number of terms.</summary>
    public static FormulaRule TooLarge { get; } = new(
        "LMM015", "Formula too large", "The formula {0}; {1}", Error);
}
