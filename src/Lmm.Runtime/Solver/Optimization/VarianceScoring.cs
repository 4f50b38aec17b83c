using MathNet.Numerics.LinearAlgebra;

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
    private const double LargestGrowth = 1e4;
    private const double SmallestShare = 0.25;
    private const double WorthwhileDecrease = 0.5;

    private readonly ProfiledCriterion criterion;
    private readonly RandomTermLayout[] terms;
    private readonly double[] theta;

    public VarianceScoring(ProfiledCriterion criterion, double[] start)
    {
        this.criterion = criterion;
        terms = criterion.Products.Terms;
        theta = (double[])start.Clone();
    }

    /// <summary>The best parameters so far.</summary>
    public double[] Theta => theta;

    /// <summary>True when every term's covariance matrices fill a linear space, so that the method applies.</summary>
    public static bool Applies(RandomTermLayout[] terms) => Array.TrueForAll(terms, static term => term.Covariance.CovarianceDimension > 0);

    /// <summary>Takes scoring steps while they promise a decrease of more than <paramref name="tolerance"/>, at most <paramref name="maximumSteps"/>.</summary>
    public void Run(double tolerance, int maximumSteps, int maximumEvaluations)
    {
        double value = criterion.Value(theta);
        var gradient = new double[theta.Length];
        for (int step = 0; step < maximumSteps && double.IsFinite(value) && criterion.Evaluations < maximumEvaluations; step++)
        {
            criterion.Gradient(gradient);
            if (!TryDirection(out Vector<double> direction, out double decrease) || decrease < tolerance || !TryStep(direction, decrease, ref value))
            {
                return;
            }
        }
    }

    // Solves the scoring equations for the steps of σ² (first, relative to σ²) and of the coefficients of each term's basis matrices.
    private bool TryDirection(out Vector<double> direction, out double decrease)
    {
        var information = new InformationMatrix(criterion);
        List<(RandomTermLayout Term, double[] Matrix)> basis = Basis();
        foreach ((RandomTermLayout term, double[] matrix) in basis)
        {
            information.Add(term, matrix);
        }

        int count = basis.Count + 1;
        (Matrix<double> hessian, Vector<double> slope) = information.WithResidualVariance();
        Vector<double> scale = Vector<double>.Build.Dense(count, index => 1 / Math.Sqrt(Math.Max(hessian[index, index], 1e-300)));
        Matrix<double> scaled = Matrix<double>.Build.Dense(count, count, (row, column) => hessian[row, column] * scale[row] * scale[column]);
        direction = Vector<double>.Build.Dense(count);
        decrease = 0;
        if (!scaled.ForAll(double.IsFinite))
        {
            return false;
        }

        var eigen = scaled.Evd(Symmetricity.Symmetric);
        if (!(eigen.EigenValues[count - 1].Real > 0))
        {
            return false;
        }

        Vector<double> parts = eigen.EigenVectors.TransposeThisAndMultiply(slope.PointwiseMultiply(scale));
        for (int index = 0; index < count; index++)
        {
            double size = eigen.EigenValues[index].Real;
            bool isFlat = size < 1e-10 * eigen.EigenValues[count - 1].Real;
            decrease += isFlat ? 0 : parts[index] * parts[index] / size / 2;
            parts[index] = isFlat ? 0 : -parts[index] / size;
        }

        direction = (eigen.EigenVectors * parts).PointwiseMultiply(scale);
        return true;
    }

    private List<(RandomTermLayout Term, double[] Matrix)> Basis()
    {
        List<(RandomTermLayout, double[])> basis = [];
        foreach (RandomTermLayout term in terms)
        {
            for (int index = 0; index < term.Covariance.CovarianceDimension; index++)
            {
                var matrix = new double[term.EffectCount * term.EffectCount];
                term.Covariance.CovarianceBasis(index, matrix);
                basis.Add((term, matrix));
            }
        }

        return basis;
    }

    // Takes the step if it lowers the value; false also when it keeps too little of its promise for another one to be worth its price.
    private bool TryStep(Vector<double> direction, double promised, ref double value)
    {
        var trial = new double[theta.Length];
        Move(direction, trial);
        double reached = criterion.Value(trial);
        if (!(reached < value))
        {
            return false;
        }

        bool isKept = value - reached > Math.Min(SmallestShare * promised, WorthwhileDecrease);
        value = reached;
        trial.CopyTo(theta, 0);
        return isKept;
    }

    // Σ := (Σ + step)/(1 + step of σ²), with eigenvalues relative to the present Σ kept positive, and back to θ by way of its factor.
    private void Move(Vector<double> direction, double[] trial)
    {
        double residual = Math.Max(1 + direction[0], SmallestShrinkage);
        int at = 0;
        int next = 1;
        foreach (RandomTermLayout term in terms)
        {
            int k = term.EffectCount;
            int count = term.Covariance.ParameterCount;
            var values = new double[k * k];
            term.Covariance.Factor(theta.AsSpan(at, count), values);
            Matrix<double> lambda = Matrix<double>.Build.Dense(k, k, (row, column) => values[(row * k) + column]);
            Matrix<double> change = Matrix<double>.Build.Dense(k, k);
            for (int index = 0; index < term.Covariance.CovarianceDimension; index++)
            {
                term.Covariance.CovarianceBasis(index, values);
                change += direction[next++] * Matrix<double>.Build.Dense(k, k, (row, column) => values[(row * k) + column]);
            }

            Matrix<double> half = lambda.Solve(change);
            Matrix<double> relative = lambda.Solve(half.Transpose());
            relative = (relative + relative.Transpose()) / 2;
            var eigen = relative.Evd(Symmetricity.Symmetric);
            Matrix<double> factor = lambda * eigen.EigenVectors;
            for (int column = 0; column < k; column++)
            {
                double size = (1 + eigen.EigenValues[column].Real) / residual;
                double root = Math.Sqrt(Math.Clamp(size, SmallestShrinkage, LargestGrowth));
                for (int row = 0; row < k; row++)
                {
                    factor[row, column] *= root;
                }
            }

            term.Covariance.Parameters(CanonicalFactor.Of(factor.Transpose().ToColumnMajorArray(), k), trial.AsSpan(at, count));
            at += count;
        }
    }
}
