namespace Lmm.Generators.Declarations;

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

    /// <summary>A <c>Guid</c> or <c>DateOnly</c>.</summary>
    Key,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>The type of a row's member, as far as emitted code cares.</summary>
/// <param name="Kind">How its values are turned into numbers and levels.</param>
/// <param name="TypeName">The type's name for code, without a question mark.</param>
/// <param name="IsNullableValue">True for a nullable value type.</param>
/// <param name="IsPublic">Whether code in any assembly can name the type.</param>
internal sealed record ValueType(ValueKind Kind, string TypeName, bool IsNullableValue, bool IsPublic);
