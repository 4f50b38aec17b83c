using System.Globalization;

namespace Lmm.Solver;

/// <summary>
/// Minimises the criterion over θ without bounds: scoring on the variances, quasi-Newton steps, then Newton's steps and a look for a way out of a
/// saddle point, or, where Λ is singular or nearly so, a search on its face; from other starts too where several optima are likely. Its storage
/// serves one minimisation after the other.
/// </summary>
internal sealed class CovarianceOptimizer
{
    /// <summary>The predicted decrease below which Newton's steps take over from quasi-Newton ones, on faces too.</summary>
    public const double SearchTolerance = 1e-7;

    /// <summary>The most Newton steps to a point.</summary>
    public const int MostNewtonSteps = 12;

    private const double ScoringTolerance = 1e-2;
    private const int MostScoringSteps = 8;
    private const int MostRounds = 5;

    /// <summary>The share of the criterion that another minimum must be lower by, so that rounding decides nothing.</summary>
    private const double Better = 1e-10;

    private readonly ProfiledCriterion criterion;
    private readonly RandomTermLayout[] terms;
    private readonly int maximumEvaluations;
    private readonly VarianceScoring? scoring;
    private readonly StructuredQuasiNewton search;
    private readonly NewtonPolish polish;
    private readonly TermAxes[] axes;
    private readonly FlatDirections inside;
    private readonly int[] parameterCounts;
    private readonly StartPoints starts;
    private readonly SearchPoint start;
    private readonly double[] direction;
    private readonly double[] trial;
    private readonly double[] theta;
    private double value;
    private double decrement;
    private bool isOnFace;
    private bool wasSpent;
    private FaceSearch? faces;
    private KnownMinimum? known;

    /// <summary>Makes room for the searches of one model.</summary>
    /// <param name="criterion">The criterion.</param>
    /// <param name="starts">The places to start from besides the first.</param>
    /// <param name="maximumEvaluations">The evaluations that a minimisation may spend.</param>
    public CovarianceOptimizer(ProfiledCriterion criterion, StartPoints starts, int maximumEvaluations)
    {
        this.starts = starts;
        this.criterion = criterion;
        this.maximumEvaluations = maximumEvaluations;
        terms = criterion.Products.Terms;
        scoring = VarianceScoring.Applies(terms) ? new VarianceScoring(criterion, terms) : null;
        search = new StructuredQuasiNewton(criterion);
        polish = new NewtonPolish(criterion, maximumEvaluations);
        axes = Array.ConvertAll(terms, static term => new TermAxes(term));
        inside = new FlatDirections(criterion);
        Flat = new FlatDirections(criterion);
        parameterCounts = Array.ConvertAll(terms, static term => term.Covariance.ParameterCount);
        start = new SearchPoint(criterion.ParameterCount);
        direction = new double[criterion.ParameterCount];
        trial = new double[criterion.ParameterCount];
        theta = new double[criterion.ParameterCount];
    }

    /// <summary>The parameters at the end, in working coordinates.</summary>
    public ReadOnlySpan<double> Theta => theta;

    /// <summary>The directions in which the criterion is flat there.</summary>
    public FlatDirections Flat { get; }

    /// <summary>Whether they are a minimum.</summary>
    public bool HasConverged => decrement <= NewtonPolish.Converged;

    /// <summary>
    /// Minimises the criterion from a θ in working coordinates, and unless that is the only start to be made from other places where they may lead
    /// elsewhere; the best is kept. False when it has no value at any of them.
    /// </summary>
    public bool TryMinimize(ReadOnlySpan<double> from, bool isOnlyStart)
    {
        value = decrement = double.PositiveInfinity;
        isOnFace = false;
        Flat.Clear();
        start.MoveTo(from);
        scoring?.Run(start, ScoringTolerance, MostScoringSteps, maximumEvaluations);
        search.Minimize(start, SearchTolerance, maximumEvaluations);
        if (double.IsFinite(search.Value))
        {
            End();
        }

        wasSpent = criterion.EvaluationsSpent >= maximumEvaluations;
        if (!isOnlyStart && (double.IsPositiveInfinity(value) || starts.AreWanted(isOnFace)))
        {
            LookElsewhere();
        }

        return double.IsFinite(value);
    }

