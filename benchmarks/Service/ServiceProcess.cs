using System.Diagnostics;
using System.Globalization;
using Service;

namespace Lmm.Benchmarks.ServiceLoad;

/// <summary>The service, as a process of its own with its own settings.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private readonly Process _process;

    private ServiceProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>The memory that the process has, in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts it on a free port of this machine.</summary>
    public static async Task<ServiceProcess> Start()
    {
        const string Before = "Now listening on: ";
        Process process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Application).Assembly.Location, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(Before, StringComparison.Ordinal) is >= 0 and int at)
            {
                // What it says later is read, so that it never waits to say it.
                _ = process.StandardOutput.ReadToEndAsync();
                return new ServiceProcess(process, new Uri(line[(at + Before.Length)..].Trim()));
            }
        }

        throw new InvalidOperationException("The service ended before it listened.");
    }

    /// <summary>The managed heap after the last collection, in bytes, as the service tells it.</summary>
    public static async Task<long> Heap(HttpClient client)
    {
        string metrics = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return metrics.Split('\n')
            .Where(static line => line.StartsWith("dotnet_gc_last_collection_heap_size_bytes{", StringComparison.Ordinal))
            .Sum(static line => long.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    /// <summary>Stops it.</summary>
    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
