namespace Service.Limits;

/// <summary>Puts the limits where the framework holds them: size at the server, number at the rate limiter, time at the request.</summary>
internal static class LimitServices
{
    private static readonly TimeSpan ToWriteAnswers = TimeSpan.FromSeconds(5);

    /// <summary>Adds the limits.</summary>
    public static void AddLimits(this WebApplicationBuilder builder, ServiceLimits limits)
    {
        builder.Services.AddSingleton(limits);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = limits.MaximumBodyBytes;
        });
        builder.Services.AddAdmission(limits);
        builder.Services.AddTimeLimit(limits);

        // Who is being answered when the service is told to stop gets the answer.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = limits.Timeout + ToWriteAnswers);
    }
}
