using System.Globalization;
using Lmm.Hypotheses;
using Lmm.Power;
using Lmm.Resampling;
using Lmm.Shapes;
using Lmm.Simulation;

namespace Lmm;

/// <summary>The power of tests by simulation: responses are simulated, the model is fitted to each, and tested; simr's <c>powerSim</c> and <c>powerCurve</c>.</summary>
public static class PowerAnalysis
{
    /// <summary>The power of a test where the fit's estimates, or the effects that the options give, are the truth.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="test">The test.</param>
    /// <param name="options">How often to simulate, and which designs; null for the defaults.</param>
    /// <param name="progress">Told how many draws of all designs are done, from the working threads; null for no reports.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelException">The model has no such coefficient, term or grouping factor, the test cannot be had of it, or a design cannot be fitted.</exception>
    /// <exception cref="InvalidOperationException">The fit has no rows.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static PowerTable Power(this ModelFit fit, PowerTest test, PowerOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(test);
        options ??= PowerOptions.Default;
        DegreesOfFreedomMethod method = options.DegreesOfFreedom ?? fit.Tests.Method;
        if (test.PValueOf is { } pValue)
        {
            // What cannot be tested is refused now, and not counted as a failure of every draw.
            _ = pValue(fit.Tests.With(method, cancellationToken));
        }

        return Power(ResponseSource.Of(fit), test, method, options, progress, cancellationToken);
    }

    /// <summary>The power of a test in a design without data, by the parameters that responses are simulated with.</summary>
    /// <param name="responses">The design with its parameters, as <see cref="Simulating.Of"/> makes it; its own draws and seed do not matter.</param>
    /// <param name="test">The test.</param>
    /// <param name="options">How often to simulate, and which designs; null for the defaults.</param>
    /// <param name="progress">Told how many draws of all designs are done, from the working threads; null for no reports.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelException">The model has no such coefficient or grouping factor, a design cannot be fitted, or the responses are of rows to predict.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static PowerTable Power(this SimulatedResponses responses, PowerTest test, PowerOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(responses);
        ArgumentNullException.ThrowIfNull(test);
        if (responses.Source.Design.Rows.IsForPrediction)
        {
            throw new ModelException(responses.Source.Design.Rows.ModelName, LmmErrorCode.NotAvailable, "the responses are of rows to predict, to which the model is not fitted; ask the fit for power, or a design with parameters given by hand.");
        }

        options ??= PowerOptions.Default;
        return Power(responses.Source, test, options.DegreesOfFreedom ?? responses.Source.Options.DegreesOfFreedom, options, progress, cancellationToken);
    }

    private static PowerTable Power(ResponseSource source, PowerTest test, DegreesOfFreedomMethod method, PowerOptions options, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        string model = source.Design.Rows.ModelName;
        if (method == DegreesOfFreedomMethod.None && test.PValueOf is not null)
        {
            throw new ModelException(model, LmmErrorCode.NotAvailable, "tests without degrees of freedom have no p-values; ask for power by another method, such as Satterthwaite.");
        }

        ResponseSource truth = source with { Beta = Effects(source, options) };
        (int? Levels, int Copies)[] designs = Designs(model, options);
        List<PowerRow> rows = [];
        foreach ((int? levels, int copies) in designs)
        {
            ResponseSource own = levels is null && copies == 1 ? truth : truth with { Design = DesignExtension.Of(source.Design, options.Along, levels, copies) };
            PowerProgress? part = progress is null ? null : new PowerProgress(progress, rows.Count * options.Draws, designs.Length * options.Draws);
            var run = new BootstrapRun(options.Draws, options.Seed, 1, 0, part, cancellationToken, mostFailures: 1);
            run.Run(model, own.Simulator(), PowerRefit.Of(own, test, method, cancellationToken), options.MaximumThreads);
            double[] pValues = [.. Enumerable.Range(0, options.Draws).Select(draw => run.Values[draw, 0])];
            rows.Add(new PowerRow(options.Along is null ? null : levels ?? DesignExtension.LevelCount(source.Design, options.Along), copies, own.Design.Rows.RowCount, pValues, run.FirstFailure, options));
        }

        return new PowerTable(test, options, rows.AsReadOnly(), Array.AsReadOnly([.. Notes(source, test, method, options, rows)]));
    }

    private static double[] Effects(ResponseSource source, PowerOptions options)
    {
        double[] beta = [.. source.Beta];
        NameIndex names = new(source.Design.Rows.ModelName, "coefficient", source.Design.FixedEffects.ColumnNames);
        foreach ((string name, double value) in options.Effects ?? new Dictionary<string, double>())
        {
            beta[names.Find(name)] = double.IsFinite(value) ? value : throw new ArgumentException($"The effect of {name} is infinite or no number.", nameof(options));
        }

        return beta;
    }

    private static (int? Levels, int Copies)[] Designs(string model, PowerOptions options)
    {
        if (options.Along is null && options.Levels is not null)
        {
            throw new ModelException(model, LmmErrorCode.NotAvailable, "numbers of levels are given without the grouping factor that has them; name it by Along.");
        }

        int?[] levels = options.Levels is { Count: > 0 } given ? [.. given.Select(static count => (int?)count)] : [null];
        int[] copies = options.Copies is { Count: > 0 } times ? [.. times] : [1];
        if (Array.Find(levels, static count => count < 1) is { } few)
        {
            throw new ArgumentOutOfRangeException(nameof(options), few, "A design needs one level or more.");
        }

        return Array.Exists(copies, static count => count < 1)
            ? throw new ArgumentOutOfRangeException(nameof(options), copies.Min(), "A design has each row once or more.")
            : [.. levels.SelectMany(level => copies.Select(copy => (level, copy)))];
    }

    private static IEnumerable<string> Notes(ResponseSource source, PowerTest test, DegreesOfFreedomMethod method, PowerOptions options, List<PowerRow> rows)
    {
        string by = test.Dropped is not null ? "by chi-squared, both models by maximum likelihood"
            : test.Reduced is not null ? $"likelihood ratios by {(source.Estimation == Estimation.MaximumLikelihood ? "maximum likelihood" : "REML")}; one effect by a mixture of chi-squared, as its variance is at the boundary, several by chi-squared"
            : CoefficientTestTable.Sentence(method) is { Length: > 0 } sentence && source.Design.RandomTerms.Length > 0 ? sentence
            : "t-tests by the degrees of freedom of the residuals";
        string interval = options.Interval == PowerIntervalKind.Wilson ? "Wilson's" : "Clopper and Pearson's";
        yield return string.Create(CultureInfo.InvariantCulture, $"The share of {options.Draws} simulated responses with p < {options.Alpha} ({by}), seed {options.Seed}; {interval} interval.");
        if (options.Effects is { Count: > 0 } effects)
        {
            yield return $"Responses are simulated with {string.Join(", ", effects.Select(static effect => string.Create(CultureInfo.InvariantCulture, $"{effect.Key} = {effect.Value}")))} in place of the estimates.";
        }

        int failed = rows.Sum(static row => row.FailedDraws);
        if (failed > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{failed} draws failed, and count neither as significant nor as not; the first: {rows.First(static row => row.FailedDraws > 0).FirstFailure}");
        }
    }

    /// <summary>Reports of one design among several.</summary>
    private sealed class PowerProgress(IProgress<FitProgress> progress, int before, int total) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => progress.Report(new FitProgress(FitStage.Draws, before + value.Done, total));
    }
}
