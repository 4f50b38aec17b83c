using System.Globalization;
using Lmm.Covariance;
using Lmm.Solver.Criteria;

namespace Lmm.Solver.Optimization;

/// <summary>
/// Minimises the criterion over θ without bounds: scoring on the variances, quasi-Newton steps, then Newton's steps and a look for a way out of a
/// saddle point, or, where Λ is singular or nearly so, a search on its face; from other starts too where several optima are likely. Its storage
/// serves one minimisation after the other.
/// </summary>
internal sealed class CovarianceOptimizer
{
    /// <summary>The decrease of the criterion still promised at which a search hands over to Newton steps: they take over from a thousandth of a standard error.</summary>
    private const double SearchTolerance = 1e-7;

    /// <summary>The same where Newton steps go by conjugate gradients, which are cheaper than steps of the search from a tenth of a standard error on.</summary>
    private const double RoughTolerance = 1e-2;

    /// <summary>The most Newton steps to a point.</summary>
    public const int MostNewtonSteps = 12;

    /// <summary>The decrease still promised at which scoring ends: nearer, its curvature is not the criterion's.</summary>
    private const double ScoringTolerance = 1e-2;

    /// <summary>Scoring comes near in a few steps or not at all.</summary>
    private const int MostScoringSteps = 8;

    /// <summary>A search goes on from saddle points and released faces so often.</summary>
    private const int MostRounds = 5;

    /// <summary>The share of the criterion's value by which a point off a saddle must lie lower, above the rounding of a sum over all rows.</summary>
    private const double ClearlyLower = 1e-11;

    /// <summary>The share of the criterion that another minimum must be lower by, so that rounding decides nothing.</summary>
    private const double Better = 1e-10;

    private readonly Criterion _criterion;
    private readonly IScoredCriterion? _scored;
    private readonly int _maximumEvaluations;
    private readonly VarianceScoring? _scoring;
    private readonly StructuredQuasiNewton _search;
    private readonly Polish _polish;
    private readonly TermAxes[] _axes;
    private readonly FlatDirections _inside;
    private readonly StartPoints? _starts;
    private readonly SearchPoint _start;
    private readonly double[] _direction;
    private readonly double[] _trial;
    private readonly double[] _theta;
    private readonly double[] _hessian;
    private double _value;
    private double _decrement;
    private bool _isOnFace;
    private bool _hasHessian;
    private bool _wasSpent;
    private FaceSearch? _faces;
    private KnownMinimum? _known;

    /// <summary>Makes room for the searches of one model.</summary>
    /// <param name="criterion">The criterion.</param>
    /// <param name="starts">The places to start from besides the first; null for none.</param>
    /// <param name="maximumEvaluations">The evaluations that a minimisation may spend.</param>
    public CovarianceOptimizer(Criterion criterion, StartPoints? starts, int maximumEvaluations)
    {
        _starts = starts;
        _criterion = criterion;
        _maximumEvaluations = maximumEvaluations;
        _scored = criterion as IScoredCriterion;
        _scoring = _scored is not null && !criterion.HasManyParameters && VarianceScoring.Applies(criterion.Layout) ? new VarianceScoring(criterion, _scored) : null;
        _search = new StructuredQuasiNewton(criterion);
        _polish = Polish.For(criterion, maximumEvaluations);
        _axes = Array.ConvertAll(criterion.Layout.Owners, static structure => new TermAxes(structure));
        _inside = new FlatDirections(criterion);
        Flat = new FlatDirections(criterion);
        _start = new SearchPoint(criterion);
        _direction = new double[criterion.ParameterCount];
        _trial = new double[criterion.ParameterCount];
        _theta = new double[criterion.ParameterCount];
        _hessian = criterion.HasManyParameters ? [] : new double[criterion.ParameterCount * criterion.ParameterCount];
    }

    /// <summary>The parameters at the end, in working coordinates.</summary>
    public ReadOnlySpan<double> Theta => _theta;

    /// <summary>The directions in which the criterion is flat there.</summary>
    public FlatDirections Flat { get; }

    /// <summary>The Hessian there, d × d; null where the search ended on a face, or it is not known.</summary>
    public double[]? Hessian => _hasHessian ? (double[])_hessian.Clone() : null;

    /// <summary>Whether they are a minimum.</summary>
    public bool HasConverged => _decrement <= NewtonPolish.Converged;

    /// <summary>
    /// Minimises the criterion from a θ in working coordinates, and unless that is the only start to be made from other places where they may lead
    /// elsewhere; the best is kept. False when it has no value at any of them.
    /// </summary>
    public bool TryMinimize(ReadOnlySpan<double> from, bool isOnlyStart)
    {
        _value = _decrement = double.PositiveInfinity;
        _isOnFace = false;
        _hasHessian = false;
        Flat.Clear();
        _start.MoveTo(from);
        _scoring?.Run(_start, ScoringTolerance, MostScoringSteps, _maximumEvaluations);
        _search.Minimize(_start, Tolerance(_criterion), _maximumEvaluations);
        if (double.IsFinite(_search.Value))
        {
            End();
        }

        _wasSpent = _criterion.EvaluationsSpent >= _maximumEvaluations;
        if (!isOnlyStart && _starts is not null && (double.IsPositiveInfinity(_value) || _starts.AreWanted(_isOnFace)))
        {
            LookElsewhere(_starts);
        }

        return double.IsFinite(_value);
    }

