namespace Lmm.Means;

/// <summary>How marginal means and slopes of a fit are found.</summary>
/// <param name="Grid">The reference grid.</param>
/// <param name="Tests">The tests of the fit, by the method that degrees of freedom are to be had by.</param>
/// <param name="Given">The values of covariates that were asked for.</param>
/// <param name="By">The factors within whose levels all is done.</param>
/// <param name="Weighting">How to average.</param>
/// <param name="Level">The level of confidence limits.</param>
/// <param name="ResponseName">The response as the formula spells it.</param>
/// <param name="IsTransformed">True when that is not a variable itself.</param>
internal sealed record MarginalSettings(
    Lazy<ReferenceGrid> Grid,
    FixedEffectsTests Tests,
    IReadOnlyDictionary<string, double[]> Given,
    IReadOnlyList<string> By,
    MeansWeighting Weighting,
    double Level,
    string ResponseName,
    bool IsTransformed)
{
    /// <summary>The level of confidence limits where none is asked for.</summary>
    public const double UsualLevel = 0.95;

    /// <summary>The model's name.</summary>
    public string Model => Tests.Estimate.Shape.ModelName;

    /// <summary>The same with a value of each covariate that has one.</summary>
    public MarginalSettings At(IEnumerable<(string Covariate, double? Value)> values)
        => values.Aggregate(this, static (settings, given) => given.Value is { } value ? settings.At(given.Covariate, [value]) : settings);

    /// <summary>The same with values of a covariate.</summary>
    /// <exception cref="ModelException">There is no such covariate.</exception>
    /// <exception cref="ArgumentException">There is no value, or one is not finite.</exception>
    public MarginalSettings At(string covariate, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(covariate);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0 || values.Any(static value => !double.IsFinite(value)))
        {
            throw new ArgumentException($"Give {covariate} one finite value or several.", nameof(values));
        }

        GridVariable variable = MarginalNames.Find(Grid.Value, covariate);
        return variable.IsCovariate
            ? this with { Given = new Dictionary<string, double[]>(Given) { [covariate] = [.. values] } }
            : throw new ModelException(Model, LmmErrorCode.UnsuitableColumn, $"{covariate} is a factor, whose levels are {Variables.LevelLabel.List(variable.Labels)}; only covariates are given values.");
    }
}
