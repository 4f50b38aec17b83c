using System.Net;
using System.Net.Sockets;

namespace Lmm.Service.Tests;

/// <summary>Time that is over, and clients that leave, in each stage of the work.</summary>
[Collection("services")]
public sealed class StageTests
{
    private const string Fitting = "lmm.fit";
    private const string Answering = "lmm.service.answer";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData("/fits", Fitting)]
    [InlineData("/fits", Answering)]
    [InlineData("/tests", Answering)]
    [InlineData("/tests?df=kenwardroger", Answering)]
    [InlineData("/anova", Answering)]
    [InlineData("/means?days=0&days=9", Answering)]
    [InlineData("/pictures/curves", Answering)]
    [InlineData("/pictures/profile", Answering)]
    public async Task Work_whose_time_is_over_in_any_stage_is_stopped_and_the_client_told(string question, string stage)
    {
        await using RunningService service = await RunningService.Start($"Limits:Timeout={Limit}", "Limits:ConcurrentRequests=1", "Limits:QueuedRequests=0");
        using (Gate gate = new(stage))
        {
            Task<HttpResponseMessage> asked = service.Post(question, Bodies.Csv(Bodies.MadeUp(200)));
            await gate.Reached;

            // The time began before the work, so that it is over by now.
            await Task.Delay(Limit);
            gate.Open();
            using HttpResponseMessage answer = await asked;

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            Assert.Contains("within 2 s", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await service.Until("lmm_service_ended_total", 1, "cancelled");
        await Answered(service);
    }

    [Theory]
    [InlineData(Fitting)]
    [InlineData(Answering)]
    public async Task A_client_that_leaves_in_any_stage_frees_its_place(string stage)
    {
        await using RunningService service = await RunningService.Start("Limits:ConcurrentRequests=1", "Limits:QueuedRequests=0");
        using (Gate gate = new(stage))
        {
            Socket client = await service.Sending(Bodies.SleepStudy.Length, Bodies.SleepStudy);
            await gate.Reached;
            using (HttpResponseMessage refused = await service.Post("/fits", Bodies.Csv(Bodies.SleepStudy)))
            {
                Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            }

            client.Dispose();
        }

        await Answered(service);
    }

    [Fact]
    public async Task A_client_that_leaves_before_its_body_is_there_or_while_it_waits_frees_its_place()
    {
        await using RunningService service = await RunningService.Start("Limits:ConcurrentRequests=1", "Limits:QueuedRequests=1");
        Socket reading = await service.Sending(Bodies.SleepStudy.Length, "Reaction,Days,Subject\n249.56,0,308\n");
        await service.Until("lmm_service_active", 1);
        Socket waiting = await service.Sending(Bodies.SleepStudy.Length, Bodies.SleepStudy);
        await service.Until("aspnetcore_rate_limiting_queued_requests", 1);
        waiting.Dispose();
        await service.Until("aspnetcore_rate_limiting_queued_requests", 0);
        reading.Dispose();

        await Answered(service);
    }

    // A place is free soon after, not before the server has seen that its client left.
    private static async Task Answered(RunningService service)
    {
        await service.Until("lmm_service_active", 0);
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(20));
        HttpStatusCode status;
        do
        {
            using HttpResponseMessage next = await service.Post("/fits", Bodies.Csv(Bodies.SleepStudy), late.Token);
            status = next.StatusCode;
        }
        while (status == HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.OK, status);
    }
}
