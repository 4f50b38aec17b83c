using System.Net;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Lmm.Service.Tests;

/// <summary>What a host looks at: health, metrics, traces, the description.</summary>
[Collection("services")]
public sealed class HostTests
{
    [Fact]
    public async Task The_service_lives_and_is_ready_after_its_first_fit()
    {
        await using RunningService service = await RunningService.Start();
        Assert.Equal("Healthy", await service.Get("/health/live"));

        using CancellationTokenSource late = new(TimeSpan.FromSeconds(20));
        HttpStatusCode status;
        do
        {
            using HttpResponseMessage ready = await service.Client.GetAsync(new Uri("/health/ready", UriKind.Relative), late.Token);
            status = ready.StatusCode;
            Assert.Contains(status, new[] { HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable });
        }
        while (status != HttpStatusCode.OK);
    }

    [Fact]
    public async Task Metrics_of_library_service_server_and_run_time_are_there()
    {
        await using RunningService service = await RunningService.Start();
        using HttpResponseMessage answer = await service.Post("/fits", Bodies.Csv(Bodies.SleepStudy));

        await service.Until("lmm_service_ended_total", 1, "answered");
        Assert.True(await service.Metric("lmm_fits_total", "lmm_kind=\"mixed\"") >= 1);
        Assert.True(await service.Metric("http_server_request_duration_seconds_count", "http_route=\"/fits\"") >= 1);
        Assert.True(await service.Metric("dotnet_process_memory_working_set_bytes") > 1e6);
    }

    [Fact]
    public async Task Traces_go_to_the_collector_that_the_environment_names()
    {
        await using Collector collector = await Collector.Start();
        await using (RunningService service = await RunningService.Start($"OTEL_EXPORTER_OTLP_ENDPOINT={collector.Address}", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"))
        {
            using HttpResponseMessage answer = await service.Post("/fits", Bodies.Csv(Bodies.SleepStudy));
        }

        // Names are UTF-8 within the messages.
        string traces = collector.Received("/v1/traces");
        Assert.Contains("lmm.fit", traces, StringComparison.Ordinal);
        Assert.Contains("lmm.search", traces, StringComparison.Ordinal);
        Assert.Contains("POST /fits", traces, StringComparison.Ordinal);
        Assert.Contains("lmm.fit.duration", collector.Received("/v1/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_is_valid_and_lists_what_can_be_asked()
    {
        await using RunningService service = await RunningService.Start();
        ReadResult read = OpenApiDocument.Parse(await service.Get("/openapi/v1.json"), "json");

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Equal(["/anova", "/fits", "/means", "/pictures/{kind}", "/tests"], read.Document!.Paths.Keys.Order(StringComparer.Ordinal));
        Assert.All(read.Document.Paths.Values, static path =>
        {
            OpenApiOperation operation = Assert.Single(path.Operations!).Value;
            Assert.Equal(["application/json", "text/csv"], operation.RequestBody!.Content!.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(["200", "400", "413", "415", "422", "429", "503"], operation.Responses!.Keys.Order(StringComparer.Ordinal));
        });
        Assert.Equal(["days", "reaction", "subject"], read.Document.Components!.Schemas!["Trial"].Required!.Order(StringComparer.Ordinal));
        Assert.Equal(JsonSchemaType.Number, read.Document.Components.Schemas["Trial"].Properties!["reaction"].Type);
    }
}
