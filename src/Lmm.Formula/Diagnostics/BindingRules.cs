using static Lmm.Formula.Diagnostics.FormulaSeverity;

namespace Lmm.Formula.Diagnostics;

/// <summary>The rules of meaning: what the binder reports.</summary>
internal static partial class FormulaRules
{
    /// <summary>A name that no column has.</summary>
    public static FormulaRule UnknownVariable { get; } = new(
        "LMM025", "Unknown variable", "There is no variable '{0}'; {1}", Error);

    /// <summary>A name that differs from several columns in case only.</summary>
    public static FormulaRule AmbiguousVariable { get; } = new(
        "LMM026", "Ambiguous variable", "'{0}' could be {1}, which differ in case only; write the one that is meant exactly", Error);

    /// <summary>A grouping factor that no column has the name of.</summary>
    public static FormulaRule UnknownGrouping { get; } = new(
        "LMM027", "Unknown grouping variable", "There is no variable '{0}' to group by; {1}", Error);

    /// <summary>A function that the language does not have.</summary>
    public static FormulaRule UnknownFunction { get; } = new(
        "LMM028", "Unknown function", "There is no function '{0}' in formulas; {1}", Error);

    /// <summary>A function that formulas cannot use here.</summary>
    public static FormulaRule UnsupportedFunction { get; } = new(
        "LMM029", "Function not supported", "'{0}' is not supported {1}; {2}", Error);

    /// <summary>A function with the wrong arguments.</summary>
    public static FormulaRule WrongArguments { get; } = new(
        "LMM030", "Wrong arguments", "'{0}' takes one argument, without a name, and has {1}; write '{2}'", Error);

    /// <summary>A text where a number must be.</summary>
    public static FormulaRule TextAsNumber { get; } = new(
        "LMM031", "Text used as a number", "'{0}' is {1} and '{2}' needs a number; use it as a factor on its own, or declare it with a numeric type", Error);

    /// <summary>A factor where a number must be.</summary>
    public static FormulaRule FactorAsNumber { get; } = new(
        "LMM032", "Factor used as a number", "'{0}' is a factor ({1}) and '{2}' needs a number; use it as a factor on its own, or declare it with a numeric type", Error);

    /// <summary>A continuous variable to group by.</summary>
    public static FormulaRule ContinuousGrouping { get; } = new(
        "LMM033", "Continuous grouping factor", "'{0}' is {1} and cannot group rows: its values are measurements, not labels; declare it as string, enum or int", Error);

    /// <summary>A response that is no number.</summary>
    public static FormulaRule ResponseNotNumeric { get; } = new(
        "LMM034", "Response is not numeric", "The response '{0}' is {1}; a response is a number: declare it with a numeric type{2}", Error);

    /// <summary>The response among the terms.</summary>
    public static FormulaRule ResponseAmongTerms { get; } = new(
        "LMM035", "Response among the terms", "'{0}' is the response and cannot also explain it; remove it from the right of '~'", Error);

    /// <summary>A column of a type that formulas cannot use so.</summary>
    public static FormulaRule UnusableType { get; } = new(
        "LMM036", "Type of no use here", "'{0}' is {1}, which cannot be {2}; {3}", Error);

    /// <summary>Weights that no column has the name of. The span is empty: the fault lies beside the formula.</summary>
    public static FormulaRule UnknownWeights { get; } = new(
        "LMM037", "Unknown weights", "There is no variable '{0}' to weight by; {1}", Error);

    /// <summary>Weights that are no numbers. The span is empty: the fault lies beside the formula.</summary>
    public static FormulaRule WeightsNotNumeric { get; } = new(
        "LMM038", "Weights are not numeric", "The weights '{0}' are {1}; weights are numbers: name a variable with a numeric type", Error);

    /// <summary>Something that is not arithmetic inside arithmetic.</summary>
    public static FormulaRule NotArithmetic { get; } = new(
        "LMM039", "Not arithmetic", "'{0}' is not arithmetic and cannot stand in '{1}'; only numbers, numeric variables, + - * / ^ %% %/%, comparisons, & | ! and elementary functions can", Error);

    /// <summary>A comparison or another logical operation that cannot be meant so.</summary>
    public static FormulaRule MisusedLogic { get; } = new(
        "LMM074", "Misused logical operator", "'{0}' {1}; {2}", Error);

    /// <summary>Arithmetic without a variable.</summary>
    public static FormulaRule ConstantExpression { get; } = new(
        "LMM040", "Expression without a variable", "'{0}' contains no variable and is the same in every row; {1}", Error);

    /// <summary>Uncorrelated effects of a factor, which lme4 would correlate.</summary>
    public static FormulaRule DoubleBarWithFactor { get; } = new(
        "LMM041", "Double bar with a factor", "'||' makes all effects uncorrelated, those of '{0}' too, while lme4 would keep these correlated; write '{1}' for what lme4 does", Warning);

    /// <summary>A call whose arguments do not fit its parameters.</summary>
    public static FormulaRule MalformedCall { get; } = new(
        "LMM045", "Arguments that do not fit the function", "'{0}' {1}; write '{2}'", Error);

    /// <summary>An argument of the wrong kind.</summary>
    public static FormulaRule InvalidArgument { get; } = new(
        "LMM046", "Invalid argument", "'{0}' cannot be the argument '{1}' of '{2}'; {3}", Error);

    /// <summary>Something that is no factor where one must be.</summary>
    public static FormulaRule NotFactor { get; } = new(
        "LMM047", "Not a factor", "'{0}' is no factor; name a variable, or write factor(), relevel() or C() of one", Error);

    /// <summary>A level that the factor does not have.</summary>
    public static FormulaRule UnknownLevel { get; } = new(
        "LMM048", "Unknown level", "There is no level '{0}' in '{1}'; {2}", Error);

    /// <summary>Contrasts that do not fit the factor.</summary>
    public static FormulaRule InvalidContrasts { get; } = new(
        "LMM049", "Contrasts that do not fit", "These contrasts do not fit: {0}", Error);
}
