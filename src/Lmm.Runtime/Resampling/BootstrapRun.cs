using System.Globalization;
using System.Runtime.ExceptionServices;
using Lmm.Kernels;

namespace Lmm.Resampling;

/// <summary>
/// The draws of a parametric bootstrap: threads take the next few from a common counter, each with a simulator and a refit of its own. A draw depends on the seed and
/// its number only.
/// </summary>
internal sealed class BootstrapRun
{
    /// <summary>The share of refits that may fail where intervals are taken from the others.</summary>
    private const double MostFailures = 0.1;

    private const int MostAtOnce = 32;
    private const int FewestReports = 100;

    private readonly int _draws;
    private readonly double _mostFailures;
    private readonly long _seed;
    private readonly double[,] _values;
    private readonly double[,]? _errors;
    private readonly string?[] _causes;
    private readonly IProgress<FitProgress>? _progress;
    private readonly CancellationToken _cancellationToken;
    private readonly Lock _reporting = new();
    private readonly int _atOnce;
    private int _next;
    private int _done;

    /// <summary>Makes room for draws.</summary>
    /// <param name="draws">The number of draws.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="valueCount">The number of values that are kept of a draw.</param>
    /// <param name="errorCount">The number of standard errors that are kept of a draw; zero for none.</param>
    /// <param name="progress">Told how many draws are done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <param name="mostFailures">The share of refits that may fail.</param>
    public BootstrapRun(int draws, long seed, int valueCount, int errorCount, IProgress<FitProgress>? progress, CancellationToken cancellationToken, double mostFailures = MostFailures)
    {
        _mostFailures = mostFailures;
        (_draws, _seed, _progress, _cancellationToken) = (draws, seed, progress, cancellationToken);
        _values = new double[draws, valueCount];
        _errors = errorCount > 0 ? new double[draws, errorCount] : null;
        _causes = new string?[draws];
        _atOnce = Math.Clamp(draws / FewestReports, 1, MostAtOnce);
    }

    /// <summary>The values, draws × values; NaN in the rows of failed refits.</summary>
    public double[,] Values => _values;

    /// <summary>The standard errors, draws × parameters; null when they were not asked for.</summary>
    public double[,]? Errors => _errors;

    /// <summary>The number of refits that failed.</summary>
    public int FailureCount => _causes.Count(static cause => cause is not null);

    /// <summary>What the first of them failed by; null for none.</summary>
    public string? FirstFailure => Array.Find(_causes, static cause => cause is not null);

    /// <summary>Draws.</summary>
    /// <exception cref="ModelException">Too many refits failed.</exception>
    public void Run(string model, ResponseSimulator simulator, Refit refit, int threads)
    {
        int workers = Math.Min((_draws + _atOnce - 1) / _atOnce, Math.Max(1, threads));
        try
        {
            new Workers(threads, _cancellationToken).Run(workers, worker => Work(worker == 0 ? simulator : simulator.Clone(), worker == 0 ? refit : refit.Clone()));
        }
        catch (AggregateException faults)
        {
            ExceptionDispatchInfo.Throw(faults.InnerExceptions[0]);
        }

        if (FailureCount > _mostFailures * _draws)
        {
            int first = Array.FindIndex(_causes, static cause => cause is not null);
            throw new ModelException(model, LmmErrorCode.NotAvailable, string.Create(
                CultureInfo.InvariantCulture,
                $"{FailureCount} of {_draws} refits to simulated responses failed, too many for intervals; the first, draw {first + 1}: {FirstFailure} Simplify the model's random terms, or use profile intervals."));
        }
    }

    private void Work(ResponseSimulator simulator, Refit refit)
    {
        var response = new double[simulator.RowCount];
        int width = _values.GetLength(1);
        var values = new double[width];
        double[] errors = _errors is null ? [] : new double[_errors.GetLength(1)];
        while (true)
        {
            int first = Interlocked.Add(ref _next, _atOnce) - _atOnce;
            int end = Math.Min(_draws, first + _atOnce);
            if (first >= end)
            {
                return;
            }

            for (int draw = first; draw < end; draw++)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                simulator.Write(_seed, draw, response);
                _causes[draw] = refit.Run(simulator, response, values, errors);
                if (_causes[draw] is not null)
                {
                    Array.Fill(values, double.NaN);
                    Array.Fill(errors, double.NaN);
                }

                Keep(values, _values, draw);
                if (_errors is not null)
                {
                    Keep(errors, _errors, draw);
                }
            }

            Report(end - first);
        }
    }

    private static void Keep(double[] values, double[,] table, int draw)
    {
        for (int index = 0; index < values.Length; index++)
        {
            table[draw, index] = values[index];
        }
    }

    // Reports arrive one after the other, each further than the one before.
    private void Report(int count)
    {
        if (_progress is not null)
        {
            lock (_reporting)
            {
                _done += count;
                _progress.Report(new FitProgress(FitStage.Draws, _done, _draws));
            }
        }
    }
}
