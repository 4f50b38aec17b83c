namespace Lmm.Generators.Emission;

/// <summary>
/// The names that generated members must leave alone, because the run-time library's base types (and
/// <see cref="object"/>) have them. A test holds these lists against the types.
/// </summary>
internal static class InheritedMembers
{
    /// <summary>Of every type.</summary>
    public static readonly string[] OfObject = ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    /// <summary>Of the results of linear and linear mixed models.</summary>
    public static readonly string[] OfFits =
    [
        "Coefficients",
        "RandomEffects",
    ];

    /// <summary>Of the random effects of a grouping factor.</summary>
    public static readonly string[] OfRandomEffects =
    [
        "Component",
        "Correlation",
        "Item",
        "Modes",
    ];

    /// <summary>Of the conditional modes of a level.</summary>
    public static readonly string[] OfConditionalModes =
    [
        "Item",
    ];
}
