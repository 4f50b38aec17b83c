using Lmm;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Service.Rows;

namespace Service.Faults;

/// <summary>
/// Tells a client what is wrong with its request: 400 where it cannot be read, with row and column where one is to blame, 413 where it is too large, 422 where it can be read and not
/// fitted. What is the service's own fault is for the log alone.
/// </summary>
internal sealed class FaultHandler : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (ProblemOf(exception) is not { } problem)
        {
            return false;
        }

        await problem.ExecuteAsync(httpContext);
        return true;
    }

    private static ProblemHttpResult? ProblemOf(Exception exception) => exception switch
    {
        _ when exception.Cause<BadHttpRequestException>() is { } refused => Problem(refused.StatusCode, "Unreadable request", refused.Message),
        RowException fault => Problem(StatusCodes.Status400BadRequest, "Unreadable row", fault.Message, Place(fault)),
        TooManyRowsException fault => Problem(StatusCodes.Status413PayloadTooLarge, "Too many rows", fault.Message),
        LmmException fault => Problem(StatusOf(fault.Code), fault.Code.ToString(), fault.Message),
        _ => null,
    };

    private static int StatusOf(LmmErrorCode code) => code switch
    {
        LmmErrorCode.UnknownColumn or LmmErrorCode.UnsuitableColumn or LmmErrorCode.MissingValue or LmmErrorCode.NotFinite or LmmErrorCode.UnreadableSource or LmmErrorCode.MalformedSource
            => StatusCodes.Status400BadRequest,
        LmmErrorCode.TooLarge => StatusCodes.Status413PayloadTooLarge,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private static Dictionary<string, object?> Place(RowException fault)
    {
        Dictionary<string, object?> place = new() { ["row"] = fault.Row };
        if (fault.Line is { } line)
        {
            place["line"] = line;
        }

        if (fault.Column is { } column)
        {
            place["column"] = column;
        }

        return place;
    }

    private static ProblemHttpResult Problem(int status, string title, string detail, Dictionary<string, object?>? extensions = null)
        => TypedResults.Problem(detail, title: title, statusCode: status, extensions: extensions);
}
