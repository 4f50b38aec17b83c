using Lmm.Faults;
using Lmm.Intervals;
using Lmm.Shapes;

namespace Lmm;

/// <summary>
/// Confidence intervals of the parameters of a fit, <c>fit.Intervals</c>: <see cref="Wald"/>, <see cref="Profile"/>, and with rows <c>Bootstrap</c>. Parameters
/// are named as by lme4's <c>confint</c>: <c>sd_Days|Subject</c>, <c>cor_Days.(Intercept)|Subject</c>, <c>sigma</c>, coefficients by their names.
/// </summary>
public abstract class ParameterIntervals
{
    private readonly NameIndex _names;

    private protected ParameterIntervals(ModelFit fit)
    {
        Fit = fit;
        Parameters = ModelParameter.Of(fit.Shape);
        All = [.. Parameters, .. ModelParameter.ThetaOf(fit.Shape)];
        _names = new NameIndex(fit.ModelName, "parameter", [.. All.Select(static parameter => parameter.Name)]);
    }

    /// <summary>The names of the parameters: standard deviations and correlations of random effects, sigma, coefficients.</summary>
    public IReadOnlyList<string> Names => [.. Parameters.Select(static parameter => parameter.Name)];

    /// <summary>The names of the elements of θ, such as <c>theta_Days.(Intercept)|Subject</c>: they have Wald and bootstrap intervals when asked for.</summary>
    public IReadOnlyList<string> ThetaNames => [.. All.Skip(Parameters.Count).Select(static parameter => parameter.Name)];

    /// <summary>
    /// Estimates more and less a multiple of their standard errors: coefficients by Student's t with the degrees of freedom of the fit's tests, all else by the
    /// normal distribution with standard errors from the Hessian of the criterion. Limits are cut at the bounds of a parameter. An estimate at its bound has none.
    /// </summary>
    /// <param name="level">The level, between 0 and 1.</param>
    /// <param name="parameters">The names of the parameters; null for all of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    /// <exception cref="ModelException">There is no such parameter, or the method of the fit's tests cannot be had of this fit.</exception>
    public IntervalTable Wald(double level = 0.95, IReadOnlyList<string>? parameters = null)
    {
        Allowed.Level(level);
        IReadOnlyList<ModelParameter> chosen = Choose(parameters);
        return Table(IntervalMethod.Wald, level, chosen, WaldLimits(chosen, level), WaldNotes);
    }

    /// <summary>
    /// Limits at which the deviance, minimised over all other parameters, lies above its minimum by the quantile of χ² with one degree of freedom. A REML fit is
    /// profiled by maximum likelihood, and the table has the estimates of that fit.
    /// </summary>
    /// <param name="level">The level, between 0 and 1.</param>
    /// <param name="parameters">The names of the parameters; null for all of <see cref="Names"/>.</param>
    /// <param name="progress">Told how many limits are done, from the working threads; null for no reports.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    /// <exception cref="ModelException">There is no such parameter, or it cannot be profiled.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public IntervalTable Profile(double level = 0.95, IReadOnlyList<string>? parameters = null, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Allowed.Level(level);
        IReadOnlyList<ModelParameter> chosen = Choose(parameters);
        if (chosen.FirstOrDefault(static parameter => parameter.Kind == ParameterKind.Theta) is { } theta)
        {
            throw new ModelException(Fit.ModelName, LmmErrorCode.NotAvailable, $"{theta.Name} has no profile of its own; profile the standard deviations, correlations and sigma that it is made of, or use Wald or bootstrap intervals.");
        }

        (ParameterLimits[] limits, IReadOnlyList<string> notes) = ProfileLimits(chosen, level, progress, cancellationToken);
        return Table(IntervalMethod.Profile, level, chosen, limits, notes);
    }

    /// <summary>The model, and what there are intervals of.</summary>
    public override string ToString() => $"{Fit.ModelName}: intervals of {string.Join(", ", Names)}";

    /// <summary>The fit.</summary>
    internal ModelFit Fit { get; }

    /// <summary>The parameters that are meant where none are named.</summary>
    internal IReadOnlyList<ModelParameter> Parameters { get; }

    /// <summary>These, and θ.</summary>
    internal IReadOnlyList<ModelParameter> All { get; }

    /// <summary>The parameters of some names, or all that are meant where none are named.</summary>
    internal IReadOnlyList<ModelParameter> Choose(IReadOnlyList<string>? names) => names is null ? Parameters : [.. names.Select(name => All[_names.Find(name)])];

    /// <summary>The estimates of parameters.</summary>
    internal abstract double[] Estimates(IReadOnlyList<ModelParameter> parameters);

    /// <summary>The standard errors of <see cref="All"/>, those of coefficients as if the variances were known; NaN at a boundary.</summary>
    internal double[] StandardErrors()
    {
        ParameterLimits[] limits = WaldLimits([.. All.Where(static parameter => parameter.Kind != ParameterKind.Coefficient)], 0.5);
        int next = 0;
        return [.. All.Select(parameter => parameter.Kind == ParameterKind.Coefficient ? Fit.Coefficients[parameter.First].StandardError : limits[next++].StandardError ?? double.NaN)];
    }

    private protected abstract IReadOnlyList<string> WaldNotes { get; }

    private protected abstract ParameterLimits[] WaldLimits(IReadOnlyList<ModelParameter> parameters, double level);

    private protected abstract (ParameterLimits[] Limits, IReadOnlyList<string> Notes) ProfileLimits(
        IReadOnlyList<ModelParameter> parameters, double level, IProgress<FitProgress>? progress, CancellationToken cancellationToken);

    private IntervalTable Table(IntervalMethod method, double level, IReadOnlyList<ModelParameter> parameters, ParameterLimits[] limits, IReadOnlyList<string> notes)
        => new(Fit.ModelName, method, level, [.. parameters.Select(static parameter => parameter.Name)], limits, notes);
}
