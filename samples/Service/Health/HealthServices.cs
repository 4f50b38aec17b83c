using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Service.Health;

/// <summary>Whether the service lives, and whether it is ready to be asked.</summary>
internal static class HealthServices
{
    /// <summary>Adds the checks.</summary>
    public static void AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<WarmUp>();
        services.AddHostedService(static provider => provider.GetRequiredService<WarmUp>());
        services.AddHealthChecks().AddCheck<ReadinessCheck>("ready");
    }

    /// <summary>Maps the endpoints; neither is limited.</summary>
    public static void MapHealth(this IEndpointRouteBuilder service)
    {
        service.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = static _ => false });
        service.MapHealthChecks("/health/ready");
    }
}
