using System.Globalization;
using Lmm.Formula.Binding;

namespace Lmm.Runtime.Tests.Design;

/// <summary>The data of tests/reference/model-matrix.R, with the factors as the script declares them.</summary>
internal static class ModelMatrixData
{
    private static readonly string[] Header = References.Lines("model-matrix.csv")[0].Split(',');

    private static readonly string[][] Cells = [.. References.Lines("model-matrix.csv").Skip(1).Select(line => line.Split(','))];

    /// <summary>The data frame, with contrasts other than the default ones where a case asks for them.</summary>
    public static DataFrame Frame(IEnumerable<(string Variable, ContrastCoding Coding)> contrasts) => contrasts.Aggregate(
        new DataFrame(
            Number("y"),
            Number("x"),
            Number("z"),
            DataColumn.Integer("k", Column("k").Select(cell => long.Parse(cell, CultureInfo.InvariantCulture))),
            DataColumn.Text("f2", Column("f2")),
            DataColumn.Factor("f3", Column("f3"), "low", "mid", "high"),
            DataColumn.Text("f5", Column("f5")),
            DataColumn.Factor("o4", Column("o4"), "never", "rarely", "often", "always").AsOrdered(),
            DataColumn.Boolean("flag", Column("flag").Select(cell => (bool?)(cell == "TRUE"))),
            DataColumn.Text("g", Column("g")),
            DataColumn.Text("h", Column("h"))),
        (frame, contrast) => frame.With(frame[contrast.Variable].WithContrast(contrast.Coding)));

    /// <summary>The design of a formula over the data.</summary>
    public static ModelDesign Design(string formula, params IEnumerable<(string Variable, ContrastCoding Coding)> contrasts)
    {
        DataFrame frame = Frame(contrasts);
        BoundFormula bound = ModelBinder.Bind(formula, frame.Declarations);
        Assert.True(bound.Spec is not null, $"{formula}: {string.Join("; ", bound.Diagnostics.Select(diagnostic => diagnostic.ToString()))}");
        return DesignInterpreter.Build(bound.Spec, frame, "ReferenceModel");
    }

    private static DataColumn Number(string name)
        => DataColumn.Numeric(name, Column(name).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)));

    private static IEnumerable<string> Column(string name)
    {
        int index = Array.IndexOf(Header, name);
        return Cells.Select(cells => cells[index]);
    }
}
