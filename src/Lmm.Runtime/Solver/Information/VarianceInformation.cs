using Lmm.Kernels;
using Lmm.Solver.Expansion;
using Lmm.Solver.Optimization;
using Lmm.Solver.Sparse;

namespace Lmm.Solver.Information;

/// <summary>
/// How well the variances of a fit are known, and what that means for the variances of functions of β̂: degrees of freedom by Satterthwaite's method on the
/// face of the parameter space that the fit lies on.
/// </summary>
/// <remarks>
/// With v(θ, σ²) the variance of a function of β̂, its degrees of freedom are 2v²/Var(v). σ² given θ has the relative variance 2/d, and the Hessian of the
/// profiled criterion is twice the inverse of θ's covariance matrix, so that they are 2/(2/d + 2gᵀH⁻¹g), g the gradient of the logarithm of
/// the variance with σ² profiled out. Sources: Satterthwaite, Biometrics Bull. 2, 1946; Fai &amp; Cornelius, J. Stat. Comput. Simul. 54, 1996.
/// </remarks>
internal abstract class VarianceInformation
{
    /// <summary>The share of the largest curvature below which a direction is one that the data do not determine.</summary>
    private const double Flat = 1e-9;

    private readonly long _degrees;
    private readonly ScaledEigen _hessian;

    /// <summary>Takes the Hessian of the criterion in the coordinates of the face.</summary>
    /// <param name="degreesOfFreedom">d, n or n less the rank of X for REML.</param>
    /// <param name="hessian">The Hessian, row by row.</param>
    /// <param name="count">The number of coordinates.</param>
    private protected VarianceInformation(long degreesOfFreedom, double[] hessian, int count)
    {
        _degrees = degreesOfFreedom;
        Hessian = hessian;
        Count = count;
        _hessian = new ScaledEigen(count);
        HasHessian = count == 0 || _hessian.TrySet(hessian, double.Epsilon);
    }

    /// <summary>The number of coordinates of the face that the fit lies on.</summary>
    public int Count { get; }

    /// <summary>The Hessian of the criterion in these coordinates, row by row.</summary>
    public double[] Hessian { get; }

    /// <summary>Whether the Hessian is finite.</summary>
    public bool HasHessian { get; }

    /// <summary>
    /// Expands the criterion about an optimum: in closed form where one grouping factor is eliminated level by level and the others are few enough for dense
    /// matrices, else by derivatives of a sparse factor. Differences of analytic gradients are left where cross-products have too few digits, or memory does not suffice.
    /// </summary>
    public static VarianceInformation Of(Optimum optimum, Workers workers)
    {
        if (!optimum.IsFromRows && optimum.PlanOf(workers.CancellationToken) is not SparseOrder && HeadedPrecision.IsAffordable(optimum.Products))
        {
            return ExactInformation.About(optimum, workers);
        }

        VarianceInformation? exact = optimum.IsFromRows ? null : TangentInformation.About(optimum, workers);
        return exact ?? DifferencedInformation.About(optimum.Criterion(workers), optimum);
    }

    /// <summary>Satterthwaite's degrees of freedom of a function of the working β, given by its coefficients.</summary>
    public double DegreesOfFreedom(ReadOnlySpan<double> function)
    {
        double relative = 2.0 / _degrees;
        if (Count > 0)
        {
            var components = new double[Count];
            _hessian.Components(LogVarianceGradient(function), components);
            double flat = Flat * _hessian.Largest;
            for (int index = 0; index < components.Length; index++)
            {
                relative += _hessian.Values[index] > flat ? 2 * components[index] * components[index] / _hessian.Values[index] : 0;
            }
        }

        return HasHessian ? 2 / relative : double.NaN;
    }

    /// <summary>
    /// The variance of a function of the covariances over σ² and of σ: log σ given the covariances has the variance 1/(2d), and half the logarithm of
    /// r²/d as its mean. Infinite where it depends on what the data do not determine.
    /// </summary>
    /// <param name="gradient">Its derivatives in the coordinates of the face at given σ.</param>
    /// <param name="alongLogSigma">Its derivative along log σ.</param>
    public double Variance(ReadOnlySpan<double> gradient, double alongLogSigma)
    {
        double variance = alongLogSigma * alongLogSigma / (2.0 * _degrees);
        if (Count == 0)
        {
            return variance;
        }

        double[] residual = LogResidualGradient();
        double[] whole = [.. gradient];
        for (int index = 0; index < whole.Length; index++)
        {
            whole[index] += alongLogSigma * residual[index] / 2;
        }

        var components = new double[Count];
        _hessian.Components(whole, components);
        double flat = Flat * _hessian.Largest;
        double size = components.Sum(static component => component * component);
        for (int index = 0; index < components.Length; index++)
        {
            double square = components[index] * components[index];
            variance += _hessian.Values[index] > flat ? 2 * square / _hessian.Values[index] : square > Flat * size ? double.PositiveInfinity : 0;
        }

        return HasHessian ? variance : double.NaN;
    }

    /// <summary>The gradient of log r² in the coordinates of the face.</summary>
    protected abstract double[] LogResidualGradient();

    /// <summary>The gradient of the logarithm of a function's variance in the coordinates of the face, σ² profiled out.</summary>
    protected abstract double[] LogVarianceGradient(ReadOnlySpan<double> function);
}
