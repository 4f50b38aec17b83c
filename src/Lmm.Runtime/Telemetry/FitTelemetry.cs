using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Lmm.Telemetry;

/// <summary>The instruments that tell what fits do; docs/services.md lists them. Without a listener none of them costs anything.</summary>
internal static class FitTelemetry
{
    /// <summary>The name of the meter and of the source of activities.</summary>
    public const string Name = "Lmm";

    private static readonly string? Version = typeof(FitTelemetry).Assembly.GetName().Version?.ToString(3);
    private static readonly ActivitySource Source = new(Name, Version);
    private static readonly Meter Meter = new(Name, Version);

    /// <summary>Fits that have ended.</summary>
    public static readonly Counter<long> Fits = Meter.CreateCounter<long>("lmm.fits", "{fit}", "Fits that have ended, cancelled ones left out.");

    /// <summary>Fits that gave no estimates.</summary>
    public static readonly Counter<long> Failed = Meter.CreateCounter<long>("lmm.fits.failed", "{fit}", "Fits that gave no estimates.");

    /// <summary>Fits whose search did not converge.</summary>
    public static readonly Counter<long> NotConverged = Meter.CreateCounter<long>("lmm.fits.not_converged", "{fit}", "Fits whose search did not converge.");

    /// <summary>What fits took, in seconds.</summary>
    public static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("lmm.fit.duration", "s", "What fits took, from their design.");

    /// <summary>The evaluations of the criterion that fits took.</summary>
    public static readonly Histogram<int> Evaluations = Meter.CreateHistogram<int>("lmm.fit.evaluations", "{evaluation}", "Evaluations of the criterion.");

    /// <summary>True when somebody listens to an instrument.</summary>
    public static bool IsMetered => Fits.Enabled || Failed.Enabled || NotConverged.Enabled || Duration.Enabled || Evaluations.Enabled;

    /// <summary>Begins an activity that other activities of this library are parts of; null when nobody listens.</summary>
    public static Activity? Begin(string name) => Source.StartActivity(name);
}
