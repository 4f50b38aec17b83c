namespace Lmm;

/// <summary>Fixes the levels of a factor and their order; the first is the reference level.</summary>
/// <param name="levels">The levels.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class LevelsAttribute(params string[] levels) : Attribute
{
    /// <summary>The levels in order.</summary>
    public IReadOnlyList<string> Levels { get; } = levels;
}