    // From starts of all kinds, then beside the best minimum, as long as that leads to a better one.
    private void LookElsewhere()
    {
        for (int index = 0; index < starts.Count && !IsSpent; index++)
        {
            starts.Write(index, trial);
            TryImprove();
        }

        bool isImproved = double.IsFinite(value);
        while (isImproved)
        {
            isImproved = false;
            for (int index = 0; index < starts.BesideCount && !isImproved && !IsSpent; index++)
            {
                double before = value;
                if (starts.TryWriteBeside(index, theta, trial))
                {
                    TryImprove();
                    isImproved = value < before;
                }
            }
        }
    }

    /// <summary>In a sentence how the search ended.</summary>
    public string Message()
    {
        string text = decrement.ToString("0.0e+0", CultureInfo.InvariantCulture);
        if (HasConverged)
        {
            return $"Converged after {criterion.EvaluationsSpent} evaluations; the Newton decrement is {text}.";
        }

        return wasSpent ? $"Not converged: the {maximumEvaluations} evaluations allowed were spent; raise MaximumEvaluations."
            : double.IsPositiveInfinity(decrement) ? "Not converged: no step lowers the objective further, and its curvature cannot be told from rounding; simplify the random terms, or look for outliers in their columns."
            : $"Not converged: no step lowers the objective further, but the Newton decrement is {text}; simplify the random terms, or look for outliers in their columns.";
    }

    private bool IsSpent => criterion.Evaluations >= maximumEvaluations;

    // Searches from a θ until it is clear that no better minimum is there.
    private void TryImprove()
    {
        start.MoveTo(trial);
        double margin = double.IsFinite(value) ? Better * (1 + Math.Abs(value)) : 0;
        known ??= new KnownMinimum(terms, criterion.ParameterCount);
        known.Take(theta, HasConverged ? value - margin : value + margin, HasConverged);
        scoring?.Run(start, ScoringTolerance, MostScoringSteps, maximumEvaluations);
        search.Minimize(start, SearchTolerance, maximumEvaluations, known);
        if (double.IsFinite(search.Value) && search.Value < known.Goal)
        {
            End();
        }
    }

    // Takes the point that the search reached to full precision, and keeps it if it is the best so far.
    private void End()
    {
        for (int round = 0; !IsNearlySingular(search.Point); round++)
        {
            polish.Run(search.Point, search.Value, search.Gradient, search.Curvature, MostNewtonSteps);
            if (!polish.TryDescent(direction) || round == MostRounds || IsSpent || !TryLeaveSaddle())
            {
                if (IsNearlySingular(polish.Point))
                {
                    EndOnFace(polish.Point, polish.Value);
                }
                else
                {
                    inside.Read(polish, parameterCounts);
                    Keep(polish.Point, polish.Value, polish.Decrement, inside, onFace: false);
                }

                return;
            }

            search.Minimize(start, SearchTolerance, maximumEvaluations);
        }

        EndOnFace(search.Point, search.Value);
    }

    private bool IsNearlySingular(ReadOnlySpan<double> point)
    {
        TermAxes.MoveTo(axes, point);
        return Array.Exists(axes, static term => term.IsNearlySingular);
    }

    private void EndOnFace(ReadOnlySpan<double> point, double reached)
    {
        faces ??= new FaceSearch(criterion, axes, maximumEvaluations);
        faces.Run(point, reached);
        Keep(faces.Theta, faces.Value, faces.Decrement, faces.Flat, onFace: true);
    }

    // A minimum is better than a point that is not one, where the values are the same but for rounding.
    private void Keep(ReadOnlySpan<double> point, double reached, double left, FlatDirections flat, bool onFace)
    {
        double margin = (HasConverged ? -1 : 1) * Better * (1 + Math.Abs(reached));
        if (double.IsPositiveInfinity(value) || reached < value + margin)
        {
            point.CopyTo(theta);
            (value, decrement, isOnFace) = (reached, left, onFace);
            Flat.Take(flat);
        }
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
}
