using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Service.Limits;

/// <summary>How long a request may take. Work whose time is over is cancelled, and its client is told so.</summary>
internal static class TimeLimit
{
    /// <summary>The name of the policy.</summary>
    public const string Policy = "time";

    /// <summary>Adds the policy.</summary>
    public static void AddTimeLimit(this IServiceCollection services, ServiceLimits limits)
    {
        ProblemHttpResult problem = TypedResults.Problem(
            string.Create(CultureInfo.InvariantCulture, $"The fit was not done within {limits.Timeout.TotalSeconds:0.###} s and was stopped; send fewer rows."),
            title: "Out of time",
            statusCode: StatusCodes.Status503ServiceUnavailable);
        services.AddRequestTimeouts(timeouts => timeouts.AddPolicy(Policy, new RequestTimeoutPolicy
        {
            Timeout = limits.Timeout,
            TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
            WriteTimeoutResponse = problem.ExecuteAsync,
        }));
    }
}
