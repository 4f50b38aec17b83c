using Lmm;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Service.Endpoints;

/// <summary>Pictures of the fit, as SVG.</summary>
internal static class PicturesEndpoint
{
    private const string Svg = "image/svg+xml";

    private static readonly Dictionary<string, Func<TrialFit, CancellationToken, Picture>> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["forest"] = static (fit, stop) => Plot.Forest(fit.WithTests(stop)),
        ["caterpillar"] = static (fit, _) => Plot.Caterpillar(fit, nameof(Trial.Subject)),
        ["shrinkage"] = static (fit, _) => Plot.Shrinkage(fit, nameof(Trial.Subject)),
        ["groups"] = static (fit, _) => Plot.Groups(fit, nameof(Trial.Subject)),
        ["residuals"] = static (fit, _) => Plot.Residuals(fit),
        ["curves"] = static (fit, stop) => Plot.Curves(fit.WithTests(stop), nameof(Trial.Days)),
        ["profile"] = static (fit, stop) => Plot.Profile(fit, cancellationToken: stop),
    };

    /// <summary>Maps the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder questions)
        => questions.MapPost("/pictures/{kind}", Answer).WithName("picture").Produces<string>(StatusCodes.Status200OK, Svg)
            .WithSummary($"A picture of the fit; kind is one of {string.Join(", ", Kinds.Keys)}.");

    private static async Task<ContentHttpResult> Answer(HttpContext context, FitService fits, string kind)
    {
        Func<TrialFit, CancellationToken, Picture> draw = Kinds.GetValueOrDefault(kind) ?? throw new BadHttpRequestException($"kind must be one of {string.Join(", ", Kinds.Keys)}.");
        string picture = await fits.Answer(context, (fit, stop) => draw(fit, stop).ToSvg());

        // Where a browser opens it by itself, it needs nothing but its own styles.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        return TypedResults.Text(picture, Svg);
    }
}
