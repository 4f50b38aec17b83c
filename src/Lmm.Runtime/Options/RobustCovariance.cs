namespace Lmm;

/// <summary>
/// Covariance matrices of fixed effects that hold whatever the covariance of the rows within clusters is: products of the residuals take the place of the
/// covariance that the model claims. Few clusters make the plain one too small; the others correct that.
/// </summary>
public enum RobustCovariance
{
    /// <summary>The products of the residuals as they are (Liang and Zeger, Biometrika 73, 1986).</summary>
    CR0,

    /// <summary>CR0 times m / (m − 1), m the number of clusters.</summary>
    CR1,

    /// <summary>Residuals of each cluster adjusted so that the matrix has no bias if the model's covariance is right (Bell and McCaffrey 2002; Pustejovsky and Tipton 2018).</summary>
    CR2,
}
