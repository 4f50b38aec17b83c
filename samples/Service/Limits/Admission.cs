using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;

namespace Service.Limits;

/// <summary>How many requests are worked on at a time. Some more wait; whoever finds the queue full is told to come again.</summary>
internal static class Admission
{
    /// <summary>The name of the policy.</summary>
    public const string Policy = "admission";

    private const int SecondsToRetry = 1;

    /// <summary>Adds the policy.</summary>
    public static void AddAdmission(this IServiceCollection services, ServiceLimits limits)
        => services.AddRateLimiter(limiter =>
        {
            limiter.AddConcurrencyLimiter(Policy, admission =>
            {
                admission.PermitLimit = limits.ConcurrentRequests;
                admission.QueueLimit = limits.QueuedRequests;
                admission.QueueProcessingOrder = QueueProcessingOrder.OldestFirst;
            });
            limiter.OnRejected = TurnAway;
        });

    private static async ValueTask TurnAway(OnRejectedContext rejected, CancellationToken stop)
    {
        rejected.HttpContext.Response.Headers.RetryAfter = SecondsToRetry.ToString(CultureInfo.InvariantCulture);
        ProblemHttpResult problem = TypedResults.Problem("As many fits are under way and waiting as the service takes; send the request again later.", title: "Busy", statusCode: StatusCodes.Status429TooManyRequests);
        await problem.ExecuteAsync(rejected.HttpContext);
    }
}
