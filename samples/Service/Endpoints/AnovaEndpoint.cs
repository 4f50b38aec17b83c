using Lmm;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Service.Endpoints;

/// <summary>An analysis of variance: a test for each term.</summary>
internal static class AnovaEndpoint
{
    /// <summary>Maps the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder questions)
        => questions.MapPost("/anova", Answer).WithName("anova").WithSummary("A test for each term; type is I, II or III, which it is where it is left out.");

    private static async Task<Ok<AnovaTable>> Answer(HttpContext context, FitService fits, string? type)
    {
        AnovaType wanted = Query.Choice(nameof(type), type, AnovaType.III);
        return TypedResults.Ok(await fits.Answer<AnovaTable>(context, (fit, stop) => fit.Tests.With(DegreesOfFreedomMethod.Satterthwaite, stop).Anova(wanted)));
    }
}
