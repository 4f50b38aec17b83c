using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Power;
using Lmm.Printing;
using Lmm.Printing.Tables;

namespace Lmm;

/// <summary>The power of a test by simulation, design by design.</summary>
[JsonConverter(typeof(ResultJsonConverter<PowerTable>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class PowerTable : ITableResult, IJsonResult
{
    internal PowerTable(PowerTest test, PowerOptions options, IReadOnlyList<PowerRow> rows, IReadOnlyList<string> notes)
        => (Test, Options, Rows, Notes) = (test, options, rows, notes);

    /// <summary>What is tested.</summary>
    public PowerTest Test { get; }

    /// <summary>How the power was simulated.</summary>
    public PowerOptions Options { get; }

    /// <summary>The designs, in the order in which they were asked for.</summary>
    public IReadOnlyList<PowerRow> Rows { get; }

    /// <summary>What readers have to know: the test and its method, draws and seed, the interval, coefficients that are not the estimates, and draws that failed.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The table, for any format: a row per design.</summary>
    public ResultTable ToTable() => new(
    [
        .. Options.Along is { } along ? [TableColumn.OfNumbers("levels", $"Levels of {along}", ColumnKind.Count, Rows.Select(static row => (double?)row.Levels))] : Array.Empty<TableColumn>(),
        TableColumn.OfNumbers("rows", "Rows", ColumnKind.Count, Rows.Select(static row => (double?)row.RowCount)),
        TableColumn.OfNumbers("draws", "Draws", ColumnKind.Count, Rows.Select(static row => (double?)row.Draws)),
        TableColumn.OfNumbers("failed", "Failed", ColumnKind.Count, Rows.Select(static row => (double?)row.FailedDraws)),
        TableColumn.OfNumbers("power", "Power", ColumnKind.Number, Rows.Select(static row => row.Power)),
        TableColumn.OfNumbers("lower", Percent.Of((1 - Options.Level) / 2), ColumnKind.Number, Rows.Select(static row => row.Lower)),
        TableColumn.OfNumbers("upper", Percent.Of((1 + Options.Level) / 2), ColumnKind.Number, Rows.Select(static row => row.Upper)),
    ])
    {
        Title = $"Power of the test {Test.Name}",
        Notes = Notes,
    };

    /// <summary>The table as text.</summary>
    public override string ToString() => ToTable().ToText();

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        PowerJson.WriteMembers(json, this);
        json.WriteEndObject();
    }
}
