using System.ComponentModel;
using Lmm.Faults;
using Lmm.Means;

namespace Lmm;

/// <summary>How marginal means and slopes are averaged, at which values of covariates, by which method and level.</summary>
/// <typeparam name="TSelf">The type that changes give: that of means, or of slopes.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MarginalAverages<TSelf>
    where TSelf : MarginalAverages<TSelf>
{
    private protected MarginalAverages(MarginalSettings settings) => Settings = settings;

    private protected MarginalAverages(MarginalAverages<TSelf> averages)
    {
        ArgumentNullException.ThrowIfNull(averages);
        Settings = averages.Settings;
    }

    /// <summary>How to average over the other variables.</summary>
    public MeansWeighting Weighting => Settings.Weighting;

    /// <summary>The method of the degrees of freedom.</summary>
    public DegreesOfFreedomMethod Method => Settings.Tests.Method;

    /// <summary>The level of the confidence limits, 0.95 unless <see cref="AtLevel"/> says otherwise.</summary>
    public double Level => Settings.Level;

    /// <summary>The covariates: numbers that are no factors besides, at their means unless <see cref="At"/> says otherwise, which there can be slopes of.</summary>
    public IReadOnlyList<string> Covariates => [.. Settings.Grid.Value.Variables.Where(static variable => variable.IsCovariate).Select(static variable => variable.Name)];

    /// <summary>How the averages are found.</summary>
    private protected MarginalSettings Settings { get; }

    /// <summary>What the averages are of, for <see cref="ToString"/>.</summary>
    private protected abstract string What { get; }

    /// <summary>The same found in another way.</summary>
    private protected abstract TSelf Create(MarginalSettings settings);

    /// <summary>The same with a covariate at a value, or at several, which are then averaged over or told apart by.</summary>
    /// <param name="covariate">Its name in the formula.</param>
    /// <param name="values">The values.</param>
    /// <exception cref="ModelException">The fixed effects have no such covariate.</exception>
    /// <exception cref="ArgumentException">There is no value, or one is not finite.</exception>
    public TSelf At(string covariate, params IReadOnlyList<double> values) => Create(Settings.At(covariate, values));

    /// <summary>The same within the levels of a factor, each of them a family of contrasts of its own.</summary>
    /// <param name="factor">The factor, by its name in the formula.</param>
    /// <exception cref="ModelException">The fixed effects have no such factor.</exception>
    public TSelf Within(string factor) => Create(Settings with { By = [.. Settings.By, MarginalNames.Find(Settings.Grid.Value, factor).Name] });

    /// <summary>The same averaged in another way.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such weighting.</exception>
    public TSelf Weighted(MeansWeighting weighting) => Create(Settings with { Weighting = Allowed.Member(weighting) });

    /// <summary>The same with degrees of freedom by another method.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such method.</exception>
    public TSelf With(DegreesOfFreedomMethod method) => Create(Settings with { Tests = Settings.Tests.With(method) });

    /// <summary>The same with limits at another level of confidence.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public TSelf AtLevel(double level)
    {
        Allowed.Level(level);
        return Create(Settings with { Level = level });
    }

    /// <summary>The same with covariates at values; for generated code.</summary>
    /// <param name="values">The covariates with their values, null for those that stay where they are.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TSelf AtValues(params ReadOnlySpan<(string Covariate, double? Value)> values) => Create(Settings.At(values.ToArray()));

    /// <summary>The model's name, what the averages are of, and how to average.</summary>
    public override string ToString() => $"{Settings.Model}: {What}, " + Settings.Weighting switch
    {
        MeansWeighting.Equal => "with equal weights",
        MeansWeighting.Proportional => "in proportion to rows",
        _ => "over the rows",
    };
}
