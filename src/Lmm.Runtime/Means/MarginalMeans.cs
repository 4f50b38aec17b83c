using System.ComponentModel;
using Lmm.Faults;
using Lmm.Means;

namespace Lmm;

/// <summary>
/// Marginal means of a fit, <c>fit.MarginalMeans</c>: what the model predicts for the population at the levels of some factors, averaged over the other variables of the
/// fixed effects. Offsets count; random effects are zero.
/// </summary>
/// <remarks>Source: Searle, Speed and Milliken, The American Statistician 34(4), 1980; emmeans computes the same numbers.</remarks>
public class MarginalMeans
{
    private readonly MarginalSettings _settings;

    internal MarginalMeans(MarginalSettings settings) => _settings = settings;

    /// <summary>Shares others' results; generated means derive from this class so.</summary>
    protected MarginalMeans(MarginalMeans means)
    {
        ArgumentNullException.ThrowIfNull(means);
        _settings = means._settings;
    }

    /// <summary>How to average over the other variables.</summary>
    public MeansWeighting Weighting => _settings.Weighting;

    /// <summary>The method of the degrees of freedom.</summary>
    public DegreesOfFreedomMethod Method => _settings.Tests.Method;

    /// <summary>The level of the confidence limits, 0.95 unless <see cref="AtLevel"/> says otherwise.</summary>
    public double Level => _settings.Level;

    /// <summary>The factors that there can be means of.</summary>
    public IReadOnlyList<string> Factors => [.. _settings.Grid.Value.Variables.Where(static variable => variable.IsDiscrete).Select(static variable => variable.Name)];

    /// <summary>The covariates, which are held at their means unless <see cref="At"/> says otherwise.</summary>
    public IReadOnlyList<string> Covariates => [.. _settings.Grid.Value.Variables.Where(static variable => !variable.IsText).Select(static variable => variable.Name)];

    /// <summary>The means at the levels of some factors.</summary>
    /// <param name="factors">The factors, by their names in the formula; none for the one mean of all.</param>
    /// <exception cref="ModelException">The fixed effects have no such factor.</exception>
    public MarginalMeansTable Of(params IReadOnlyList<string> factors) => Of(factors, []);

    /// <summary>The means at the levels of some factors, to be contrasted within the levels of others.</summary>
    /// <param name="factors">The factors, by their names in the formula.</param>
    /// <param name="by">The factors within whose levels contrasts are made.</param>
    /// <exception cref="ModelException">The fixed effects have no such factor.</exception>
    public MarginalMeansTable Of(IReadOnlyList<string> factors, IReadOnlyList<string> by) => new(Average(factors, by));

    /// <summary>The same with a covariate at a value, or at several, which means are then averaged over or told apart by.</summary>
    /// <param name="covariate">Its name in the formula.</param>
    /// <param name="values">The values.</param>
    /// <exception cref="ModelException">The fixed effects have no such covariate.</exception>
    /// <exception cref="ArgumentException">There is no value, or one is not finite.</exception>
    public MarginalMeans At(string covariate, params IReadOnlyList<double> values) => new(_settings.At(covariate, values));

    /// <summary>The same within the levels of a factor, each of them a family of contrasts of its own.</summary>
    /// <param name="factor">The factor, by its name in the formula.</param>
    /// <exception cref="ModelException">The fixed effects have no such factor.</exception>
    public MarginalMeans Within(string factor) => new(_settings with { By = [.. _settings.By, MarginalNames.Find(_settings.Grid.Value, factor).Name] });

    /// <summary>The model's name, and how to average.</summary>
    public override string ToString() => $"{_settings.Model}: marginal means, {_settings.Weighting switch { MeansWeighting.Equal => "with equal weights", MeansWeighting.Proportional => "in proportion to rows", _ => "over the rows" }}";

    /// <summary>The same with covariates at values; for generated code.</summary>
    /// <param name="values">The covariates with their values, null for those that stay where they are.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected MarginalMeans AtValues(params ReadOnlySpan<(string Covariate, double? Value)> values) => new(_settings.At(values.ToArray()));

    /// <summary>The same averaged in another way.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such weighting.</exception>
    public MarginalMeans Weighted(MeansWeighting weighting) => new(_settings with { Weighting = Allowed.Member(weighting) });

    /// <summary>The same with degrees of freedom by another method.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such method.</exception>
    public MarginalMeans With(DegreesOfFreedomMethod method) => new(_settings with { Tests = _settings.Tests.With(method) });

    /// <summary>The same with limits at another level of confidence.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public MarginalMeans AtLevel(double level)
    {
        Allowed.Level(level);
        return new MarginalMeans(_settings with { Level = level });
    }

    /// <summary>The means of a generated member.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="key">The value that a level stands for.</param>
    /// <param name="isClosed">True when the type has no values but levels, so that one that no row has is an answer and not a mistake.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected MarginalMeansTable<TLevel> MemberOf<TLevel>(string factor, Func<string, TLevel> key, bool isClosed)
        where TLevel : notnull
        => new(Average([factor], []), key, isClosed);

    private MarginalFamily Average(IReadOnlyList<string> factors, IReadOnlyList<string> by)
    {
        ArgumentNullException.ThrowIfNull(by);
        return MarginalFamily.Average(_settings, factors, [.. by, .. _settings.By], slopeOf: null);
    }
}
