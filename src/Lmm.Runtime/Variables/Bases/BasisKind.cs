namespace Lmm.Variables.Bases;

/// <summary>What files call a transform. Numbers keep their meaning.</summary>
internal enum BasisKind
{
    /// <summary><c>scale()</c>.</summary>
    Scaling = 1,

    /// <summary><c>poly(x, k, raw = TRUE)</c>.</summary>
    RawPolynomials = 2,

    /// <summary><c>poly(x, k)</c>.</summary>
    OrthogonalPolynomials = 3,

    /// <summary><c>bs()</c>.</summary>
    BSplines = 4,

    /// <summary><c>ns()</c>.</summary>
    NaturalSplines = 5,
}
