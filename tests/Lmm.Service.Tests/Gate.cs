using System.Diagnostics;

namespace Lmm.Service.Tests;

/// <summary>
/// Holds the work of a request at the beginning of an activity, on the thread that does it, so that a test decides what happens meanwhile however fast the machine is.
/// </summary>
internal sealed class Gate : IDisposable
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _open = new();
    private readonly ActivityListener _listener;

    /// <summary>Closes the gate.</summary>
    /// <param name="activity">The name of the activity, such as <c>lmm.fit</c>.</param>
    public Gate(string activity)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "Lmm" or "Lmm.Service",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = started =>
            {
                // The first fit of a service is its own, outside of requests.
                if (started.OperationName == activity && started.Parent is not null)
                {
                    _reached.TrySetResult();
                    _open.Wait(TimeSpan.FromSeconds(60));
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Complete when work is held.</summary>
    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>Lets the work go on.</summary>
    public void Open() => _open.Set();

    /// <inheritdoc/>
    public void Dispose()
    {
        _open.Set();
        _listener.Dispose();
    }
}
