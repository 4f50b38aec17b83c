using System.Diagnostics;
using System.Net;
using Lmm.Tests.Shared;

namespace Lmm.Service.Tests;

/// <summary>The sample as a process of its own, as it is started and stopped where it is deployed.</summary>
[Collection("services")]
public sealed class ProcessTests
{
    [Fact]
    public async Task Who_is_being_answered_when_the_service_is_told_to_stop_gets_the_answer()
    {
        // Windows has no such signal.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string assembly = typeof(global::Service.Application).Assembly.Location;
        using Process service = Process.Start(new ProcessStartInfo("dotnet", [assembly, "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true })!;
        try
        {
            using HttpClient client = new() { BaseAddress = new Uri(await ListeningAddress.Of(service)) };
            using HaltingBody slow = new(Bodies.SleepStudy);
            Task<HttpResponseMessage> answer = client.PostAsync(new Uri("/fits", UriKind.Relative), slow);
            await slow.Begun;
            while (!(await client.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Contains("lmm_service_active{otel_scope_name=\"Lmm.Service\"} 1", StringComparison.Ordinal))
            {
                await Task.Delay(20);
            }

            using Process stop = Process.Start("kill", ["-TERM", $"{service.Id}"]);
            await stop.WaitForExitAsync();
            await Refused(client.BaseAddress);
            slow.GoOn();

            Assert.Equal(HttpStatusCode.OK, (await answer).StatusCode);
            await service.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
            Assert.Equal(0, service.ExitCode);
        }
        finally
        {
            if (!service.HasExited)
            {
                service.Kill(entireProcessTree: true);
            }
        }
    }

    // New clients are not let in any more.
    private static async Task Refused(Uri address)
    {
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(20));
        while (true)
        {
            try
            {
                using HttpClient other = new() { BaseAddress = address };
                await other.GetStringAsync(new Uri("/health/live", UriKind.Relative), late.Token);
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }
}
