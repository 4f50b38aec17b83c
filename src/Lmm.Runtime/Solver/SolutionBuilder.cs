namespace Lmm.Solver;

/// <summary>Takes the optimum from working coordinates back to the data's scale.</summary>
internal static class SolutionBuilder
{
    /// <summary>Builds the solution.</summary>
    public static MixedModelSolution Build(CrossProducts products, ProfiledCriterion criterion, CovarianceOptimum optimum)
    {
        double objective = criterion.Finish(optimum.Theta);
        DenseTail tail = criterion.Tail;
        FixedEffectsCoordinates coordinates = products.FixedEffects;
        double scale = coordinates.Response.Scale;
        double variance = tail.ResidualSumOfSquares / criterion.DegreesOfFreedom / (scale * scale);
        TermSolution[] terms = Enumerable.Range(0, products.Terms.Length).Select(index => new TermSolution(products, criterion, index)).ToArray();
        RandomTermSolution[] solutions = Array.ConvertAll(terms, term => term.Build(1 / scale, variance));
        double[] theta = terms.SelectMany(static term => term.Theta).ToArray();
        IEnumerable<string> singular = products.Terms.Zip(solutions, (term, solution) =>
            SingularDirection.Describe(products.Factors[term.Factor].Name, term.EffectNames, solution.Lambda)).SelectMany(static sentences => sentences);
        return new MixedModelSolution
        {
            Theta = theta,
            Objective = objective,
            Beta = coordinates.Coefficients(tail.Solution[tail.Columns..]),
            BetaCovariance = coordinates.Covariance(tail.FixedEffectsCovariance, variance),
            Rank = coordinates.Rank,
            Sigma = Math.Sqrt(variance),
            PenalizedResidualSumOfSquares = tail.ResidualSumOfSquares / (scale * scale),
            RandomTerms = solutions,
            Convergence = new Convergence(
                optimum.Converged, criterion.Evaluations, theta, terms.SelectMany(static term => term.Gradient).ToArray(), optimum.Message, singular.ToArray()),
        };
    }
}
