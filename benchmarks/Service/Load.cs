using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Lmm.Benchmarks.ServiceLoad;

/// <summary>Runs a load against a service that is started for it.</summary>
internal sealed class Load
{
    private readonly Case _case;
    private readonly HttpClient _client;
    private readonly ConcurrentBag<double> _latencies = [];
    private int _different;
    private int _turnedAway;
    private int _lost;

    private Load(Case load, HttpClient client)
    {
        _case = load;
        _client = client;
    }

    /// <summary>How long the service is under load before anything is counted.</summary>
    public static TimeSpan WarmUp { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Warms up, then counts for a time.</summary>
    public static async Task<Outcome> Run(Case load, TimeSpan duration)
    {
        using ServiceProcess service = await ServiceProcess.Start();
        using HttpClient client = new() { BaseAddress = service.Address };
        await new Load(load, client).Post(WarmUp);

        Load counted = new(load, client);
        Task clients = counted.Post(duration);
        List<(long WorkingSet, long Heap)> memory = [];
        while (!clients.IsCompleted)
        {
            memory.Add((service.WorkingSet, await ServiceProcess.Heap(client)));
            await Task.WhenAny(clients, Task.Delay(TimeSpan.FromSeconds(1)));
        }

        await clients;
        return new Outcome(load, duration, [.. counted._latencies.Order()], counted._different, counted._turnedAway, counted._lost, [.. memory]);
    }

    private Task Post(TimeSpan duration)
    {
        long start = Stopwatch.GetTimestamp();
        return Task.WhenAll(Enumerable.Range(0, _case.Clients).Select(_ => Task.Run(async () =>
        {
            // What was begun is ended, and not counted after the time is over.
            while (Stopwatch.GetElapsedTime(start) < duration)
            {
                TimeSpan pause = await PostOne(() => Stopwatch.GetElapsedTime(start) < duration);
                await Task.Delay(pause);
            }
        })));
    }

    // How long to wait before the next.
    private async Task<TimeSpan> PostOne(Func<bool> isWithinTime)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            using HttpContent body = _case.Body();
            using HttpResponseMessage answer = await _client.PostAsync(new Uri("/fits", UriKind.Relative), body);
            byte[] fit = await answer.Content.ReadAsByteArrayAsync();
            switch (answer.StatusCode)
            {
                case HttpStatusCode.OK when !fit.AsSpan().SequenceEqual(_case.Expected.Span):
                    Interlocked.Increment(ref _different);
                    break;
                case HttpStatusCode.OK:
                    if (isWithinTime())
                    {
                        _latencies.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
                    }

                    break;
                case HttpStatusCode.TooManyRequests:
                    Interlocked.Increment(ref _turnedAway);
                    return answer.Headers.RetryAfter?.Delta ?? TimeSpan.Zero;
                default:
                    Interlocked.Increment(ref _lost);
                    break;
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            Interlocked.Increment(ref _lost);
        }

        return TimeSpan.Zero;
    }
}
