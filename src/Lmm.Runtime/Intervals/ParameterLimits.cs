namespace Lmm.Intervals;

/// <summary>The interval of one parameter.</summary>
/// <param name="Estimate">The estimate.</param>
/// <param name="Lower">The lower limit; NaN where there is none.</param>
/// <param name="Upper">The upper limit; NaN where there is none.</param>
internal readonly record struct ParameterLimits(double Estimate, double Lower, double Upper)
{
    /// <summary>Whether the lower limit is the least value that the parameter can have.</summary>
    public bool LowerAtBoundary { get; init; }

    /// <summary>Whether the upper limit is the greatest value that the parameter can have.</summary>
    public bool UpperAtBoundary { get; init; }

    /// <summary>How far the deviance has risen at a lower limit at the boundary; null elsewhere, and for other methods than profiles.</summary>
    public double? LowerRise { get; init; }

    /// <summary>How far the deviance has risen at an upper limit at the boundary; null elsewhere, and for other methods than profiles.</summary>
    public double? UpperRise { get; init; }

    /// <summary>The standard error; NaN where there is none, null for methods that have none.</summary>
    public double? StandardError { get; init; }

    /// <summary>The degrees of freedom of the standard error's t; infinite for the normal distribution, null for methods that have none.</summary>
    public double? DegreesOfFreedom { get; init; }

    /// <summary>No limits.</summary>
    public static ParameterLimits None(double estimate) => new(estimate, double.NaN, double.NaN);

    /// <summary>An estimate more and less a multiple of its standard error, cut at the bounds of the parameter.</summary>
    public static ParameterLimits Symmetric(double estimate, double error, double quantile, double least, double greatest)
    {
        double lower = estimate - (quantile * error);
        double upper = estimate + (quantile * error);
        return new ParameterLimits(estimate, lower < least ? least : lower, upper > greatest ? greatest : upper)
        {
            LowerAtBoundary = lower <= least,
            UpperAtBoundary = upper >= greatest,
            StandardError = error,
        };
    }

    /// <summary>The least and greatest values that a parameter of a kind can have.</summary>
    public static (double Least, double Greatest) Bounds(ParameterKind kind) => kind switch
    {
        ParameterKind.StandardDeviation or ParameterKind.Sigma => (0, double.PositiveInfinity),
        ParameterKind.Correlation => (-1, 1),
        _ => (double.NegativeInfinity, double.PositiveInfinity),
    };
}
