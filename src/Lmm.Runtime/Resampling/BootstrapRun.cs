namespace Lmm.Resampling;

/// <summary>What a parametric bootstrap keeps of its draws.</summary>
internal sealed class BootstrapRun
{
    private readonly SimulatedDraws _draws;
    private readonly double[,] _values;
    private readonly double[,]? _errors;

    /// <summary>Makes room for draws.</summary>
    /// <param name="draws">The number of draws.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="valueCount">The number of values that are kept of a draw.</param>
    /// <param name="errorCount">The number of standard errors that are kept of a draw; zero for none.</param>
    /// <param name="progress">Told how many draws are done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <param name="mostFailures">The share of refits that may fail.</param>
    public BootstrapRun(
        int draws, long seed, int valueCount, int errorCount, IProgress<FitProgress>? progress, CancellationToken cancellationToken, double mostFailures = SimulatedDraws.UsualFailures)
    {
        _draws = new SimulatedDraws(draws, seed, progress, cancellationToken, mostFailures);
        _values = new double[draws, valueCount];
        _errors = errorCount > 0 ? new double[draws, errorCount] : null;
    }

    /// <summary>The values, draws × values; NaN in the rows of failed refits.</summary>
    public double[,] Values => _values;

    /// <summary>The standard errors, draws × parameters; null when they were not asked for.</summary>
    public double[,]? Errors => _errors;

    /// <summary>The number of refits that failed.</summary>
    public int FailureCount => _draws.FailureCount;

    /// <summary>What the first of them failed by; null for none.</summary>
    public string? FirstFailure => _draws.FirstFailure;

    /// <summary>Draws.</summary>
    /// <exception cref="ModelException">Too many refits failed.</exception>
    public void Run(string model, ResponseSimulator simulator, Refit refit, int threads)
        => _draws.Run(model, ("intervals", "Simplify the model's random terms, or use profile intervals."), simulator, new Work(this, refit), threads);

    private static void Keep(double[] values, double[,] table, int draw)
    {
        for (int index = 0; index < values.Length; index++)
        {
            table[draw, index] = values[index];
        }
    }

    private sealed class Work(BootstrapRun run, Refit refit) : IDrawWork
    {
        private readonly double[] _values = new double[run._values.GetLength(1)];
        private readonly double[] _errors = run._errors is null ? [] : new double[run._errors.GetLength(1)];

        public string? Take(int draw, ResponseSimulator drawn, double[] response)
        {
            string? cause = refit.Run(drawn, response, _values, _errors);
            if (cause is not null)
            {
                Array.Fill(_values, double.NaN);
                Array.Fill(_errors, double.NaN);
            }

            Keep(_values, run._values, draw);
            if (run._errors is { } errors)
            {
                Keep(_errors, errors, draw);
            }

            return cause;
        }

        public IDrawWork Clone() => new Work(run, refit.Clone());
    }
}
