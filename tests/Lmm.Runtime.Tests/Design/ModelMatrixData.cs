using System.Globalization;
using Lmm.Design;
using Lmm.Formula.Binding;

namespace Lmm.Runtime.Tests.Design;

/// <summary>The data of tests/reference/model-matrix.R, with the factors as the script declares them.</summary>
internal static class ModelMatrixData
{
    /// <summary>The columns of a file by their names.</summary>
    public static Dictionary<string, string[]> Read(string file)
    {
        string[][] lines = [.. References.Lines(file).Select(line => line.Split(','))];
        return Enumerable.Range(0, lines[0].Length).ToDictionary(column => lines[0][column], column => lines.Skip(1).Select(cells => cells[column]).ToArray());
    }

    /// <summary>The data frame of a file with those columns.</summary>
    /// <param name="file">The file.</param>
    /// <param name="spelling">How the frame spells the name of a column; null for as the file does.</param>
    public static ModelFrame Frame(string file, Func<string, string>? spelling = null)
    {
        Dictionary<string, string[]> cells = Read(file);
        string Name(string name) => spelling?.Invoke(name) ?? name;
        FrameColumn Number(string name) => FrameColumn.Numeric(Name(name), cells[name].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)));
        return new ModelFrame(
            Number("y"),
            Number("x"),
            Number("z"),
            FrameColumn.Integer(Name("k"), cells["k"].Select(cell => long.Parse(cell, CultureInfo.InvariantCulture))),
            FrameColumn.Text(Name("f2"), cells["f2"]),
            FrameColumn.Factor(Name("f3"), cells["f3"], "low", "mid", "high"),
            FrameColumn.Text(Name("f5"), cells["f5"]),
            FrameColumn.Factor(Name("o4"), cells["o4"], "never", "rarely", "often", "always").AsOrdered(),
            FrameColumn.Boolean(Name("flag"), cells["flag"].Select(cell => (bool?)(cell == "TRUE"))),
            FrameColumn.Text(Name("g"), cells["g"]),
            FrameColumn.Text(Name("h"), cells["h"]));
    }

    /// <summary>The data frame, with contrasts other than the default ones where a case asks for them.</summary>
    public static ModelFrame Frame(IEnumerable<(string Variable, ContrastCoding Coding)> contrasts)
        => contrasts.Aggregate(Frame("model-matrix.csv"), (frame, contrast) => frame.With(frame[contrast.Variable].WithContrast(contrast.Coding)));

    /// <summary>The design of a formula over the data.</summary>
    public static ModelDesign Design(string formula, params IEnumerable<(string Variable, ContrastCoding Coding)> contrasts)
    {
        ModelFrame frame = Frame(contrasts);
        BoundFormula bound = ModelBinder.Bind(formula, frame.Declarations);
        Assert.True(bound.Spec is not null, $"{formula}: {string.Join("; ", bound.Diagnostics.Select(diagnostic => diagnostic.ToString()))}");
        return DesignInterpreter.Build(bound.Spec, frame, "ReferenceModel");
    }
}