    // From starts of all kinds, then beside the best minimum, as long as that leads to a better one.
    private void LookElsewhere(StartPoints starts)
    {
        for (int index = 0; index < starts.Count && !IsSpent; index++)
        {
            starts.Write(index, _trial);
            TryImprove();
        }

        bool isImproved = double.IsFinite(_value);
        while (isImproved)
        {
            isImproved = false;
            for (int index = 0; index < starts.BesideCount && !isImproved && !IsSpent; index++)
            {
                double before = _value;
                if (starts.TryWriteBeside(index, _theta, _trial))
                {
                    TryImprove();
                    isImproved = _value < before;
                }
            }
        }
    }

    /// <summary>In a sentence how the search ended.</summary>
    public string Message()
    {
        string text = _decrement.ToString("0.0e+0", CultureInfo.InvariantCulture);
        if (HasConverged)
        {
            return $"Converged after {_criterion.EvaluationsSpent} evaluations; the Newton decrement is {text}.";
        }

        return _wasSpent ? $"Not converged: the {_maximumEvaluations} evaluations allowed were spent; raise MaximumEvaluations."
            : double.IsPositiveInfinity(_decrement) ? "Not converged: no step lowers the objective further, and its curvature cannot be told from rounding; simplify the random terms, or look for outliers in their columns."
            : $"Not converged: no step lowers the objective further, but the Newton decrement is {text}; simplify the random terms, or look for outliers in their columns.";
    }

    /// <summary>
    /// The predicted decrease below which Newton's steps take over from quasi-Newton ones, on faces too: sooner for many parameters, where Newton's steps need
    /// few products with the Hessian, and quasi-Newton ones d² or d³ operations.
    /// </summary>
    public static double Tolerance(IObjective objective) => objective.HasManyParameters ? RoughTolerance : SearchTolerance;

    private bool IsSpent => _criterion.Evaluations >= _maximumEvaluations;

    // Searches from a θ until it is clear that no better minimum is there.
    private void TryImprove()
    {
        _start.MoveTo(_trial);
        double margin = double.IsFinite(_value) ? Better * (1 + Math.Abs(_value)) : 0;
        _known ??= new KnownMinimum(_criterion.Layout);
        _known.Take(_theta, HasConverged ? _value - margin : _value + margin, HasConverged);
        _scoring?.Run(_start, ScoringTolerance, MostScoringSteps, _maximumEvaluations);
        _search.Minimize(_start, Tolerance(_criterion), _maximumEvaluations, _known);
        if (double.IsFinite(_search.Value) && _search.Value < _known.Goal)
        {
            End();
        }
    }

    // Takes the point that the search reached to full precision, and keeps it if it is the best so far.
    private void End()
    {
        for (int round = 0; !EndsOnFace(_search.Point, _search.Value); round++)
        {
            _polish.Run(_search.Point, _search.Value, _search.Gradient, _search.Curvature, MostNewtonSteps);
            if (!_polish.TryDescent(_direction) || round == MostRounds || IsSpent || !TryLeaveSaddle())
            {
                if (!EndsOnFace(_polish.Point, _polish.Value))
                {
                    _inside.Read(_polish, _criterion.Layout);
                    Keep(_polish.Point, _polish.Value, _polish.Decrement, _inside, onFace: false);
                }

                return;
            }

            _search.Minimize(_start, Tolerance(_criterion), _maximumEvaluations);
        }
    }

    // Where Λ is singular or nearly so, searches on its face and keeps what that reaches; false where it is not, or the criterion knows nothing of faces.
    private bool EndsOnFace(ReadOnlySpan<double> point, double reached)
    {
        if (_scored is null)
        {
            return false;
        }

        TermAxes.MoveTo(_axes, _criterion.Layout, point);
        if (!Array.Exists(_axes, static term => term.IsNearlySingular))
        {
            return false;
        }

        _faces ??= new FaceSearch(_criterion, _scored, _axes, _maximumEvaluations);
        _faces.Run(point, reached);
        Keep(_faces.Theta, _faces.Value, _faces.Decrement, _faces.Flat, onFace: true);
        return true;
    }

    // A minimum is better than a point that is not one, where the values are the same but for rounding.
    private void Keep(ReadOnlySpan<double> point, double reached, double left, FlatDirections flat, bool onFace)
    {
        double margin = (HasConverged ? -1 : 1) * Better * (1 + Math.Abs(reached));
        if (double.IsPositiveInfinity(_value) || reached < _value + margin)
        {
            point.CopyTo(_theta);
            (_value, _decrement, _isOnFace) = (reached, left, onFace);
            Flat.Take(flat);
            _hasHessian = !onFace && _polish.TryCopyHessian(_hessian);
        }
    }

    // Sets the start to the best of some points along a direction of negative curvature, either way; false when none is clearly lower.
    private bool TryLeaveSaddle()
    {
        bool isFound = false;
        double least = _polish.Value - (ClearlyLower * (1 + Math.Abs(_polish.Value)));
        for (double size = 0.01; size < 1; size *= 2)
        {
            for (int sign = 1; sign >= -1; sign -= 2)
            {
                for (int index = 0; index < _trial.Length; index++)
                {
                    _trial[index] = _polish.Point[index] + (sign * size * _direction[index]);
                }

                double reached = _criterion.Value(_trial);
                if (reached < least)
                {
                    isFound = true;
                    least = reached;
                    _start.MoveTo(_trial);
                }
            }
        }

        return isFound;
    }
}
