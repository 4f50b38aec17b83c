using Lmm.Coordinates;

namespace Lmm.Hypotheses;

/// <summary>
/// How well the coefficients of a model are known by one method: their covariance matrix, and the degrees of freedom that go with functions of them. A
/// function is given by its coefficients, one per column of X, each in the unit of the covariance matrix.
/// </summary>
/// <param name="method">The method.</param>
/// <param name="covariance">The covariance matrix of the coefficients.</param>
internal abstract class CoefficientUncertainty(DegreesOfFreedomMethod method, UnitCovariance covariance)
{
    /// <summary>The method.</summary>
    public DegreesOfFreedomMethod Method => method;

    /// <summary>The covariance matrix of the coefficients.</summary>
    public UnitCovariance Covariance => covariance;

    /// <summary>What readers have to know of the method: lines below tables.</summary>
    public virtual IReadOnlyList<string> Notes => [];

    /// <summary>True when independent functions may have a covariance matrix that is singular, so that they cannot be tested jointly.</summary>
    public virtual bool MayLackRank => false;

    /// <summary>The degrees of freedom of a function; infinite for the normal distribution, NaN where there is no test.</summary>
    public abstract double DegreesOfFreedom(double[] function);

    /// <summary>The denominator degrees of freedom of functions that are uncorrelated and have unit variance, and the factor of F.</summary>
    public abstract (double DegreesOfFreedom, double Scale) Joint(double[][] functions);
}
