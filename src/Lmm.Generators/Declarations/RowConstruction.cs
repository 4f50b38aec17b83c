using Lmm.Formula;

namespace Lmm.Generators.Declarations;

/// <summary>How a row is made of values read: a constructor's arguments first, then the members that are set.</summary>
/// <param name="TypeName">The name by which code calls the constructor.</param>
/// <param name="Arguments">The constructor's arguments, in order; parameters that are left out have defaults.</param>
/// <param name="Members">The members to set, required ones included.</param>
internal sealed record RowConstruction(string TypeName, EquatableArray<RowInput> Arguments, EquatableArray<RowInput> Members)
{
    /// <summary>The identifiers of the experiments that the constructor is part of.</summary>
    public EquatableArray<string> Experiments { get; init; }
}

/// <summary>A value that goes into a row.</summary>
/// <param name="Column">The name of the column that it is read from.</param>
/// <param name="Target">The parameter or member that takes it.</param>
/// <param name="Kind">How it is read.</param>
/// <param name="TypeName">Its type for code, without a question mark.</param>
/// <param name="MayBeMissing">Whether null stands for a missing value.</param>
/// <param name="Setting">When it is set.</param>
internal sealed record RowInput(string Column, string Target, InputKind Kind, string TypeName, bool MayBeMissing, InputSetting Setting)
{
    /// <summary>The members of an enum, aliases included; empty for other types.</summary>
    public EquatableArray<EnumConstant> Constants { get; init; }
}

/// <summary>When a value is put into a row.</summary>
internal enum InputSetting
{
    /// <summary>When the row is made: a constructor's argument or a required member, which must have a column.</summary>
    Required,

    /// <summary>When the row is made: a member that can be set then only.</summary>
    Initial,

    /// <summary>When the row is made or later.</summary>
    Any,
}

/// <summary>The method that reads a value.</summary>
internal enum InputKind
{
    /// <summary>A <c>double</c>.</summary>
    Double,

    /// <summary>A <c>float</c> or <c>Half</c>.</summary>
    Real,

    /// <summary>A <c>decimal</c>.</summary>
    Decimal,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A <c>bool</c>.</summary>
    Boolean,

    /// <summary>An <c>enum</c>.</summary>
    Enumeration,

    /// <summary>A <c>string</c>.</summary>
    String,

    /// <summary>A <c>char</c>.</summary>
    Character,

    /// <summary>A type that reads itself from text.</summary>
    Parsable,
}
