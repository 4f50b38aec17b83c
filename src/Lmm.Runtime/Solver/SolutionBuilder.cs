using Lmm.Coordinates;
using Lmm.Solver.Criteria;
using Lmm.Solver.Factoring;

namespace Lmm.Solver;

/// <summary>Takes the optimum from working coordinates back to the data's scale.</summary>
internal static class SolutionBuilder
{
    /// <summary>Builds the solution of a solver whose run gave estimates.</summary>
    public static MixedModelSolution Build(MixedModelSolver solver)
    {
        CrossProducts products = solver.Products;
        ProfiledCriterion criterion = solver.Criterion;
        FixedEffectsCoordinates coordinates = products.FixedEffects;
        Factored factored = criterion.Factored;
        double scale = solver.Scale;
        double variance = solver.Variance;
        int count = coordinates.Basis.DataCount;
        var beta = new double[count];
        var covariance = new double[count * count];
        solver.ReadFixedEffects(beta, covariance);
        var square = new double[count, count];
        Buffer.BlockCopy(covariance, 0, square, 0, covariance.Length * sizeof(double));

        criterion.KeepModes();
        TermSolution[][] parts = [.. solver.Terms.GroupBy(static term => term.Layout.Term).Select(static term => term.ToArray())];
        RandomTermSolution[] solutions = Array.ConvertAll(parts, term => RandomTermSolution.Join(Array.ConvertAll(term, part => part.Build(1 / scale, variance))));
        double[] theta = solver.Terms.SelectMany(static term => term.Theta).ToArray();
        IEnumerable<string> singular = parts.Zip(solutions, (term, solution) => SingularDirection.Describe(
            products.Factors[term[0].Layout.Factor].Name, [.. term.SelectMany(static part => part.Layout.EffectNames)], solution.Lambda)).SelectMany(static sentences => sentences);
        return new MixedModelSolution
        {
            Theta = theta,
            Objective = solver.Objective,
            Deviance = criterion.Deviance(isRestricted: false),
            LogDeterminant = factored.LogDeterminant,
            FixedLogDeterminant = criterion.FixedLogDeterminant,
            Optimum = solver.Optimum,
            Units = new FitUnits(products.Units, solver.ResponseUnit),
            ResponseSize = coordinates.Response.RootMeanSquare,
            Beta = beta,
            CoefficientCovariance = new UnitCovariance(square, DesignUnits.Coefficients(solver.ResponseUnit, products.Units.FixedEffects)),
            Rank = coordinates.Rank,
            Sigma = solver.Sigma,
            PenalizedResidualSumOfSquares = factored.ResidualSumOfSquares / (scale * scale),
            ResidualUnit = solver.ResidualUnit,
            RandomTerms = solutions,
            Convergence = new Convergence(
                solver.Optimizer.HasConverged,
                criterion.EvaluationsSpent,
                theta,
                solver.Terms.SelectMany(static term => term.Gradient()).ToArray(),
                solver.Message(),
                singular.ToArray())
            {
                FlatDirections = [.. FlatText.Sentences(products, solver.Optimizer.Flat)],
            },
        };
    }
}
