using System.Globalization;

namespace Lmm.Solver;

/// <summary>
/// Minimises the criterion over θ without bounds: scoring on the variances, quasi-Newton steps, Newton's steps, then a look for a way out of a
/// saddle point and for a singular Λ that is as good. Its storage serves one minimisation after the other.
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
    private readonly VarianceScoring? scoring;
    private readonly StructuredQuasiNewton search;
    private readonly NewtonPolish polish;
    private readonly SearchPoint start;
    private readonly double[] direction;
    private readonly double[] trial;
    private readonly double[] theta;

    public CovarianceOptimizer(ProfiledCriterion criterion, int maximumEvaluations)
    {
        this.criterion = criterion;
        this.maximumEvaluations = maximumEvaluations;
        terms = criterion.Products.Terms;
        scoring = VarianceScoring.Applies(terms) ? new VarianceScoring(criterion, terms) : null;
        search = new StructuredQuasiNewton(criterion);
        polish = new NewtonPolish(criterion, maximumEvaluations);
        start = new SearchPoint(criterion.ParameterCount);
        direction = new double[criterion.ParameterCount];
        trial = new double[criterion.ParameterCount];
        theta = new double[criterion.ParameterCount];
    }

    /// <summary>The parameters at the end, in working coordinates.</summary>
    public ReadOnlySpan<double> Theta => theta;

    /// <summary>Whether they are a minimum.</summary>
    public bool HasConverged => polish.Decrement <= NewtonPolish.Converged;

    /// <summary>Minimises the criterion from where Λ is the identity. False when it has no value there.</summary>
    public bool TryMinimize()
    {
        int at = 0;
        foreach (RandomTermLayout term in terms)
        {
            term.Covariance.Start(1, trial.AsSpan(at, term.Covariance.ParameterCount));
            at += term.Covariance.ParameterCount;
        }

        return TryMinimize(trial);
    }

    /// <summary>Minimises the criterion from a θ in working coordinates. False when it has no value there.</summary>
    public bool TryMinimize(ReadOnlySpan<double> from)
    {
        start.MoveTo(from);
        return TryRun();
    }

    /// <summary>In a sentence how the search ended.</summary>
    public string Message()
    {
        string text = polish.Decrement.ToString("0.0e+0", CultureInfo.InvariantCulture);
        if (HasConverged)
        {
            return $"Converged after {criterion.Evaluations} evaluations; the Newton decrement is {text}.";
        }

        return IsSpent || double.IsPositiveInfinity(polish.Decrement)
            ? $"Not converged: the {maximumEvaluations} evaluations allowed were spent; raise MaximumEvaluations."
            : $"Not converged: no step lowers the objective further, but the Newton decrement is {text}; simplify the random terms, or look for outliers in their columns.";
    }

    private bool IsSpent => criterion.Evaluations >= maximumEvaluations;

    private bool TryRun()
    {
        scoring?.Run(start, ScoringTolerance, MostScoringSteps, maximumEvaluations);
        for (int round = 0; ; round++)
        {
            search.Minimize(start, SearchTolerance, maximumEvaluations);
            if (!double.IsFinite(search.Value))
            {
                return false;
            }

            polish.Run(search.Point, search.Value, search.Gradient, MostNewtonSteps);
            if (!polish.TryDescent(direction) || round == MostRounds || IsSpent || !TryLeaveSaddle())
            {
                break;
            }
        }

        polish.Point.CopyTo(theta);
        Snap(polish.Value);
        return true;
    }

    // Sets the start to the best of some points along a direction of negative curvature, either way; false when none is clearly lower.
    private bool TryLeaveSaddle()
    {
        bool isFound = false;
        double least = polish.Value - (1e-11 * (1 + Math.Abs(polish.Value)));
        for (double size = 0.01; size < 1; size *= 2)
        {
            for (int sign = 1; sign >= -1; sign -= 2)
            {
                for (int index = 0; index < trial.Length; index++)
                {
                    trial[index] = polish.Point[index] + (sign * size * direction[index]);
                }

                double reached = criterion.Value(trial);
                if (reached < least)
                {
                    isFound = true;
                    least = reached;
                    start.MoveTo(trial);
                }
            }
        }

        return isFound;
    }

    // A standard deviation that is zero but for rounding is set to zero where that does not raise the objective.
    private void Snap(double value)
    {
        double allowed = 1e-13 * (1 + Math.Abs(value));
        int at = 0;
        foreach (RandomTermLayout term in terms)
        {
            int count = term.Covariance.ParameterCount;
            theta.CopyTo(trial, 0);
            if (term.Covariance.TryBoundary(theta.AsSpan(at, count), NearlySingular, trial.AsSpan(at, count)) && criterion.Value(trial) <= value + allowed)
            {
                trial.CopyTo(theta, 0);
            }

            at += count;
        }
    }
}
