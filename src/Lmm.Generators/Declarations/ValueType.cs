using Lmm.Formula;
using Lmm.Formula.Binding;

namespace Lmm.Generators.Declarations;

/// <summary>The type of a row's member, as far as emitted code cares.</summary>
/// <param name="Kind">How its values are turned into numbers and levels.</param>
/// <param name="TypeName">The type's name for code, without a question mark.</param>
/// <param name="IsNullableValue">True for a nullable value type.</param>
/// <param name="IsPublic">Whether code in any assembly can name the type.</param>
internal sealed record ValueType(ValueKind Kind, string TypeName, bool IsNullableValue, bool IsPublic)
{
    /// <summary>The members of an enum; empty for other types.</summary>
    public EquatableArray<EnumConstant> Constants { get; init; }

    /// <summary>An enum's member as code writes it.</summary>
    public string Constant(string name) => Constants.First(constant => constant.Name == name).Code;
}
