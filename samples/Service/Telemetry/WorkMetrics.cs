using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Service.Telemetry;

/// <summary>Requests that are worked on, and how they ended.</summary>
internal sealed class WorkMetrics
{
    /// <summary>The name of the meter, and of the source of activities.</summary>
    public const string Name = "Lmm.Service";

    /// <summary>The name of the activity that finds the answer of a fit.</summary>
    public const string Answering = "lmm.service.answer";

    private static readonly ActivitySource Source = new(Name);

    private readonly UpDownCounter<long> _active;
    private readonly Counter<long> _ended;

    /// <summary>Makes the instruments.</summary>
    public WorkMetrics(IMeterFactory meters)
    {
        Meter meter = meters.Create(Name);
        _active = meter.CreateUpDownCounter<long>("lmm.service.active", "{request}", "Requests that are worked on.");
        _ended = meter.CreateCounter<long>("lmm.service.ended", "{request}", "Requests that were worked on, by how they ended: answered, refused, cancelled.");
    }

    /// <summary>Begins a request.</summary>
    public Work Begin()
    {
        _active.Add(1);
        return new Work(this);
    }

    /// <summary>Finds the answer of a fit, as an activity of its own within the request.</summary>
    public static TAnswer Answer<TAnswer>(Func<TAnswer> question)
    {
        using Activity? activity = Source.StartActivity(Answering);
        return question();
    }

    /// <summary>The work on one request, refused unless something else is said.</summary>
    internal sealed class Work(WorkMetrics metrics) : IDisposable
    {
        private string _ending = "refused";

        /// <summary>The answer is there.</summary>
        public void Answered() => _ending = "answered";

        /// <summary>The client left, or the time was over.</summary>
        public void Cancelled() => _ending = "cancelled";

        /// <summary>Ends the work.</summary>
        public void Dispose()
        {
            metrics._active.Add(-1);
            metrics._ended.Add(1, new KeyValuePair<string, object?>("ending", _ending));
        }
    }
}
