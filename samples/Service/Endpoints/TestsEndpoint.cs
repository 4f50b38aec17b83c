using Lmm;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Service.Endpoints;

/// <summary>Tests of the coefficients.</summary>
internal static class TestsEndpoint
{
    /// <summary>Maps the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder questions)
        => questions.MapPost("/tests", Answer).WithName("tests")
            .WithSummary($"Tests of the coefficients; df is one of {string.Join(", ", Enum.GetNames<DegreesOfFreedomMethod>())}, Satterthwaite where it is left out.");

    private static async Task<Ok<FixedEffectsTests>> Answer(HttpContext context, FitService fits, string? df)
    {
        DegreesOfFreedomMethod method = Query.Choice(nameof(df), df, DegreesOfFreedomMethod.Satterthwaite);
        return TypedResults.Ok(await fits.Answer<FixedEffectsTests>(context, (fit, stop) => fit.Tests.With(method, stop)));
    }
}
