using Lmm.Covariance;
using Lmm.Solver.Criteria;

namespace Lmm.Solver.Optimization;

/// <summary>
/// Fisher scoring on the variances themselves: the residual variance and the covariance matrices Ψ = σ²ΛΛᵀ together. For balanced data one
/// step from anywhere gives the analysis-of-variance estimates; it serves to come near the optimum in very few evaluations.
/// </summary>
/// <remarks>
/// Source: Jennrich &amp; Schluchter, Biometrics 42, 1986. With V = I + ZΣZᵀ, R the levels' blocks of ZᵀV⁻¹Z and v = Zᵀe:
/// tr V⁻¹ = d − tr ΣR, ‖V⁻¹e‖² = r² − tr Σvvᵀ, ZᵀV⁻²Z = R − RΣR (what different levels share is left out).
/// </remarks>
internal sealed class VarianceScoring
{
    /// <summary>σ² shrinks to this share at the least in one step.</summary>
    private const double SmallestShrinkage = 1e-2;

    /// <summary>A step is kept that brings this share of what it promises, …</summary>
    private const double SmallestShare = 0.25;

    /// <summary>… or so much of the criterion.</summary>
    private const double WorthwhileDecrease = 0.5;

    /// <summary>Directions with less than this share of the largest information are left alone: nothing is known of them but rounding.</summary>
    private const double Flat = 1e-10;

    /// <summary>A diagonal element below this is zero.</summary>
    private const double LeastDiagonal = 1e-300;

    private readonly Criterion _criterion;
    private readonly CovarianceMove[] _moves;
    private readonly InformationMatrix _information;
    private readonly ScaledEigen _eigen;
    private readonly double[] _trial;
    private readonly double[] _hessian;
    private readonly double[] _slope;
    private readonly double[] _components;
    private readonly double[] _direction;

    public VarianceScoring(Criterion criterion, IScoredCriterion scored)
    {
        _criterion = criterion;
        _moves = Array.ConvertAll(scored.Products.Terms, static term => new CovarianceMove(term));
        _information = new InformationMatrix(scored, _moves.SelectMany(static move => Enumerable.Repeat(move.Term, move.Basis.Count)).ToArray());
        int next = 0;
        foreach (CovarianceMove move in _moves)
        {
            foreach (double[] matrix in move.Basis)
            {
                _information.Set(next++, move.Term, matrix);
            }
        }

        int count = _information.Count + 1;
        _eigen = new ScaledEigen(count);
        _hessian = new double[count * count];
        _slope = new double[count];
        _components = new double[count];
        _direction = new double[count];
        _trial = new double[criterion.ParameterCount];
    }

    /// <summary>True when every term's covariance matrices fill a linear space, so that the method applies.</summary>
    public static bool Applies(ParameterLayout<ICovarianceParameterization> layout) => Array.TrueForAll(layout.Owners, static structure => structure.CovarianceDimension > 0);

    /// <summary>Takes <paramref name="best"/> along scoring steps while they promise a decrease of more than <paramref name="tolerance"/>, at most <paramref name="maximumSteps"/>.</summary>
    public void Run(SearchPoint best, double tolerance, int maximumSteps, int maximumEvaluations)
    {
        double value = _criterion.Value(best.Theta);
        for (int step = 0; step < maximumSteps && double.IsFinite(value) && _criterion.Evaluations < maximumEvaluations; step++)
        {
            best.Differentiate(value);
            if (!TryDirection(out double decrease) || decrease < tolerance || !TryStep(best, decrease, ref value))
            {
                return;
            }
        }
    }

    // Solves the scoring equations for the steps of σ² (first, relative to σ²) and of the coefficients of each term's basis matrices.
    private bool TryDirection(out double decrease)
    {
        decrease = 0;
        _information.WithResidualVariance(_hessian, _slope);
        if (!_eigen.TrySet(_hessian, LeastDiagonal) || !(_eigen.Values[^1] > 0))
        {
            return false;
        }

        _eigen.Components(_slope, _components);
        double flat = Flat * _eigen.Values[^1];
        for (int index = 0; index < _components.Length; index++)
        {
            double size = _eigen.Values[index];
            decrease += size < flat ? 0 : _components[index] * _components[index] / size / 2;
            _components[index] = size < flat ? 0 : -_components[index] / size;
        }

        _eigen.Expand(_components, _direction);
        return true;
    }

    // Takes the step if it lowers the value; false also when it keeps too little of its promise for another one to be worth its price.
    private bool TryStep(SearchPoint best, double promised, ref double value)
    {
        if (!TryMove(best.Theta))
        {
            return false;
        }

        double reached = _criterion.Value(_trial);
        if (!(reached < value))
        {
            return false;
        }

        bool isKept = value - reached > Math.Min(SmallestShare * promised, WorthwhileDecrease);
        value = reached;
        best.MoveTo(_trial);
        return isKept;
    }

    // Σ := (Σ + step)/(1 + step of σ²) for every term.
    private bool TryMove(double[] theta)
    {
        double residual = Math.Max(1 + _direction[0], SmallestShrinkage);
        int next = 1;
        for (int term = 0; term < _moves.Length; term++)
        {
            CovarianceMove move = _moves[term];
            ParameterSlice slice = _criterion.Layout[term];
            if (!move.TryMove(slice.Of(theta), _direction.AsSpan(next, move.Basis.Count), residual, slice.Of(_trial)))
            {
                return false;
            }

            next += move.Basis.Count;
        }

        return true;
    }
}
