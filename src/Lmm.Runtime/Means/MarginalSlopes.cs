using System.ComponentModel;
using Lmm.Faults;
using Lmm.Means;

namespace Lmm;

/// <summary>
/// Slopes of the covariates of a fit, <c>fit.Slopes</c>: the derivative of what the model predicts for the population by a covariate, through all transforms, averaged over
/// the other variables of the fixed effects.
/// </summary>
public class MarginalSlopes
{
    private readonly MarginalSettings _settings;

    internal MarginalSlopes(MarginalSettings settings) => _settings = settings;

    /// <summary>Shares others' results; generated slopes derive from this class so.</summary>
    protected MarginalSlopes(MarginalSlopes slopes)
    {
        ArgumentNullException.ThrowIfNull(slopes);
        _settings = slopes._settings;
    }

    /// <summary>How to average over the other variables.</summary>
    public MeansWeighting Weighting => _settings.Weighting;

    /// <summary>The method of the degrees of freedom.</summary>
    public DegreesOfFreedomMethod Method => _settings.Tests.Method;

    /// <summary>The level of the confidence limits, 0.95 unless <see cref="AtLevel"/> says otherwise.</summary>
    public double Level => _settings.Level;

    /// <summary>The covariates that there can be slopes of.</summary>
    public IReadOnlyList<string> Covariates => [.. _settings.Grid.Value.Variables.Where(static variable => variable is { IsText: false, CodePlace: < 0 }).Select(static variable => variable.Name)];

    /// <summary>The slopes of a covariate at the levels of some factors.</summary>
    /// <param name="covariate">The covariate, by its name in the formula.</param>
    /// <param name="factors">The factors, by their names in the formula; none for the one slope of all.</param>
    /// <exception cref="ModelException">The fixed effects have no such covariate or factor, or the slope is not finite where it is asked for.</exception>
    public SlopeTable Of(string covariate, params IReadOnlyList<string> factors) => Of(covariate, factors, []);

    /// <summary>The slopes of a covariate at the levels of some factors, to be contrasted within the levels of others.</summary>
    /// <param name="covariate">The covariate, by its name in the formula.</param>
    /// <param name="factors">The factors, by their names in the formula.</param>
    /// <param name="by">The factors within whose levels contrasts are made.</param>
    /// <exception cref="ModelException">The fixed effects have no such covariate or factor, or the slope is not finite where it is asked for.</exception>
    public SlopeTable Of(string covariate, IReadOnlyList<string> factors, IReadOnlyList<string> by)
    {
        ArgumentNullException.ThrowIfNull(by);
        GridVariable variable = MarginalNames.Find(_settings.Grid.Value, covariate);
        return !variable.IsText && variable.CodePlace < 0
            ? new SlopeTable(MarginalFamily.Average(_settings, factors, [.. by, .. _settings.By], covariate), covariate)
            : throw new ModelException(
                _settings.Model,
                LmmErrorCode.UnsuitableColumn,
                $"{covariate} is a factor, which has no slope; ask for its means and their contrasts (MarginalMeans.Of(\"{covariate}\"), lmm means --of {covariate}).");
    }

    /// <summary>The same with a covariate at a value, or at several, which slopes are then averaged over or told apart by.</summary>
    /// <param name="covariate">Its name in the formula.</param>
    /// <param name="values">The values.</param>
    /// <exception cref="ModelException">The fixed effects have no such covariate.</exception>
    /// <exception cref="ArgumentException">There is no value, or one is not finite.</exception>
    public MarginalSlopes At(string covariate, params IReadOnlyList<double> values) => new(_settings.At(covariate, values));

    /// <summary>The same within the levels of a factor, each of them a family of contrasts of its own.</summary>
    /// <param name="factor">The factor, by its name in the formula.</param>
    /// <exception cref="ModelException">The fixed effects have no such factor.</exception>
    public MarginalSlopes Within(string factor) => new(_settings with { By = [.. _settings.By, MarginalNames.Find(_settings.Grid.Value, factor).Name] });

    /// <summary>The model's name, and how to average.</summary>
    public override string ToString() => $"{_settings.Model}: slopes, {_settings.Weighting switch { MeansWeighting.Equal => "with equal weights", MeansWeighting.Proportional => "in proportion to rows", _ => "over the rows" }}";

    /// <summary>The same with covariates at values; for generated code.</summary>
    /// <param name="values">The covariates with their values, null for those that stay where they are.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected MarginalSlopes AtValues(params ReadOnlySpan<(string Covariate, double? Value)> values) => new(_settings.At(values.ToArray()));

    /// <summary>The same averaged in another way.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such weighting.</exception>
    public MarginalSlopes Weighted(MeansWeighting weighting) => new(_settings with { Weighting = Allowed.Member(weighting) });

    /// <summary>The same with degrees of freedom by another method.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such method.</exception>
    public MarginalSlopes With(DegreesOfFreedomMethod method) => new(_settings with { Tests = _settings.Tests.With(method) });

    /// <summary>The same with limits at another level of confidence.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public MarginalSlopes AtLevel(double level)
    {
        Allowed.Level(level);
        return new MarginalSlopes(_settings with { Level = level });
    }
}
