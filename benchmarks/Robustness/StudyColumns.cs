using Lmm.Formula;
using Lmm.Formula.Binding;

namespace Lmm.Benchmarks.Robustness;

/// <summary>The columns that random formulas are bound to.</summary>
internal static class StudyColumns
{
    /// <summary>One column or two of every type.</summary>
    public static EquatableArray<VariableDeclaration> All { get; } = new(
        Column("Y", VariableType.Continuous),
        Column("X", VariableType.Continuous),
        Column("Z", VariableType.Continuous),
        Column("N", VariableType.Integer),
        Column("F", VariableType.Enumeration) with { Levels = new("A", "B", "C") },
        Column("K", VariableType.Integer) with { IsFactor = true },
        Column("G", VariableType.Text),
        Column("H", VariableType.Text),
        Column("Id", VariableType.Key));

    private static VariableDeclaration Column(string name, VariableType type) => new(name, name, type, type.ToString());
}
