namespace Lmm;

/// <summary>
/// How p-values and intervals of several contrasts take into account that they are several: an adjusted p-value below α rejects with a probability of at most α
/// that any true hypothesis of the family is rejected, and adjusted intervals all cover together with their level.
/// </summary>
/// <remarks>
/// A family is what stands in one table, or in one part of it where contrasts are made within the levels of another factor. Contrasts that are not estimable do not
/// count. Source of all: Hochberg and Tamhane, <i>Multiple Comparison Procedures</i>, 1987.
/// </remarks>
public enum MultiplicityAdjustment
{
    /// <summary>Each contrast by itself.</summary>
    None,

    /// <summary>
    /// The studentised range (Tukey 1953; Kramer 1956), for all pairs of a set of means and nothing else: exact where the means are independent and equally precise,
    /// conservative for independent means of unequal precision (Hayter 1984).
    /// </summary>
    Tukey,

    /// <summary>p-values times the number of contrasts; valid whatever their dependence.</summary>
    Bonferroni,

    /// <summary>
    /// Holm (1979): the smallest p-value times the number of contrasts, the next times one less, and so on; valid whatever their dependence, and never above
    /// <see cref="Bonferroni"/>. It has no intervals of its own: they are Bonferroni's.
    /// </summary>
    Holm,

    /// <summary>Šidák (1967): 1 − (1 − p)ᵐ for m contrasts; exact for independent ones, conservative for estimates with a joint normal or t distribution.</summary>
    Sidak,

    /// <summary>
    /// The distribution of the largest of the statistics, a multivariate t with the correlations of the estimates: exact where the contrasts have their degrees of freedom in common.
    /// For comparisons with a control it is Dunnett's test (1955), whether the design is balanced or not.
    /// </summary>
    MultivariateT,
}
