using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lmm.Service.Tests;

/// <summary>Limits of number and time, and clients that do not wait.</summary>
[Collection("services")]
public sealed class LimitTests
{
    private const string Active = "lmm_service_active";
    private const string Ended = "lmm_service_ended_total";

    [Fact]
    public async Task One_too_many_is_told_to_come_again_and_the_others_are_answered()
    {
        await using RunningService service = await RunningService.Start("Limits:ConcurrentRequests=1", "Limits:QueuedRequests=1");
        using HaltingBody slow = new(Bodies.SleepStudy);
        Task<HttpResponseMessage> first = service.Post("/fits", slow);
        await service.Until(Active, 1);
        Task<HttpResponseMessage> queued = service.Post("/fits", Bodies.Csv(Bodies.SleepStudy));
        await service.Until("aspnetcore_rate_limiting_queued_requests", 1);
        using HttpResponseMessage refused = await service.Post("/fits", Bodies.Csv(Bodies.SleepStudy));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.Equal("Healthy", await service.Get("/health/live"));
        slow.GoOn();
        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await queued).StatusCode);
        await service.Until(Ended, 2, "answered");
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_stopped()
    {
        await using RunningService service = await RunningService.Start("Limits:Timeout=00:00:00.2");
        using Socket client = await service.Sending(Bodies.SleepStudy.Length, "Reaction,Days,Subject\n249.56,0,308\n");
        string answer = await Received(client);

        Assert.StartsWith("HTTP/1.1 503 ", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        Assert.Contains("within 0.2 s", answer, StringComparison.Ordinal);
        await service.Until(Active, 0);
        await service.Until(Ended, 1, "cancelled");
    }

    [Fact]
    public async Task A_fit_that_takes_too_long_is_stopped()
    {
        await using RunningService service = await RunningService.Start("Limits:Timeout=00:00:00.015");
        using HttpResponseMessage answer = await service.Post("/fits", Bodies.Csv(Bodies.MadeUp(10_000)));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        await service.Until(Active, 0);
        await service.Until(Ended, 1, "cancelled");
    }

    [Fact]
    public async Task The_work_for_a_client_that_leaves_ends()
    {
        await using RunningService service = await RunningService.Start();
        using HaltingBody slow = new(Bodies.SleepStudy);
        using CancellationTokenSource leave = new();
        Task<HttpResponseMessage> left = service.Post("/fits", slow, leave.Token);
        await service.Until(Active, 1);
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await service.Until(Active, 0);
        await service.Until(Ended, 1, "cancelled");
    }

    // The body is there as a whole when the client closes, so that it is the fit that ends.
    [Fact]
    public async Task The_fit_for_a_client_that_leaves_ends()
    {
        string body = Bodies.MadeUp(10_000);
        await using RunningService service = await RunningService.Start();
        (await service.Sending(body.Length, body)).Dispose();

        await service.Until(Ended, 1, "cancelled");
        await service.Until(Active, 0);
        Assert.Equal(0, await service.Metric(Ended, "answered"));
    }

    private static async Task<string> Received(Socket client)
    {
        StringBuilder text = new();
        byte[] buffer = new byte[4096];
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(20));
        while (!text.ToString().EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal) && await client.ReceiveAsync(buffer, late.Token) is > 0 and int count)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return text.ToString();
    }
}
