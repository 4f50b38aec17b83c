using Lmm;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Service.Endpoints;

/// <summary>Marginal means: what the model expects of the population.</summary>
internal static class MeansEndpoint
{
    /// <summary>Maps the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder questions)
        => questions.MapPost("/means", Answer).WithName("means").WithSummary("Marginal means at numbers of days (days, as often as wanted), at their average where it is left out.");

    private static MarginalMeansTable Means(TrialFit fit, double[] days) => days.Length == 0 ? fit.MarginalMeans.Of() : fit.MarginalMeans.At(nameof(Trial.Days), days).Of(nameof(Trial.Days));

    private static async Task<Ok<MarginalMeansTable>> Answer(HttpContext context, FitService fits, [FromQuery] string[] days)
    {
        double[] values = Query.Numbers(nameof(days), days);
        return TypedResults.Ok(await fits.Answer<MarginalMeansTable>(context, (fit, stop) => Means(fit.WithTests(stop), values).WithRows()));
    }
}
