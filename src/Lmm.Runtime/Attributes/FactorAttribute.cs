namespace Lmm;

/// <summary>Makes a whole-number property a factor, with its distinct values in numeric order as levels.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class FactorAttribute : Attribute;
