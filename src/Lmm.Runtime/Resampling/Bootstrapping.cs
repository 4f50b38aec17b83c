using Lmm.Faults;
using Lmm.Resampling;

namespace Lmm;

/// <summary>Parametric bootstrap of fits: lme4's <c>bootMer</c> and <c>confint(method = "boot")</c>.</summary>
public static class Bootstrapping
{
    /// <summary>
    /// Intervals from refits to responses that the fitted model generates, new random effects included, each by the fit's own criterion. Draw i depends on the seed and i
    /// only, so that results are the same whatever the number of threads.
    /// </summary>
    /// <param name="intervals">The intervals of a fit, <c>fit.Intervals</c>.</param>
    /// <param name="draws">The number of refits, two or more.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="kind">How limits are taken from draws.</param>
    /// <param name="level">The level, between 0 and 1.</param>
    /// <param name="parameters">The names of parameters and functions; null for all but θ.</param>
    /// <param name="functions">Functions of a fit by name, each of which is evaluated at every refit; a refit then makes a whole fit. They are called from several threads.</param>
    /// <param name="progress">Told how many draws are done, from the working threads; null for no reports.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1, there are fewer than two draws, or there is no such kind.</exception>
    /// <exception cref="ModelException">The fit has no rows, there is no such parameter, too many refits fail, or studentized limits are asked for a function.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static IntervalTable Bootstrap(
        this ParameterIntervals intervals,
        int draws = 1000,
        long seed = 1,
        BootstrapKind kind = BootstrapKind.Percentile,
        double level = 0.95,
        IReadOnlyList<string>? parameters = null,
        IReadOnlyDictionary<string, Func<LinearMixedModelFit, double>>? functions = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(intervals);
        Allowed.Level(level);
        Allowed.Member(kind);
        foreach (string name in parameters ?? [])
        {
            if (functions?.ContainsKey(name) != true)
            {
                intervals.Choose([name]);
            }
        }

        return intervals.Resample(draws, seed, kind == BootstrapKind.Studentized, functions, progress, cancellationToken).Intervals(kind, level, parameters);
    }

    /// <summary>The draws of a parametric bootstrap, of which intervals of every kind and level can be taken.</summary>
    /// <param name="intervals">The intervals of a fit, <c>fit.Intervals</c>.</param>
    /// <param name="draws">The number of refits, two or more.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="standardErrors">Whether to keep the standard errors of every draw, which studentized limits need and which take time.</param>
    /// <param name="functions">Functions of a fit by name, each of which is evaluated at every refit; a refit then makes a whole fit. They are called from several threads.</param>
    /// <param name="progress">Told how many draws are done, from the working threads; null for no reports.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two draws.</exception>
    /// <exception cref="ModelException">The fit has no rows, too many refits fail, or functions are given for a linear model.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static BootstrapSample Resample(
        this ParameterIntervals intervals,
        int draws = 1000,
        long seed = 1,
        bool standardErrors = false,
        IReadOnlyDictionary<string, Func<LinearMixedModelFit, double>>? functions = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(intervals);
        Allowed.AtLeast(2, draws);
        ModelFit fit = intervals.Fit;
        if (!fit.HasRows)
        {
            throw new ModelException(fit.ModelName, LmmErrorCode.NotAvailable, "a bootstrap generates responses row by row, and a fit from cross-products, or one that was loaded, has no rows; fit the model to its rows, or take profile intervals.");
        }

        if (fit is not LinearMixedModelFit && functions is { Count: > 0 })
        {
            throw new ModelException(fit.ModelName, LmmErrorCode.NotAvailable, "functions of a fit are bootstrapped for mixed models, and this is a linear model; leave them out.");
        }

        KeyValuePair<string, Func<LinearMixedModelFit, double>>[] named = [.. functions ?? new Dictionary<string, Func<LinearMixedModelFit, double>>()];
        var run = new BootstrapRun(draws, seed, intervals.All.Count + named.Length, standardErrors ? intervals.All.Count : 0, progress, cancellationToken);
        double[] estimates = intervals.Estimates(intervals.All);
        if (fit is LinearMixedModelFit mixed)
        {
            estimates = [.. estimates, .. named.Select(function => function.Value(mixed))];
            run.Run(fit.ModelName, ResponseSimulator.Of(mixed), new MixedModelRefit(mixed, intervals.All, [.. named.Select(static function => function.Value)], cancellationToken), mixed.Options.MaximumThreads);
        }
        else
        {
            var linear = (LinearModelFit)fit;
            run.Run(fit.ModelName, ResponseSimulator.Of(linear), new LinearModelRefit(linear, intervals.All), Environment.ProcessorCount);
        }

        return new BootstrapSample(intervals, [.. named.Select(static function => function.Key)], estimates, run, seed);
    }
}
