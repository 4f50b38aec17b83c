using Lmm.Faults;

namespace Lmm;

/// <summary>What predictions with intervals are of.</summary>
public sealed record PredictionIntervalOptions
{
    private const PredictionUncertainty All = PredictionUncertainty.Prediction | PredictionUncertainty.Variances;

    /// <summary>The options used where none are given: confidence intervals of conditional predictions, level 0.95, new levels refused.</summary>
    public static PredictionIntervalOptions Default { get; } = new();

    /// <summary>What is predicted; linear models have just the population.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such member.</exception>
    public PredictionTarget Target { get; init => field = Allowed.Member(value, nameof(Target)); } = PredictionTarget.Conditional;

    /// <summary>The grouping factors whose random effects conditional predictions have; null for all.</summary>
    public IReadOnlyList<string>? GroupingFactors { get; init; }

    /// <summary>What to do with a level of such a factor that no fitted row had, or that is missing; an error, or NaN, by default. Where it is allowed, its variance counts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such member.</exception>
    public NewLevels NewLevels { get; init => field = Allowed.Member(value, nameof(NewLevels)); } = NewLevels.Refuse;

    /// <summary>What is taken into account: <see cref="PredictionUncertainty.Confidence"/> by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such member, or variances are asked for without coefficients and random effects.</exception>
    public PredictionUncertainty Uncertainty
    {
        get;
        init => field = (value & ~All) == 0 && (!value.HasFlag(PredictionUncertainty.Variances) || value.HasFlag(PredictionUncertainty.Confidence))
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Uncertainty), value, "Uncertainty must be made of Coefficients, RandomEffects, Residuals and Variances, the last together with the first two.");
    } = PredictionUncertainty.Confidence;

    /// <summary>The level of the intervals, between 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public double Level { get; init => field = Allowed.Level(value, nameof(Level)); } = 0.95;

    /// <summary>The number of refits where <see cref="PredictionUncertainty.Variances"/> are in, two or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public int Draws { get; init => field = Allowed.AtLeast(2, value, nameof(Draws)); } = 1000;

    /// <summary>The seed of these.</summary>
    public long Seed { get; init; } = 1;

    internal bool IsPrediction => Uncertainty.HasFlag(PredictionUncertainty.Residuals);
}
