using Lmm.Distributions;
using Lmm.Faults;
using Lmm.Kernels;
using Lmm.Resampling;
using Lmm.Results;

namespace Lmm;

/// <summary>Scaled residuals from responses that a fitted model generates.</summary>
public static class ResidualSimulation
{
    /// <summary>
    /// Residuals on the scale from 0 to 1: the share of drawn responses of a row below the one seen, ties broken at random. Draw i depends on the seed and i only.
    /// </summary>
    /// <param name="diagnostics">The diagnostics of a fit, <c>fit.Diagnostics</c>.</param>
    /// <param name="draws">The number of responses, 20 or more.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="target">Whether draws keep the conditional modes, or have new random effects.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 20 draws, or there is no such target.</exception>
    /// <exception cref="InvalidOperationException">The fit is one from cross-products; see <see cref="ModelFit.HasRows"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ScaledResiduals SimulateResiduals(
        this FitDiagnostics diagnostics, int draws = 250, long seed = 1, PredictionTarget target = PredictionTarget.Conditional, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        Allowed.AtLeast(20, draws);
        Allowed.Member(target);
        ModelFit fit = diagnostics.Fit;
        int rows = fit.Rows.Count;
        var sample = new ResidualSample(fit, target == PredictionTarget.Conditional);
        int threads = fit is LinearMixedModelFit mixed ? mixed.Options.MaximumThreads : Environment.ProcessorCount;
        var below = new int[rows];
        var equal = new int[rows];
        var squares = new double[draws];
        Lock counting = new();
        new Workers(threads, cancellationToken).Run(draws, sample.Clone, (draw, own) =>
        {
            own.Draw(seed, draw);
            squares[draw] = own.Squares;
            lock (counting)
            {
                own.Count(below, equal);
            }
        });

        var random = new RandomStream();
        random.Start(seed, draws);
        bool[] counts = [.. Enumerable.Range(0, rows).Select(row => fit.Weights is not { } weights || weights[row] > 0)];
        var scaled = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            double share = UpperTail.Normal(random.NextNormal());
            scaled[row] = counts[row] ? (below[row] + (share * (equal[row] + 1))) / (draws + 1) : double.NaN;
        }

        int count = counts.Count(static counted => counted);
        int outliers = Enumerable.Range(0, rows).Count(row => counts[row] && equal[row] == 0 && (below[row] == 0 || below[row] == draws));
        double mean = squares.Average();
        int higher = squares.Count(value => value >= sample.Observed);
        double p = Math.Min(1, 2.0 * (Math.Min(higher, draws - higher) + 1) / (draws + 1));
        ResidualTest[] tests =
        [
            ResidualTests.Uniformity([.. scaled.Where(static value => !double.IsNaN(value))]),
            ResidualTests.Dispersion(sample.Observed / mean, p),
            ResidualTests.Outliers(outliers, count, draws),
        ];
        List<string> notes = [ScaledResiduals.DrawsNote(draws, seed)];
        if (target == PredictionTarget.Conditional)
        {
            notes.Add("Draws keep the conditional modes, to which the response was fitted, so that residuals vary less than draws: a dispersion a little below 1 is no finding.");
        }

        return new ScaledResiduals(new RowValues(fit.Rows, scaled), target, ScaledResidualKind.Simulated, draws, seed, tests, notes);
    }
}
