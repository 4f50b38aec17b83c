using Lmm.Kernels;
using Lmm.Resampling;

namespace Lmm.Inference;

/// <summary>The distribution of a likelihood-ratio statistic where the smaller model holds: responses are simulated from it, and both models fitted to each.</summary>
internal sealed class LikelihoodRatioBootstrap
{
    /// <summary>The share of refits that may fail.</summary>
    private const double MostFailures = 0.1;

    /// <summary>Statistics that differ by less are equal: fits at the boundary tie.</summary>
    private const double Tie = 1e-7;

    private LikelihoodRatioBootstrap(double[] statistics) => Statistics = statistics;

    /// <summary>One statistic per draw, NaN where a refit failed.</summary>
    public double[] Statistics { get; }

    /// <summary>The number of draws whose refits failed.</summary>
    public int Failed => Statistics.Count(double.IsNaN);

    /// <summary>
    /// The probability of a statistic so large: (1 + the number of draws as large) / (1 + the number of draws whose refits did not fail), Davison and Hinkley,
    /// Bootstrap Methods and their Application, 1997, section 4.2.
    /// </summary>
    public double PValue(double statistic)
    {
        int larger = Statistics.Count(drawn => drawn >= statistic - (Tie * (1 + statistic)));
        return (1.0 + larger) / (1 + Statistics.Length - Failed);
    }

    /// <summary>Simulates and fits.</summary>
    /// <param name="fit">The smaller model's fit, with its rows.</param>
    /// <param name="full">The larger model's design.</param>
    /// <param name="estimation">The criterion of both fits.</param>
    /// <param name="options">How to fit, and on how many threads.</param>
    /// <param name="draws">How often, and by which seed.</param>
    /// <param name="progress">Told how many draws are done; null for no reports.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelException">More than a tenth of the refits failed.</exception>
    public static LikelihoodRatioBootstrap Run(
        ModelFit fit, ModelDesign full, Estimation estimation, FitOptions options, (int Count, long Seed) draws, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        var simulator = ResponseSimulator.Of(fit);
        int threads = Math.Min(new Workers(options.MaximumThreads, cancellationToken).MaximumThreads, draws.Count);
        (CriterionRefit Reduced, CriterionRefit Full)[] refits = new (CriterionRefit, CriterionRefit)[threads];
        refits[0] = (CriterionRefit.Of(fit.Design, estimation, options, cancellationToken), CriterionRefit.Of(full, estimation, options, cancellationToken));
        for (int thread = 1; thread < threads; thread++)
        {
            refits[thread] = (refits[0].Reduced.Clone(), refits[0].Full.Clone());
        }

        var statistics = new double[draws.Count];
        var faults = new string[draws.Count];
        int next = -1;
        int done = 0;
        Lock reporting = new();
        new Workers(threads, cancellationToken).Run(threads, thread =>
        {
            (CriterionRefit reduced, CriterionRefit whole) = refits[thread];
            ResponseSimulator own = simulator.Clone();
            var response = new double[own.RowCount];
            for (int draw = Interlocked.Increment(ref next); draw < draws.Count; draw = Interlocked.Increment(ref next))
            {
                cancellationToken.ThrowIfCancellationRequested();
                own.Write(draws.Seed, draw, response);
                double loss = reduced.Minimum(response) - whole.Minimum(response);
                statistics[draw] = double.IsNaN(loss) ? double.NaN : Math.Max(0, loss);
                faults[draw] = reduced.Fault.Length > 0 ? reduced.Fault : whole.Fault;
                lock (reporting)
                {
                    progress?.Report(new FitProgress(FitStage.Responses, ++done, draws.Count));
                }
            }
        });

        var bootstrap = new LikelihoodRatioBootstrap(statistics);
        return bootstrap.Failed <= MostFailures * draws.Count
            ? bootstrap
            : throw new ModelException(fit.ModelName, LmmErrorCode.NotAvailable, $"{bootstrap.Failed} of {draws.Count} refits to simulated responses failed, too many to know the distribution of the statistic; the first of them: {faults.First(static fault => fault.Length > 0)}");
    }
}
