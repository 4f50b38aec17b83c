using Lmm.Faults;

namespace Lmm;

/// <summary>What a mixed model predicts.</summary>
public enum PredictionTarget
{
    /// <summary>The response at the row's levels of the grouping factors: fixed effects and conditional modes.</summary>
    Conditional,

    /// <summary>The response in the population: the fixed effects alone (lme4's <c>re.form = NA</c>).</summary>
    Population,
}

/// <summary>
/// What to do with a level of a grouping factor that no fitted row had, or that is missing. Predictions of the population
/// need no levels of variables that are grouping factors and nothing else.
/// </summary>
public enum NewLevels
{
    /// <summary>Refuse to predict; a row whose level is missing is predicted as NaN.</summary>
    Refuse,

    /// <summary>Take its conditional modes as zero, their mean (lme4's <c>allow.new.levels = TRUE</c>); a missing level counts as new.</summary>
    UsePopulation,
}

/// <summary>How a fitted model predicts.</summary>
public sealed record PredictionOptions
{
    /// <summary>The options used where none are given.</summary>
    public static PredictionOptions Default { get; } = new();

    /// <summary>What is predicted; linear models without random effects have just the population.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such member.</exception>
    public PredictionTarget Target { get; init => field = Allowed.Member(value, nameof(Target)); } = PredictionTarget.Conditional;

    /// <summary>What to do with a level of a grouping factor that no fitted row had, or that is missing; an error, or NaN, by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such member.</exception>
    public NewLevels NewLevels { get; init => field = Allowed.Member(value, nameof(NewLevels)); } = NewLevels.Refuse;
}
