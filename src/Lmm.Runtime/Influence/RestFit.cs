using Lmm.Coordinates;
using Lmm.Crossing;
using Lmm.Design;
using Lmm.Kernels;
using Lmm.LeastSquares;
using Lmm.Options;
using Lmm.Solver;

namespace Lmm.Influence;

/// <summary>Fits a model to the rows that are left, by the solver of every fit.</summary>
/// <param name="design">The whole design.</param>
/// <param name="estimation">The criterion.</param>
/// <param name="options">Limits.</param>
/// <param name="theta">θ̂ of all rows.</param>
/// <param name="measures">What the estimates are compared by.</param>
internal sealed class RestFit(ModelDesign design, Estimation estimation, FitOptions options, double[] theta, DeletionMeasures measures)
{
    /// <summary>The search from θ̂ of all rows; null where θ̂ lies at a boundary, which a search from there might not leave.</summary>
    public RefitSearch? Near { get; init; }

    /// <summary>The estimates from the rows that are left.</summary>
    /// <param name="left">The rows of the design that are left.</param>
    /// <param name="gone">The number of those that went.</param>
    /// <param name="refits">Whether θ is estimated anew, from θ̂ on; else it is held.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public DeletedEstimates Estimate(int[] left, int gone, bool refits, CancellationToken cancellationToken)
    {
        try
        {
            ModelDesign rest = DesignRows.Select(design, left);
            return design.RandomTerms.Length == 0 ? Linear(rest, gone, cancellationToken) : Mixed(rest, gone, refits, cancellationToken);
        }
        catch (ModelException fault)
        {
            return None(gone, FitOutcome.Refused, fault.Message);
        }
    }

    private DeletedEstimates Mixed(ModelDesign rest, int gone, bool refits, CancellationToken cancellationToken)
    {
        EstimationDesign rows = EstimationDesign.Of(rest, cancellationToken);
        CrossProducts products = CrossProducts.Form(rows, options, cancellationToken);
        var solver = new MixedModelSolver(products, estimation, options, cancellationToken, rows: new LevelRows(rows.Design));
        FitOutcome outcome = refits ? Search(solver, cancellationToken) : solver.Hold(theta);
        if (outcome is not (FitOutcome.Converged or FitOutcome.NotConverged))
        {
            return None(gone, outcome, solver.Sentence(outcome));
        }

        int count = measures.Count;
        var beta = new double[count];
        var values = new double[count * count];
        solver.ReadFixedEffects(beta, values);
        var square = new double[count, count];
        Buffer.BlockCopy(values, 0, square, 0, values.Length * sizeof(double));
        var covariance = new UnitCovariance(square, DesignUnits.Coefficients(solver.ResponseUnit, products.Units.FixedEffects));
        double[] found = refits ? [.. solver.Terms.SelectMany(static term => term.Theta)] : theta;
        return Of(gone, outcome, beta, covariance, solver.Sigma, found) with { Evaluations = solver.Criterion.EvaluationsSpent };
    }

    private FitOutcome Search(MixedModelSolver solver, CancellationToken cancellationToken)
    {
        if (Near?.TryRun(solver, new Workers(1, cancellationToken)) != true)
        {
            return solver.Run(Near is null ? default : theta);
        }

        Array.ForEach(solver.Terms, static term => term.Read());
        return FitOutcome.Converged;
    }

    private DeletedEstimates Linear(ModelDesign rest, int gone, CancellationToken cancellationToken)
    {
        LeastSquaresSolution solution = LeastSquaresProblem.Solve(rest, options, cancellationToken);
        return solution.ResidualDegreesOfFreedom > 0
            ? Of(gone, FitOutcome.Converged, solution.Coefficients, solution.CoefficientCovariance, solution.Sigma, [])
            : None(gone, FitOutcome.NoResidualDegreesOfFreedom, FitOutcomeText.NoResidualDegreesOfFreedom(rest.ObservationCount, solution.Rank));
    }

    private DeletedEstimates Of(int gone, FitOutcome outcome, double[] beta, UnitCovariance covariance, double sigma, double[] found)
    {
        double[] change = measures.ChangeTo(beta);
        return new DeletedEstimates(gone, outcome)
        {
            Change = change,
            StandardErrors = measures.StandardErrors(covariance),
            Sigma = sigma,
            Theta = found,
            CooksDistance = measures.CooksDistance(change),
            CovarianceRatio = measures.CovarianceRatio(covariance),
        };
    }

    private DeletedEstimates None(int gone, FitOutcome outcome, string message) => new(gone, outcome)
    {
        Change = measures.NotEstimable(),
        StandardErrors = measures.NotEstimable(),
        Sigma = double.NaN,
        Theta = [.. theta.Select(static _ => double.NaN)],
        CooksDistance = double.NaN,
        CovarianceRatio = double.NaN,
        Message = message,
    };
}
