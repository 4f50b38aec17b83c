namespace Lmm;

/// <summary>
/// Makes a property a factor: of whole numbers their distinct values in numeric order are the levels. On a factor it can
/// say that the levels are ordered.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class FactorAttribute : Attribute
{
    /// <summary>True when the levels are ordered: the contrasts are polynomial unless <see cref="ContrastAttribute"/> says otherwise.</summary>
    public bool Ordered { get; set; }
}
