namespace Lmm;

/// <summary>How marginal means and slopes are averaged over the variables that they do not tell apart.</summary>
public enum MeansWeighting
{
    /// <summary>
    /// Over a grid of the levels of the factors, all with the same weight, as in a balanced experiment; covariates at their means. Levels of nested factors count equally within
    /// those that they are nested in.
    /// </summary>
    Equal,

    /// <summary>Over the same grid, levels of the factors that are averaged over weighted by how often the fitted rows have them.</summary>
    Proportional,

    /// <summary>Over the fitted rows, each with its own levels and covariates, and the levels in question put in place of its own.</summary>
    Rows,
}
