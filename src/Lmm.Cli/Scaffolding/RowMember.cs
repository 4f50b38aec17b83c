using Lmm.Formula.Binding;

namespace Lmm.Cli.Scaffolding;

/// <summary>A member of the row type.</summary>
/// <param name="Column">The column that it is read from.</param>
/// <param name="Name">Its name.</param>
/// <param name="TypeName">Its type.</param>
/// <param name="Attributes">Its attributes, without brackets.</param>
/// <param name="Declaration">What the binder will be told of it when the project is built.</param>
internal sealed record RowMember(string Column, string Name, string TypeName, IReadOnlyList<string> Attributes, VariableDeclaration Declaration)
{
    /// <summary>The parameter of the row's constructor.</summary>
    public override string ToString() => $"{string.Concat(Attributes.Select(attribute => $"[{attribute}] "))}{TypeName} {Name}";
}

/// <summary>An enum whose members are the levels of a factor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Levels">Its members, in the order of the levels.</param>
internal sealed record LevelsEnum(string Name, IReadOnlyList<string> Levels)
{
    /// <summary>The declaration, in one line.</summary>
    public override string ToString() => $"public enum {Name} {{ {string.Join(", ", Levels)} }}";
}
