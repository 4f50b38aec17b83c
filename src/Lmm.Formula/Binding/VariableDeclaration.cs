namespace Lmm.Formula.Binding;

/// <summary>The type of a column of data, as far as a formula cares.</summary>
internal enum VariableType
{
    /// <summary>A floating-point number or <c>decimal</c>: a numeric variable, never a factor.</summary>
    Continuous,

    /// <summary>A whole number: a numeric variable, a grouping factor, or a factor when declared one.</summary>
    Integer,

    /// <summary>A <c>bool</c>: a factor with the levels FALSE and TRUE.</summary>
    Boolean,

    /// <summary>An <c>enum</c>: a factor whose levels are known at build time.</summary>
    Enumeration,

    /// <summary>A <c>string</c> or <c>char</c>: a factor whose levels the data tell, in ordinal order, unless declared.</summary>
    Text,

    /// <summary>A <c>Guid</c>, <c>DateOnly</c> or <c>DateTime</c>: good for a grouping factor only.</summary>
    Key,

    /// <summary>Anything else: of no use in a formula.</summary>
    Other,
}

/// <summary>What the binder is told of one column of data: by symbols at build time, by columns at run time.</summary>
/// <param name="Name">The name by which formulas call it.</param>
/// <param name="MemberName">The property, field or column that holds it.</param>
/// <param name="Type">Its type, as far as a formula cares.</param>
/// <param name="TypeName">Its type as messages show it, such as <c>double</c>.</param>
internal sealed record VariableDeclaration(string Name, string MemberName, VariableType Type, string TypeName)
{
    /// <summary>True when the column may lack values (<c>null</c> or NaN).</summary>
    public bool MayBeMissing { get; init; }

    /// <summary>True when it is declared a factor (<c>[Factor]</c>).</summary>
    public bool IsFactor { get; init; }

    /// <summary>True when the column can group rows even if its numbers are continuous, as columns of data read at run time can.</summary>
    public bool GroupsRows { get; init; }

    /// <summary>Another type of rows in which the member of this name is declared a factor; null where there is none.</summary>
    public string? FactorIn { get; init; }

    /// <summary>The levels in order where they are known beforehand; empty where the data tell them.</summary>
    public EquatableArray<string> Levels { get; init; }

    /// <summary>True when the levels of a factor are ordered (<c>[Factor(Ordered = true)]</c>): polynomial contrasts by default.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>The contrasts where some are declared.</summary>
    public FactorContrasts? Contrast { get; init; }
}
