using static Lmm.Formula.Diagnostics.FormulaSeverity;

namespace Lmm.Formula.Diagnostics;

/// <summary>The rules of sense: what a review of a formula without errors reports.</summary>
internal static partial class FormulaRules
{
    /// <summary>A random slope around a mean that is fixed at zero.</summary>
    public static FormulaRule SlopeWithoutFixedEffect { get; } = new(
        "LMM043", "Random slope without fixed effect", "'{0}' varies by '{1}' around a mean of zero, because it is not among the fixed effects; add it there: '{2} + {3}'", Warning);

    /// <summary>A grouping factor among the fixed effects.</summary>
    public static FormulaRule GroupingAmongFixedEffects { get; } = new(
        "LMM044", "Grouping factor among the fixed effects", "'{0}' is a fixed effect and also groups rows: its fixed effects leave '{1}' nothing to explain; keep one of the two", Warning);

    /// <summary>A grouping factor with too few levels for a variance.</summary>
    public static FormulaRule FewLevels { get; } = new(
        "LMM070", "Few levels to group by", "'{0}' has {1} levels, too few to estimate a variance from; make it a fixed effect", Warning);

    /// <summary>A whole number used as a number that serves as a factor elsewhere.</summary>
    public static FormulaRule NumberAndFactor { get; } = new(
        "LMM071", "Number here, factor elsewhere", "'{0}' is a number here, and {1}; if its values are labels, declare it [Factor]", Warning);

    /// <summary>A random term that others contain.</summary>
    public static FormulaRule ContainedRandomTerm { get; } = new(
        "LMM072", "Random term is contained in another", "'{0}' adds nothing to {1}, so that their variances cannot be told apart; {2}", Warning);

    /// <summary>A fixed effect that may vary by a grouping factor and does not in the model.</summary>
    public static FormulaRule NoRandomSlope { get; } = new(
        "LMM073", "Fixed effect without random slope", "'{0}' has no random slope by '{1}': if it varies within its levels, the standard error may be too small; write '{2}'", Information);
}
