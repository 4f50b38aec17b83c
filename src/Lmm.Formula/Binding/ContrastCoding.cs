#pragma warning disable IDE0130 // it is the argument of an attribute, and belongs where the attributes are
namespace Lmm;

/// <summary>The contrast coding of a factor: which columns stand for its levels.</summary>
public enum ContrastCoding
{
    /// <summary>Each level against the first (R's <c>contr.treatment</c>); the default.</summary>
    Treatment,

    /// <summary>Each level but the last against the grand mean (R's <c>contr.sum</c>).</summary>
    Sum,

    /// <summary>Each level against the mean of those before it (R's <c>contr.helmert</c>).</summary>
    Helmert,

    /// <summary>Orthogonal polynomials over equally spaced levels (R's <c>contr.poly</c>).</summary>
    Polynomial,

    /// <summary>Each level against the one before it (<c>contr.sdif</c> of R's MASS).</summary>
    SuccessiveDifferences,
}
