namespace Lmm;

/// <summary>Gives a property or field another name in formulas; names that are no identifiers go between back-ticks.</summary>
/// <param name="name">The name by which formulas call it.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class VariableAttribute(string name) : Attribute
{
    /// <summary>The name by which formulas call it.</summary>
    public string Name { get; } = name;
}
