using System.Globalization;
using System.Runtime.ExceptionServices;
using Lmm.Kernels;

namespace Lmm.Resampling;

/// <summary>What one thread does with simulated responses, one after the other.</summary>
internal interface IDrawWork
{
    /// <summary>Fits a response and keeps what is wanted of it under the number of the draw; the cause where nothing can be, else null.</summary>
    /// <param name="draw">The number of the draw.</param>
    /// <param name="drawn">What wrote the response.</param>
    /// <param name="response">The response.</param>
    string? Take(int draw, ResponseSimulator drawn, double[] response);

    /// <summary>The same for another thread, which keeps in the same place.</summary>
    IDrawWork Clone();
}

/// <summary>
/// The draws of a parametric bootstrap: threads take the next few from a common counter, each with a simulator and work of its own. A draw depends on the seed and
/// its number only.
/// </summary>
internal sealed class SimulatedDraws
{
    /// <summary>The share of draws that may fail where all is told from the others.</summary>
    public const double UsualFailures = 0.1;

    private const int MostAtOnce = 32;
    private const int FewestReports = 100;

    private readonly long _seed;
    private readonly double _mostFailures;
    private readonly string?[] _causes;
    private readonly IProgress<FitProgress>? _progress;
    private readonly CancellationToken _cancellationToken;
    private readonly Lock _reporting = new();
    private readonly int _atOnce;
    private int _next;
    private int _done;

    /// <summary>Makes room for draws.</summary>
    /// <param name="count">The number of draws.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="progress">Told how many draws are done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <param name="mostFailures">The share of draws that may fail.</param>
    public SimulatedDraws(int count, long seed, IProgress<FitProgress>? progress, CancellationToken cancellationToken, double mostFailures = UsualFailures)
    {
        (Count, _seed, _progress, _cancellationToken, _mostFailures) = (count, seed, progress, cancellationToken, mostFailures);
        _causes = new string?[count];
        _atOnce = Math.Clamp(count / FewestReports, 1, MostAtOnce);
    }

    /// <summary>The number of draws.</summary>
    public int Count { get; }

    /// <summary>The number of draws that failed.</summary>
    public int FailureCount => _causes.Count(static cause => cause is not null);

    /// <summary>What the first of them failed by; null for none.</summary>
    public string? FirstFailure => Array.Find(_causes, static cause => cause is not null);

    /// <summary>Draws.</summary>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="purpose">What the draws are for, and what to do where too many fail.</param>
    /// <param name="simulator">Where responses come from.</param>
    /// <param name="work">What is done with them.</param>
    /// <param name="threads">The most threads.</param>
    /// <exception cref="ModelException">Too many draws failed.</exception>
    public void Run(string model, (string Name, string Advice) purpose, ResponseSimulator simulator, IDrawWork work, int threads)
    {
        int workers = Math.Min((Count + _atOnce - 1) / _atOnce, Math.Max(1, threads));
        try
        {
            new Workers(threads, _cancellationToken).Run(workers, worker => Work(worker == 0 ? simulator : simulator.Clone(), worker == 0 ? work : work.Clone()));
        }
        catch (AggregateException faults)
        {
            ExceptionDispatchInfo.Throw(faults.InnerExceptions[0]);
        }

        if (FailureCount > _mostFailures * Count)
        {
            int first = Array.FindIndex(_causes, static cause => cause is not null);
            throw new ModelException(model, LmmErrorCode.NotAvailable, string.Create(
                CultureInfo.InvariantCulture,
                $"{FailureCount} of {Count} refits to simulated responses failed, too many for {purpose.Name}; the first, draw {first + 1}: {FirstFailure} {purpose.Advice}"));
        }
    }

    private void Work(ResponseSimulator simulator, IDrawWork work)
    {
        var response = new double[simulator.RowCount];
        while (true)
        {
            int first = Interlocked.Add(ref _next, _atOnce) - _atOnce;
            int end = Math.Min(Count, first + _atOnce);
            if (first >= end)
            {
                return;
            }

            for (int draw = first; draw < end; draw++)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                simulator.Write(_seed, draw, response);
                _causes[draw] = work.Take(draw, simulator, response);
            }

            Report(end - first);
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
                _progress.Report(new FitProgress(FitStage.Draws, _done, Count));
            }
        }
    }
}
