using System.Globalization;

namespace Lmm.Solver;

/// <summary>
/// Minimises the criterion over θ without bounds: scoring on the variances, quasi-Newton steps, Newton's steps, then a look for a way out of a
/// saddle point and for a singular Λ that is as good.
/// </summary>
internal sealed class CovarianceOptimizer
{
    private const double ScoringTolerance = 1e-2;
    private const int MostScoringSteps = 8;
    private const double SearchTolerance = 1e-7;
    private const int MostNewtonSteps = 12;
    private const int MostRounds = 5;
    private const double NearlySingular = 1e-3;

    private readonly ProfiledCriterion criterion;
    private readonly RandomTermLayout[] terms;
    private readonly int maximumEvaluations;

    private CovarianceOptimizer(ProfiledCriterion criterion, int maximumEvaluations)
    {
        this.criterion = criterion;
        terms = criterion.Products.Terms;
        this.maximumEvaluations = maximumEvaluations;
    }

    /// <summary>Minimises the criterion.</summary>
    /// <exception cref="ModelException">The criterion has no value anywhere.</exception>
    public static CovarianceOptimum Minimize(ProfiledCriterion criterion, FitOptions options)
        => new CovarianceOptimizer(criterion, options.MaximumEvaluations).Run();

    private CovarianceOptimum Run()
    {
        double[] start = Start();
        if (VarianceScoring.Applies(terms))
        {
            var scoring = new VarianceScoring(criterion, start);
            scoring.Run(ScoringTolerance, MostScoringSteps, maximumEvaluations);
            start = scoring.Theta;
        }

        var polish = new NewtonPolish(criterion, maximumEvaluations);
        for (int round = 0; ; round++)
        {
            Search(start, polish);
            if (polish.Descent is not double[] descent || round == MostRounds || IsSpent || LeaveSaddle(polish.Point, polish.Value, descent) is not double[] better)
            {
                break;
            }

            start = better;
        }

        return Judge(Snap(polish.Point, polish.Value), polish.Decrement);
    }

    private bool IsSpent => criterion.Evaluations >= maximumEvaluations;

    private void Search(double[] start, NewtonPolish polish)
    {
        var search = new StructuredQuasiNewton(criterion);
        search.Minimize(start, SearchTolerance, maximumEvaluations);
        if (!double.IsFinite(search.Value))
        {
            throw new ModelException(criterion.Products.Model, "the objective has no value at the start: the cross-products are not positive definite. Look for columns of enormous or vanishing size.");
        }

        polish.Run(search.Point, search.Value, search.Gradient, MostNewtonSteps);
    }

    private double[] Start()
    {
        var theta = new double[criterion.ParameterCount];
        int at = 0;
        foreach (RandomTermLayout term in terms)
        {
            term.Covariance.Start(1, theta.AsSpan(at, term.Covariance.ParameterCount));
            at += term.Covariance.ParameterCount;
        }

        return theta;
    }

    // The best of some points along a direction of negative curvature, either way; null when none is clearly lower.
    private double[]? LeaveSaddle(double[] point, double value, double[] descent)
    {
        double[]? best = null;
        double least = value - (1e-11 * (1 + Math.Abs(value)));
        for (double size = 0.01; size < 1; size *= 2)
        {
            foreach (double step in new[] { size, -size })
            {
                double[] trial = new double[point.Length];
                for (int index = 0; index < trial.Length; index++)
                {
                    trial[index] = point[index] + (step * descent[index]);
                }

                double reached = criterion.Value(trial);
                if (reached < least)
                {
                    (best, least) = (trial, reached);
                }
            }
        }

        return best;
    }

    // A standard deviation that is zero but for rounding is set to zero where that does not raise the objective.
    private double[] Snap(double[] point, double value)
    {
        double allowed = 1e-13 * (1 + Math.Abs(value));
        double[] best = point;
        int at = 0;
        foreach (RandomTermLayout term in terms)
        {
            int count = term.Covariance.ParameterCount;
            var trial = (double[])best.Clone();
            if (term.Covariance.TryBoundary(best.AsSpan(at, count), NearlySingular, trial.AsSpan(at, count)) && criterion.Value(trial) <= value + allowed)
            {
                best = trial;
            }

            at += count;
        }

        return best;
    }

    private CovarianceOptimum Judge(double[] theta, double decrement)
    {
        string text = decrement.ToString("0.0e+0", CultureInfo.InvariantCulture);
        if (decrement <= NewtonPolish.Converged)
        {
            return new CovarianceOptimum(theta, true, $"Converged after {criterion.Evaluations} evaluations; the Newton decrement is {text}.");
        }

        string message = IsSpent || double.IsPositiveInfinity(decrement)
            ? $"Not converged: the {maximumEvaluations} evaluations allowed were spent; raise MaximumEvaluations."
            : $"Not converged: no step lowers the objective further, but the Newton decrement is {text}; simplify the random terms, or look for outliers in their columns.";
        return new CovarianceOptimum(theta, false, message);
    }
}
