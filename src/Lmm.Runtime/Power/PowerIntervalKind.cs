namespace Lmm;

/// <summary>How the interval of a power is taken from the number of draws that were significant.</summary>
public enum PowerIntervalKind
{
    /// <summary>Clopper and Pearson, Biometrika 26, 1934: it covers at least at its level.</summary>
    ClopperPearson,

    /// <summary>Wilson, J. Am. Stat. Assoc. 22, 1927: shorter, and covers at its level on average.</summary>
    Wilson,
}
