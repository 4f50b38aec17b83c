using Lmm;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Service.Endpoints;

/// <summary>The whole fit: coefficients with their tests, variance components, criteria, notes.</summary>
internal static class FitEndpoint
{
    /// <summary>Maps the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder questions)
        => questions.MapPost("/fits", Answer).WithName("fit").WithSummary("Fits Reaction ~ Days + (Days | Subject) to the rows.");

    private static async Task<Ok<LinearMixedModelFit>> Answer(HttpContext context, FitService fits)
        => TypedResults.Ok(await fits.Answer<LinearMixedModelFit>(context, static (fit, stop) => fit.WithTests(stop)));
}
