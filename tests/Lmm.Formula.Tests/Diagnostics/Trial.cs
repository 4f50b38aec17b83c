using Lmm.Formula.Binding;
using Lmm.Formula.Tests.Binding;

namespace Lmm.Formula.Tests.Diagnostics;

/// <summary>The rows for which the examples of docs/diagnostics are written.</summary>
internal static class Trial
{
    public static EquatableArray<VariableDeclaration> Variables { get; } = new(
        Columns.Continuous("Rt"),
        Columns.Continuous("Age"),
        Columns.Integer("Days"),
        Columns.Continuous("Dose"),
        Columns.Continuous("DOSE"),
        Columns.Continuous("Weight"),
        Columns.Enumeration("Genotype", "WT", "CSB"),
        Columns.Boolean("Passed"),
        Columns.Integer("Block") with { IsFactor = true },
        Columns.Text("Subject"),
        Columns.Text("Item"),
        Columns.Key("Session"),
        Columns.Other("Link") with { TypeName = "Uri" });
}
