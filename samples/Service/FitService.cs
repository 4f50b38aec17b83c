using Lmm;
using Service.Faults;
using Service.Limits;
using Service.Rows;
using Service.Telemetry;

namespace Service;

/// <summary>Fits the model to the rows of a request and answers a question about the fit.</summary>
internal sealed class FitService(ServiceLimits limits, WorkMetrics metrics)
{
    // As many fits at a time as there are cores, one thread each.
    private static readonly FitOptions Options = FitOptions.Default with { MaximumThreads = 1 };

    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);

    /// <summary>Reads, fits and answers. The work stops when the client leaves and when its time is over; both cancel <see cref="HttpContext.RequestAborted"/>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="question">What is asked of the fit.</param>
    public async Task<TAnswer> Answer<TAnswer>(HttpContext context, Func<TrialFit, CancellationToken, TAnswer> question)
    {
        CancellationToken stop = context.RequestAborted;
        using WorkMetrics.Work work = metrics.Begin();
        try
        {
            TrialFit fit = await TrialModel.FitAsync(PostedRows.Of(context.Request, limits), options: Options, cancellationToken: stop);
            TAnswer answer = await Task.Run(() => WorkMetrics.Answer(() => question(fit, stop)), stop);
            work.Answered();
            return answer;
        }
        catch (Exception fault) when (stop.IsCancellationRequested || fault.IsOfBrokenBody())
        {
            // Who reads the body learns first that a connection broke, the token soon after.
            await Task.Delay(Soon, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stop.IsCancellationRequested)
            {
                throw;
            }

            // Whatever came of it, nobody waits any more, or not for this.
            work.Cancelled();
            throw new OperationCanceledException(stop);
        }
    }
}
