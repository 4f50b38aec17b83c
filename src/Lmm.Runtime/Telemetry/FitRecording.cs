using System.Diagnostics;

namespace Lmm.Telemetry;

/// <summary>Records one fit, from its beginning to its end.</summary>
internal readonly struct FitRecording : IDisposable
{
    private readonly string _kind;
    private readonly Activity? _activity;
    private readonly long _start;

    private FitRecording(string kind, Activity? activity)
    {
        _kind = kind;
        _activity = activity;
        _start = FitTelemetry.IsMetered ? Stopwatch.GetTimestamp() : 0;
    }

    /// <summary>Begins a fit, with an activity.</summary>
    /// <param name="shape">What is fitted.</param>
    /// <param name="kind">The tag of its kind of model.</param>
    public static FitRecording Begin(ModelShape shape, string kind)
    {
        Activity? activity = FitTelemetry.Begin("lmm.fit");
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("lmm.model", shape.ModelName);
            activity.SetTag("lmm.formula", shape.Formula);
            activity.SetTag("lmm.rows", shape.ObservationCount);
        }

        return new FitRecording(kind, activity);
    }

    /// <summary>Begins a refit, of which there may be thousands in a second: it is counted, and has no activity.</summary>
    public static FitRecording BeginRefit() => new("refit", null);

    /// <summary>Counts a fit that has ended.</summary>
    /// <param name="outcome">How.</param>
    /// <param name="evaluations">The evaluations that it took; 0 where nothing is searched.</param>
    public void End(FitOutcome outcome, int evaluations)
    {
        bool hasEstimates = outcome is FitOutcome.Converged or FitOutcome.NotConverged;
        if (_activity is { IsAllDataRequested: true } activity)
        {
            activity.SetTag("lmm.outcome", outcome.ToString());
            activity.SetTag("lmm.converged", outcome == FitOutcome.Converged);
            activity.SetTag("lmm.evaluations", evaluations);
            activity.SetStatus(hasEstimates ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
        }

        if (_start == 0)
        {
            return;
        }

        KeyValuePair<string, object?> kind = new("lmm.kind", _kind);
        FitTelemetry.Fits.Add(1, kind);
        if (!hasEstimates)
        {
            FitTelemetry.Failed.Add(1, kind);
        }
        else if (outcome == FitOutcome.NotConverged)
        {
            FitTelemetry.NotConverged.Add(1, kind);
        }

        FitTelemetry.Duration.Record(Stopwatch.GetElapsedTime(_start).TotalSeconds, kind);
        if (evaluations > 0)
        {
            FitTelemetry.Evaluations.Record(evaluations, kind);
        }
    }

    /// <summary>Counts a fit that a fault ended; one that was cancelled is not counted.</summary>
    public void Fail(Exception fault)
    {
        if (fault is OperationCanceledException)
        {
            _activity?.SetStatus(ActivityStatusCode.Error, "cancelled");
            return;
        }

        End(FitOutcome.Refused, 0);
        _activity?.SetStatus(ActivityStatusCode.Error, fault.Message);
    }

    /// <summary>Ends the activity.</summary>
    public void Dispose() => _activity?.Dispose();
}
