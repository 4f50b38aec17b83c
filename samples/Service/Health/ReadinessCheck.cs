using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Service.Health;

/// <summary>Ready from when the first fit is done until the service is told to stop.</summary>
internal sealed class ReadinessCheck(WarmUp warmUp, IHostApplicationLifetime lifetime) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("The service is stopping.")
            : warmUp.IsDone ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The first fit is under way."));
}
