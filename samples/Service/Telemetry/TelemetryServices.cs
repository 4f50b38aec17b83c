using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Service.Telemetry;

/// <summary>Metrics to be scraped, and metrics and traces to a collector where the environment names one.</summary>
internal static class TelemetryServices
{
    private const string Library = "Lmm";

    /// <summary>Adds the telemetry of library, service, server and run time.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WorkMetrics>();
        OpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(static resource => resource.AddService("lmm-service"))
            .WithMetrics(static metrics => metrics
                .AddMeter(Library, WorkMetrics.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "System.Runtime")
                .AddPrometheusExporter())
            .WithTracing(static traces => traces.AddSource(Library, WorkMetrics.Name).AddAspNetCoreInstrumentation(static requests => requests.Filter = static request => request.Request.Method == HttpMethods.Post));
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.UseOtlpExporter();
        }
    }
}
