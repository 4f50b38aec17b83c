using System.Text.Json.Serialization;
using Service.Description;
using Service.Endpoints;
using Service.Faults;
using Service.Health;
using Service.Limits;
using Service.Telemetry;

namespace Service;

/// <summary>The service, put together of its parts.</summary>
internal static class Application
{
    /// <summary>Builds the service; it does not listen yet.</summary>
    /// <param name="args">Settings, such as <c>--urls http://127.0.0.1:5080</c> or <c>--Limits:MaximumRows 5000</c>, before those of <c>appsettings.json</c> and of the environment.</param>
    /// <exception cref="InvalidOperationException">A limit cannot be meant; the message names it.</exception>
    public static WebApplication Build(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
        ServiceLimits limits = ServiceLimits.Of(builder.Configuration);
        builder.Services.ConfigureHttpJsonOptions(static json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ServiceContext.Default);
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        builder.Services.AddSingleton<FitService>();
        builder.AddLimits(limits);
        builder.Services.AddFaults();
        builder.AddTelemetry();
        builder.Services.AddHealth();
        builder.Services.AddDescription();

        // A fault comes out at the outermost; the time that a request may take begins when it is let in.
        WebApplication service = builder.Build();
        service.UseExceptionHandler();
        service.UseStatusCodePages();
        service.UseRateLimiter();
        service.UseRequestTimeouts();
        service.MapQuestions();
        service.MapHealth();
        service.MapPrometheusScrapingEndpoint("/metrics");
        service.MapOpenApi();
        return service;
    }
}
