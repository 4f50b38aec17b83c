using Lmm;

namespace Service.Endpoints;

/// <summary>
/// What a fit computes when it is first asked for it, computed while the work can be stopped: once an answer is being written its status is sent, and a client could not be told that the time is over.
/// </summary>
internal static class TestedFit
{
    /// <summary>The fit, which knows the degrees of freedom of its tests; where they cannot be had, the answer says so.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static TrialFit WithTests(this TrialFit fit, CancellationToken stop)
    {
        try
        {
            fit.Tests.With(fit.Tests.Method, stop);
        }
        catch (ModelException unavailable) when (unavailable.Code == LmmErrorCode.NotAvailable)
        {
            // Fits are written without degrees of freedom then; what needs them throws this again.
        }

        return fit;
    }

    /// <summary>The table with its rows, which are found when they are first asked for.</summary>
    public static MarginalMeansTable WithRows(this MarginalMeansTable table)
    {
        _ = table.Rows;
        return table;
    }
}
