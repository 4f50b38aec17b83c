using Lmm.Crossing;
using Lmm.Design;
using Lmm.Solver;
using Lmm.Telemetry;

namespace Lmm.Fitting.Refits;

/// <summary>Fits one of many responses to rows that are not those of the others, so that all cross-products differ.</summary>
/// <param name="table">Where the numbers go.</param>
/// <param name="options">The options of the fits; each works on its caller's thread.</param>
/// <param name="cancellationToken">Stops the work.</param>
internal sealed class OwnDesignFitting(ManyFitsTable table, FitOptions options, CancellationToken cancellationToken)
{
    private readonly FitOptions _options = options with { MaximumThreads = 1 };

    /// <summary>Writes that a response cannot be fitted, and counts it.</summary>
    /// <param name="response">The response.</param>
    /// <param name="outcome">Why.</param>
    /// <param name="message">The same in a sentence.</param>
    /// <param name="rows">The number of rows that have a value.</param>
    public void Refuse(int response, FitOutcome outcome, string message, long rows)
    {
        using FitRecording recording = FitRecording.BeginRefit();
        table.Refuse(response, outcome, message, rows);
        recording.End(outcome, evaluations: 0);
    }

    /// <summary>Fits a response, or writes why not.</summary>
    /// <param name="response">The response.</param>
    /// <param name="form">Forms the design of the rows that count for it, with the response, and what was subtracted from that for the column of ones to take up.</param>
    /// <param name="rows">The number of rows that have a value.</param>
    public void Fit(int response, Func<(ModelDesign Design, double Centre)> form, long rows)
    {
        using FitRecording recording = FitRecording.BeginRefit();
        EstimationDesign estimated;
        CrossProducts products;
        ModelDesign observed;
        try
        {
            (ModelDesign complete, double centre) = form();
            foreach (RandomEffectsDesign term in complete.RandomTerms)
            {
                DesignChecks.GroupingIsUsable(complete, term);
            }

            estimated = EstimationDesign.Of(complete, cancellationToken);
            products = CrossProducts.Form(estimated, _options, cancellationToken, centre);
            observed = estimated.ResponseMovedBy(centre);
        }
        catch (ModelException refused)
        {
            table.Refuse(response, FitOutcome.Refused, refused.Message, rows);
            recording.End(FitOutcome.Refused, evaluations: 0);
            return;
        }

        var solver = new MixedModelSolver(products, table.Estimation, _options, cancellationToken, rows: new LevelRows(observed));
        FitOutcome ended = solver.Run();
        if (ended is FitOutcome.Converged or FitOutcome.NotConverged)
        {
            table.Set(response, SolutionBuilder.Build(solver), rows);
        }
        else
        {
            table.Refuse(response, ended, solver.Sentence(ended), rows);
        }

        recording.End(ended, solver.Criterion.EvaluationsSpent);
    }
}
