using System.Globalization;
using Lmm.Formula.Binding;
using Lmm.Prediction;
using Lmm.Storage;

namespace Lmm.Means;

/// <summary>Reference grids in files: the levels and means of variables, and how many rows have each combination of levels.</summary>
internal static class StoredGrid
{
    /// <summary>What a grid holds of the data.</summary>
    public static string Holds(ReferenceGrid grid)
    {
        string[] factors = [.. grid.Variables.Where(static variable => variable.IsDiscrete).Select(static variable => variable.Name)];
        string[] covariates = [.. grid.Variables.Where(static variable => !variable.IsDiscrete).Select(static variable => variable.Name)];
        List<string> parts = [];
        if (covariates.Length > 0)
        {
            parts.Add($"the means of {string.Join(", ", covariates)}");
        }

        if (factors.Length > 0)
        {
            int single = grid.Cells.Count(static cell => cell.Count == 1);
            parts.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"how many rows have each of {grid.Cells.Count} combinations of levels of {string.Join(", ", factors)}{(single == 0 ? "" : $"; {single} of them have a single row")}"));
        }

        return parts.Count == 0 ? "the number of rows" : string.Join("; ", parts);
    }

    /// <summary>Writes a grid.</summary>
    public static void Write(this StoredWriter writer, ReferenceGrid grid)
    {
        writer.Write(grid.Variables, variable =>
        {
            writer.Write(variable.Name);
            writer.Write(variable.NumberPlace);
            writer.Write(variable.CodePlace);
            writer.Write(variable.IsDiscrete);
            writer.Write(variable.Labels);
            writer.Write(variable.Values.AsSpan());
            writer.Write([.. variable.Parents]);
            writer.Write([.. variable.Interacting]);
        });
        writer.Write(grid.Cells, cell =>
        {
            writer.Write(cell.Levels.AsSpan());
            writer.Write(cell.Count);
        });
    }

    /// <summary>Reads the grid of a model.</summary>
    public static ReferenceGrid ReadGrid(this StoredReader reader, ModelSpec spec, CompleteCases cases)
    {
        FixedEffectsRows rows = RowPlan.FixedEffectsOf(spec, cases);
        GridVariable[] variables = reader.ReadList(() => ReadVariable(reader));
        GridCell[] cells = reader.ReadList(() => new GridCell(reader.ReadInt32s(), reader.ReadRowCount()));
        string[] names = [.. variables.Select(static variable => variable.Name)];
        reader.Require(Array.TrueForAll(cells, cell => cell.Fits(variables)));
        foreach (GridVariable variable in variables)
        {
            reader.Require(variable.NumberPlace >= -1 && variable.NumberPlace < rows.Variables.Length && variable.CodePlace >= -1 && variable.CodePlace < rows.Factors.Length);
            reader.Require(variable.Labels.Length > 0 && variable.Values.Length == variable.Labels.Length && variable.Parents.Concat(variable.Interacting).All(names.Contains));
            reader.Require(variable.CodePlace < 0 || variable.Labels.SequenceEqual(rows.Factors[variable.CodePlace].Fitted.Levels));
        }

        return ReferenceGrid.Without(cases.ModelName, rows, variables, cells);
    }

    private static GridVariable ReadVariable(StoredReader reader) => new()
    {
        Name = reader.ReadText(),
        NumberPlace = reader.ReadInt32(),
        CodePlace = reader.ReadInt32(),
        IsDiscrete = reader.ReadBoolean(),
        Labels = reader.ReadTexts(),
        Values = reader.ReadDoubles(),
        LevelOfRow = [],
        NumberOfRow = [],
        Parents = Array.AsReadOnly(reader.ReadTexts()),
        Interacting = Array.AsReadOnly(reader.ReadTexts()),
    };
}
