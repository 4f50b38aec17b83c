using Lmm.Resampling;

namespace Lmm.Inference;

/// <summary>The distribution of a likelihood-ratio statistic where the smaller model holds: responses are simulated from it, and both models fitted to each.</summary>
internal sealed class LikelihoodRatioBootstrap
{
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
        var statistics = new double[draws.Count];
        Work work = new(statistics, CriterionRefit.Of(fit.Design, estimation, options, cancellationToken), CriterionRefit.Of(full, estimation, options, cancellationToken));
        new SimulatedDraws(draws.Count, draws.Seed, progress, cancellationToken).Run(
            fit.ModelName, ("the distribution of the statistic", "Take the p-value by χ², or simplify the models."), ResponseSimulator.Of(fit), work, options.MaximumThreads);
        return new LikelihoodRatioBootstrap(statistics);
    }

    private sealed class Work(double[] statistics, CriterionRefit reduced, CriterionRefit full) : IDrawWork
    {
        public string? Take(int draw, ResponseSimulator drawn, double[] response)
        {
            double loss = reduced.Minimum(response) - full.Minimum(response);
            statistics[draw] = double.IsNaN(loss) ? double.NaN : Math.Max(0, loss);
            return !double.IsNaN(loss) ? null : reduced.Fault.Length > 0 ? reduced.Fault : full.Fault;
        }

        public IDrawWork Clone() => new Work(statistics, reduced.Clone(), full.Clone());
    }
}
