using System.Diagnostics;
using System.Diagnostics.Metrics;
using Lmm.Telemetry;
using Lmm.Tests.Kernels;
using Lmm.Tests.Solver;

namespace Lmm.Tests.Services;

/// <summary>What listeners are told of fits, and that nobody pays where none listens. Only these tests listen, one after the other.</summary>
public class TelemetryTests
{
    private static readonly ModelDesign Design = ReferenceDesigns.Build(6);

    [Fact]
    public void Fits_are_counted_and_timed()
    {
        var sums = new Dictionary<string, double>();
        using MeterListener listener = Listen(sums);
        LinearMixedModelFit fit = LinearMixedModel.Fit(Design);

        Assert.Equal(1, sums["lmm.fits mixed"]);
        Assert.Equal(fit.Convergence.Evaluations, sums["lmm.fit.evaluations mixed"]);
        Assert.True(sums["lmm.fit.duration mixed"] > 0);
        Assert.DoesNotContain("lmm.fits.failed mixed", sums.Keys);
    }

    [Fact]
    public void Refits_and_their_failures_are_counted()
    {
        var sums = new Dictionary<string, double>();
        using MeterListener listener = Listen(sums);
        LinearMixedModel.FitMany(Design, new ResponseTable([Design.Response.Values, new double[180], [double.NaN, .. Design.Response.Values[1..]]]), options: FitOptions.Default with { MaximumThreads = 1 });

        Assert.Equal(3, sums["lmm.fits refit"]);
        Assert.Equal(1, sums["lmm.fits.failed refit"]);
    }

    [Fact]
    public void A_search_that_ends_early_is_counted_as_not_converged()
    {
        var sums = new Dictionary<string, double>();
        using MeterListener listener = Listen(sums);
        LinearMixedModel.Fit(Design, options: FitOptions.Default with { MaximumEvaluations = 1 });

        Assert.Equal(1, sums["lmm.fits.not_converged mixed"]);
    }

    [Fact]
    public void A_fit_is_an_activity_with_its_stages()
    {
        List<Activity> ended = [];
        using ActivityListener listener = Listen(ended);
        using var root = new Activity("root");
        root.Start();
        LinearMixedModelFit fit = LinearMixedModel.Fit(Design);

        Activity activity = ended.Single(own => own.OperationName == "lmm.fit" && own.TraceId == root.TraceId);
        Assert.Equal(fit.Formula, activity.GetTagItem("lmm.formula"));
        Assert.Equal(180L, activity.GetTagItem("lmm.rows"));
        Assert.Equal(fit.Convergence.Evaluations, activity.GetTagItem("lmm.evaluations"));
        Assert.Equal(true, activity.GetTagItem("lmm.converged"));
        Assert.Equal(["lmm.cross_products", "lmm.search"], ended.Where(own => own.ParentSpanId == activity.SpanId).Select(static own => own.OperationName));
    }

    [Fact]
    public void A_fit_that_fails_and_one_that_is_cancelled_say_so()
    {
        List<Activity> ended = [];
        using ActivityListener listener = Listen(ended);
        using var root = new Activity("root");
        root.Start();
        ModelException fault = Assert.Throws<ModelException>(() => LinearMixedModel.Fit(CrossProducts.Form(ReferenceDesigns.Build(6).WithResponse(new double[180]))));
        Assert.ThrowsAny<OperationCanceledException>(() => LinearMixedModel.Fit(Design, cancellationToken: new CancellationToken(canceled: true)));

        Activity[] fits = [.. ended.Where(own => own.OperationName == "lmm.fit" && own.TraceId == root.TraceId)];
        Assert.Equal([fault.Message, "cancelled"], fits.Select(static own => own.StatusDescription));
        Assert.All(fits, static own => Assert.Equal(ActivityStatusCode.Error, own.Status));
    }

    [Fact]
    public void Where_nobody_listens_nothing_is_allocated()
        => Assert.Equal(0, Allocation.Of(static () =>
        {
            using FitRecording recording = FitRecording.Begin(Design.Shape, "mixed");
            using Activity? stage = FitTelemetry.Begin("lmm.search");
            recording.End(FitOutcome.Converged, 6);
        }));

    // Other tests fit on other threads.
    private static MeterListener Listen(Dictionary<string, double> sums)
    {
        int thread = Environment.CurrentManagedThreadId;
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, own) =>
            {
                if (instrument.Meter.Name == FitTelemetry.Name)
                {
                    own.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        return listener;

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (Environment.CurrentManagedThreadId == thread)
            {
                string name = $"{instrument.Name} {tags[0].Value}";
                sums[name] = sums.GetValueOrDefault(name) + value;
            }
        }
    }

    private static ActivityListener Listen(List<Activity> ended)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == FitTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (ended)
                {
                    ended.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
