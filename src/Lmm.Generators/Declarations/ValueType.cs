using Lmm.Formula.Binding;

namespace Lmm.Generators.Declarations;

/// <summary>The type of a row's member, as far as emitted code cares.</summary>
/// <param name="Kind">How its values are turned into numbers and levels.</param>
/// <param name="TypeName">The type's name for code, without a question mark.</param>
/// <param name="IsNullableValue">True for a nullable value type.</param>
/// <param name="IsPublic">Whether code in any assembly can name the type.</param>
internal sealed record ValueType(ValueKind Kind, string TypeName, bool IsNullableValue, bool IsPublic);
