namespace Service.Health;

/// <summary>Fits made-up rows once, so that the first client does not wait until the code is compiled.</summary>
internal sealed class WarmUp : BackgroundService
{
    private const int Subjects = 12;
    private const int DaysOfEach = 6;

    /// <summary>True from when the fit is done.</summary>
    public bool IsDone { get; private set; }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        TrialFit fit = await TrialModel.FitAsync(Rows(), cancellationToken: stoppingToken);
        IsDone = fit.ToJson().Length > 0;
    }

    // Intercepts, slopes and residuals of no pattern: fractional parts of multiples of irrational numbers.
    private static IEnumerable<Trial> Rows()
        => from subject in Enumerable.Range(1, Subjects)
           from day in Enumerable.Range(0, DaysOfEach)
           select new Trial(250 + (60 * Part(subject * 0.618034)) + ((5 + (10 * Part(subject * 0.414214))) * day) + (40 * Part(((subject * DaysOfEach) + day) * 0.732051)), day, $"{subject}");

    private static double Part(double value) => value - Math.Floor(value);
}
