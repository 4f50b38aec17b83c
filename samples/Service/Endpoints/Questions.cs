using Microsoft.AspNetCore.Http.Metadata;
using Service.Limits;
using Service.Rows;

namespace Service.Endpoints;

/// <summary>What can be asked: every question takes rows, is let in by one policy, and has the same faults.</summary>
internal static class Questions
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapQuestions(this IEndpointRouteBuilder service)
    {
        RouteGroupBuilder questions = service.MapGroup("");
        questions.RequireRateLimiting(Admission.Policy)
            .WithRequestTimeout(TimeLimit.Policy)
            .WithTags("Questions")
            .WithMetadata(new AcceptsMetadata([PostedRows.Json, PostedRows.Csv], typeof(Trial[])));
        foreach (int status in new[] { 400, 413, 415, 422, 429, 503 })
        {
            questions.ProducesProblem(status);
        }

        FitEndpoint.Map(questions);
        TestsEndpoint.Map(questions);
        AnovaEndpoint.Map(questions);
        MeansEndpoint.Map(questions);
        PicturesEndpoint.Map(questions);
    }
}
