using System.Globalization;
using Lmm.Plots.Charts;
using Lmm.Plots.Scenes;
using Lmm.Plots.Smoothing;
using Lmm.Plots.Texts;
using Lmm.Printing;

namespace Lmm.Plots.Pictures;

/// <summary>Residuals against normal quantiles, with a band.</summary>
internal static class ResidualQuantilesPicture
{
    private const long MostSimulated = 1_000_000;

    // Bands are drawn at so many quantiles at the most, and points between the ends at so many.
    private const int MostPlaces = 400;

    /// <summary>Draws the picture.</summary>
    public static Picture Draw(ModelFit fit, int draws, long seed, PlotOptions options)
    {
        Chart chart = Chart(fit, draws, seed, options);
        StandardResiduals residuals = StandardResiduals.Of(fit);
        int count = residuals.Values.Length;
        bool isSimulated = IsSimulated(count, draws);
        string level = Percent.Of(options.Level);
        return new Page
        {
            Title = "Residuals against the normal distribution",
            Description = $"{residuals.Label}s of {fit.Formula} in order against the quantiles of the normal distribution, {NumberLabel.Count(count)} rows. {chart.Sentence}",
            Charts = [chart],
            ChartHeight = 300,
            Legend =
            [
                new LegendEntry("rows", Tone.First) { Shape = DotShape.Disc },
                new LegendEntry(isSimulated ? $"{level} of simulated residuals, quantile by quantile" : $"{level} of independent normal residuals, quantile by quantile", new Paint(Tone.Rule, 0.3)) { IsArea = true },
            ],
            Notes =
            [
                isSimulated ? string.Create(CultureInfo.InvariantCulture, $"{draws} responses of the fit, each refitted, seed {seed}.") : "",
                count > MostPlaces ? $"{NumberLabel.Count(count)} residuals are drawn at {MostPlaces} quantiles, the outermost one by one." : "",
                residuals.Note,
            ],
        }.Draw(options);
    }

    /// <summary>The chart.</summary>
    public static Chart Chart(ModelFit fit, int draws, long seed, PlotOptions options)
    {
        StandardResiduals residuals = StandardResiduals.Of(fit);
        double[] sorted = [.. residuals.Values.Order()];
        double[] normal = NormalQuantile.Of(sorted.Length);
        (double[] lower, double[] upper) = IsSimulated(sorted.Length, draws) ? Simulated(fit, residuals, draws, seed, options.Level) : Independent(normal, options.Level);
        int outside = Enumerable.Range(0, sorted.Length).Count(index => sorted[index] < lower[index] || sorted[index] > upper[index]);
        int[] places = Places(sorted.Length);
        double[] x = Array.ConvertAll(places, at => normal[at]);
        double[] y = Array.ConvertAll(places, at => sorted[at]);
        double[] low = Array.ConvertAll(places, at => lower[at]);
        double[] high = Array.ConvertAll(places, at => upper[at]);
        double[] ends = [x[0], x[^1]];
        return new Chart(
            Axis.Around("Normal quantile", x),
            Axis.Around(residuals.Label, [.. y, .. low, .. high]),
            [
                new BandLayer(x, low, high, new Paint(Tone.Rule, 0.3)),
                new LineLayer(ends, ends, new Stroke(Tone.Rule, 1.4)),
                new PointLayer(x, y, new Paint(Tone.First, 0.8), sorted.Length > 1000 ? 1.8 : 2.3),
            ])
        {
            Sentence = $"Points should lie in the band; {NumberLabel.Share((double)outside / sorted.Length)} are outside, where {NumberLabel.Share(1 - options.Level)} are expected.",
        };
    }

    private static bool IsSimulated(int count, int draws) => (long)count * draws <= MostSimulated;

    private static (double[] Lower, double[] Upper) Simulated(ModelFit fit, StandardResiduals residuals, int draws, long seed, double level)
    {
        int count = residuals.Values.Length;
        SimulatedResponses responses = fit.Simulations(new SimulationSettings { Draws = draws, Seed = seed });
        double[][] known =
        [
            .. Enumerable.Range(0, draws)
                .Select(draw => residuals.OfRefit(responses.Refit(draw)).Values.Order().ToArray())
                .Where(drawn => drawn.Length == count),
        ];
        double tail = (1 - level) / 2;
        double[] lower = new double[count];
        double[] upper = new double[count];
        for (int at = 0; at < count; at++)
        {
            double[] values = [.. known.Select(draw => draw[at]).Order()];
            (lower[at], upper[at]) = (Sample.Quantile(values, tail), Sample.Quantile(values, 1 - tail));
        }

        return (lower, upper);
    }

    // The standard error of an order statistic of many independent normal values.
    private static (double[] Lower, double[] Upper) Independent(double[] normal, double level)
    {
        double z = NormalQuantile.Of((1 + level) / 2);
        double[] errors = Array.ConvertAll(normal, at =>
        {
            double density = Math.Exp(-0.5 * at * at) / Math.Sqrt(2 * Math.PI);
            double below = Distributions.UpperTail.Normal(-at);
            return z * Math.Sqrt(below * (1 - below) / normal.Length) / density;
        });
        return ([.. normal.Zip(errors, static (at, error) => at - error)], [.. normal.Zip(errors, static (at, error) => at + error)]);
    }

    private static int[] Places(int count)
    {
        if (count <= MostPlaces)
        {
            return [.. Enumerable.Range(0, count)];
        }

        // Equally far apart on the normal scale.
        double end = NormalQuantile.Of(1 - (0.5 / count));
        SortedSet<int> places = [0, count - 1];
        for (int step = 0; step < MostPlaces; step++)
        {
            double share = Distributions.UpperTail.Normal(end - (2 * end * step / (MostPlaces - 1)));
            places.Add(Math.Clamp((int)(share * count), 0, count - 1));
        }

        return [.. places];
    }
}
