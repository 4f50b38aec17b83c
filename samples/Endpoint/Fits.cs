using Lmm;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Endpoint;

/// <summary>The endpoints.</summary>
internal static class Fits
{
    /// <summary>Fits the model to rows in JSON. When the client goes away, the fit stops.</summary>
    public static async Task<Results<Ok<LinearMixedModelFit>, ProblemHttpResult>> OfRows(Measurement[] rows, CancellationToken stop)
    {
        try
        {
            return TypedResults.Ok<LinearMixedModelFit>(await MeasurementModel.FitAsync(rows, cancellationToken: stop));
        }
        catch (LmmException fault)
        {
            return Problem(fault);
        }
    }

    /// <summary>Fits the model to the columns of a text, by their names.</summary>
    public static async Task<Results<Ok<ModelFit>, ProblemHttpResult>> OfText(HttpRequest request, CancellationToken stop)
    {
        using MemoryStream text = new();
        await request.Body.CopyToAsync(text, stop);
        text.Position = 0;
        try
        {
            ModelFrame frame = ModelFrame.FromCsv(text, cancellationToken: stop);
            return TypedResults.Ok(await Model.Parse(MeasurementModel.Formula).FitAsync(frame, cancellationToken: stop));
        }
        catch (LmmException fault)
        {
            return Problem(fault);
        }
    }

    // The message says what is wrong with the data and what to do; the code, of which kind it is.
    private static ProblemHttpResult Problem(LmmException fault)
        => TypedResults.Problem(fault.Message, title: fault.Code.ToString(), statusCode: StatusCodes.Status422UnprocessableEntity);
}
