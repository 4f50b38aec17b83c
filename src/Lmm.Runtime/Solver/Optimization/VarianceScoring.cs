namespace Lmm.Solver;

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
    private const double SmallestShrinkage = 1e-2;
    private const double SmallestShare = 0.25;
    private const double WorthwhileDecrease = 0.5;
    private const double Flat = 1e-10;
    private const double LeastDiagonal = 1e-300;

    private readonly ProfiledCriterion criterion;
    private readonly CovarianceMove[] moves;
    private readonly InformationMatrix information;
    private readonly ScaledEigen eigen;
    private readonly double[] trial;
    private readonly double[] hessian;
    private readonly double[] slope;
    private readonly double[] components;
    private readonly double[] direction;

    public VarianceScoring(ProfiledCriterion criterion, RandomTermLayout[] terms)
    {
        this.criterion = criterion;
        moves = Array.ConvertAll(terms, static term => new CovarianceMove(term));
        information = new InformationMatrix(criterion, moves.SelectMany(static move => Enumerable.Repeat(move.Term, move.Basis.Count)).ToArray());
        int next = 0;
        foreach (CovarianceMove move in moves)
        {
            foreach (double[] matrix in move.Basis)
            {
                information.Set(next++, move.Term, matrix);
            }
        }

        int count = information.Count + 1;
        eigen = new ScaledEigen(count);
        hessian = new double[count * count];
        slope = new double[count];
        components = new double[count];
        direction = new double[count];
        trial = new double[criterion.ParameterCount];
    }

    /// <summary>True when every term's covariance matrices fill a linear space, so that the method applies.</summary>
    public static bool Applies(RandomTermLayout[] terms) => Array.TrueForAll(terms, static term => term.Covariance.CovarianceDimension > 0);

    /// <summary>Takes <paramref name="best"/> along scoring steps while they promise a decrease of more than <paramref name="tolerance"/>, at most <paramref name="maximumSteps"/>.</summary>
    public void Run(SearchPoint best, double tolerance, int maximumSteps, int maximumEvaluations)
    {
        double value = criterion.Value(best.Theta);
        for (int step = 0; step < maximumSteps && double.IsFinite(value) && criterion.Evaluations < maximumEvaluations; step++)
        {
            best.Differentiate(criterion, value);
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
        information.WithResidualVariance(hessian, slope);
        if (!eigen.TrySet(hessian, LeastDiagonal) || !(eigen.Values[^1] > 0))
        {
            return false;
        }

        eigen.Components(slope, components);
        double flat = Flat * eigen.Values[^1];
        for (int index = 0; index < components.Length; index++)
        {
            double size = eigen.Values[index];
            decrease += size < flat ? 0 : components[index] * components[index] / size / 2;
            components[index] = size < flat ? 0 : -components[index] / size;
        }

        eigen.Expand(components, direction);
        return true;
    }

    // Takes the step if it lowers the value; false also when it keeps too little of its promise for another one to be worth its price.
    private bool TryStep(SearchPoint best, double promised, ref double value)
    {
        if (!TryMove(best.Theta))
        {
            return false;
        }

        double reached = criterion.Value(trial);
        if (!(reached < value))
        {
            return false;
        }

        bool isKept = value - reached > Math.Min(SmallestShare * promised, WorthwhileDecrease);
        value = reached;
        best.MoveTo(trial);
        return isKept;
    }

    // Σ := (Σ + step)/(1 + step of σ²) for every term.
    private bool TryMove(double[] theta)
    {
        double residual = Math.Max(1 + direction[0], SmallestShrinkage);
        int at = 0;
        int next = 1;
        foreach (CovarianceMove move in moves)
        {
            int count = move.Term.Covariance.ParameterCount;
            if (!move.TryMove(theta.AsSpan(at, count), direction.AsSpan(next, move.Basis.Count), residual, trial.AsSpan(at, count)))
            {
                return false;
            }

            at += count;
            next += move.Basis.Count;
        }

        return true;
    }
}
