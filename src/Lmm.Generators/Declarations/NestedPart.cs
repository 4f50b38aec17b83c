using Lmm.Formula;

namespace Lmm.Generators.Declarations;

/// <summary>A part that a user adds to a class nested in a generated one.</summary>
/// <param name="Name">The name of the class.</param>
/// <param name="Members">The names of the members that it adds.</param>
internal sealed record NestedPart(string Name, EquatableArray<string> Members);
