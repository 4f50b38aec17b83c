using System.Globalization;

namespace Lmm.Solver;

/// <summary>
/// Minimises the criterion over θ without bounds: quasi-Newton steps, then Newton's, then a look for a way out of a saddle point and for a
/// singular Λ that is as good.
/// </summary>
internal sealed class CovarianceOptimizer
{
    private const double SearchTolerance = 1e-7;
    private const double ScoringTolerance = 1e-2;
    private const int MostScoringSteps = 8;
    private const double NearlySingular = 1e-3;

    private readonly ProfiledCriterion criterion;
    private readonly RandomTermLayout[] terms;
    private readonly int maximumEvaluations;

    private CovarianceOptimizer(ProfiledCriterion criterion, RandomTermLayout[] terms, int maximumEvaluations)
    {
        this.criterion = criterion;
        this.terms = terms;
        this.maximumEvaluations = maximumEvaluations;
    }

    /// <summary>Minimises the criterion and leaves it evaluated at the optimum.</summary>
    public static CovarianceOptimum Minimize(ProfiledCriterion criterion, CrossProducts products, FitOptions options)
        => new CovarianceOptimizer(criterion, products.Terms, options.MaximumEvaluations).Run(products.Model);

    private CovarianceOptimum Run(string model)
    {
        double[] start = Start();
        if (VarianceScoring.Applies(terms))
        {
            var scoring = new VarianceScoring(criterion, start);
            scoring.Run(ScoringTolerance, MostScoringSteps);
            start = scoring.Theta;
        }

        var polish = new NewtonPolish(criterion);
        for (int round = 0; ; round++)
        {
            var search = new StructuredQuasiNewton(criterion);
            search.Minimize(start, SearchTolerance, maximumEvaluations - criterion.Evaluations);
            if (!double.IsFinite(search.Value))
            {
                throw new ModelException(model, "the objective has no value at the start: the cross-products are not positive definite. Look for columns of enormous or vanishing size.");
            }

            polish.Run(search.Point, search.Value, search.Gradient, maximumSteps: 12);
            if (polish.Descent is not double[] descent || round == 4 || criterion.Evaluations >= maximumEvaluations)
            {
                break;
            }

            start = LeaveSaddle(polish.Point, polish.Value, descent);
        }

        double[] theta = Snap(polish.Point, polish.Value);
        var gradient = new double[theta.Length];
        criterion.Value(theta);
        criterion.Gradient(gradient);
        return Judge(theta, gradient, polish);
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

    // The objective is even in the columns of Λ, so that either way leads down.
    private double[] LeaveSaddle(double[] point, double value, double[] descent)
    {
        double[] best = point;
        double least = value;
        for (double step = 0.01; step < 1; step *= 2)
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

    private CovarianceOptimum Judge(double[] theta, double[] gradient, NewtonPolish polish)
    {
        string decrement = polish.Decrement.ToString("0.0e+0", CultureInfo.InvariantCulture);
        if (polish.Descent is not null)
        {
            return new CovarianceOptimum(theta, gradient, false, "Stopped at a saddle point of the objective: raise MaximumEvaluations, or simplify the random terms.");
        }

        if (polish.Decrement <= NewtonPolish.Converged)
        {
            return new CovarianceOptimum(theta, gradient, true, $"Converged after {criterion.Evaluations} evaluations; the Newton decrement is {decrement}.");
        }

        string message = criterion.Evaluations >= maximumEvaluations
            ? $"Not converged: the {maximumEvaluations} evaluations allowed were spent (Newton decrement {decrement}); raise MaximumEvaluations."
            : $"Not converged: no step lowers the objective further, but the Newton decrement is {decrement}; simplify the random terms, or look for outliers in their columns.";
        return new CovarianceOptimum(theta, gradient, false, message);
    }
}
