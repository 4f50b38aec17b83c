namespace Lmm;

/// <summary>What an analysis of variance asks of a term; the numbers are those of SAS and R.</summary>
public enum AnovaType
{
    /// <summary>What the term adds to the terms before it in the formula: the order counts.</summary>
    I,

    /// <summary>
    /// What the term adds to all terms that do not contain it. A term is contained in one that has all of its factors and more, and just its numbers: so <c>a</c> is
    /// contained in <c>a:b</c>, not in <c>a:x</c> with a number x.
    /// </summary>
    II,

    /// <summary>
    /// The effect of the term averaged over the levels of the others with equal weights, at zero of the numbers: functions that are estimable whatever the numbers of
    /// rows in cells. It does not depend on the contrasts of the factors.
    /// </summary>
    III,
}
