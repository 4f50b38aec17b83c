namespace Lmm.Formula.Binding;

/// <summary>How values of a type are turned into numbers and levels.</summary>
internal enum ValueKind
{
    /// <summary>A <c>double</c>: a number as it is.</summary>
    Double,

    /// <summary>Another number that is not whole: a number by a cast.</summary>
    Real,

    /// <summary>A whole number: a number by a cast, or a level.</summary>
    Integer,

    /// <summary>A <c>bool</c>.</summary>
    Boolean,

    /// <summary>An <c>enum</c>.</summary>
    Enumeration,

    /// <summary>A <c>string</c>.</summary>
    String,

    /// <summary>A <c>char</c>.</summary>
    Character,

    /// <summary>A <c>Guid</c>, <c>DateOnly</c> or <c>DateTime</c>.</summary>
    Key,

    /// <summary>Anything else.</summary>
    Other,
}
