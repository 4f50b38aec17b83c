using Lmm.Formula;
using Lmm.Formula.Binding;

namespace Lmm.Generators.Declarations;

/// <summary>The type of the rows of a model's data.</summary>
/// <param name="TypeName">Its name for code, such as <c>global::Study.Expression</c>.</param>
/// <param name="DisplayName">Its name for messages, such as <c>Expression</c>.</param>
/// <param name="IsPublic">Whether code in any assembly can name it.</param>
/// <param name="MayBeNull">Whether a row can be null.</param>
/// <param name="Members">The members that formulas can name.</param>
/// <param name="Unreachable">The members that formulas cannot name, and why.</param>
internal sealed record RowType(
    string TypeName,
    string DisplayName,
    bool IsPublic,
    bool MayBeNull,
    EquatableArray<RowMember> Members,
    EquatableArray<UnreachableMember> Unreachable)
{
    /// <summary>How rows are made of values read; null when generated code cannot make any.</summary>
    public RowConstruction? Construction { get; init; }

    /// <summary>The identifiers of the experiments that its use is part of.</summary>
    public EquatableArray<string> Experiments { get; init; }

    /// <summary>What the binder is told of the row type.</summary>
    public EquatableArray<VariableDeclaration> Variables => Members.Select(member => member.Variable).ToEquatableArray();
}

/// <summary>A property or field that formulas can name.</summary>
/// <param name="Variable">What the binder is told of it.</param>
/// <param name="Value">How its value is read.</param>
internal sealed record RowMember(VariableDeclaration Variable, ValueType Value)
{
    /// <summary>The identifiers of the experiments that its use is part of.</summary>
    public EquatableArray<string> Experiments { get; init; }
}

/// <summary>A property or field that generated code cannot read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why, and the cure: the rest of a sentence that starts with the name.</param>
internal sealed record UnreachableMember(string Name, string Reason);
