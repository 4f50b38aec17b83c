using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.PredictionErrors;
using Lmm.Printing;
using Lmm.Printing.Tables;

namespace Lmm;

/// <summary>Predictions with standard errors and intervals: one per row of the input, in its order.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It is printed as a table.")]
[JsonConverter(typeof(ResultJsonConverter<PredictionTable>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class PredictionTable : IReadOnlyList<RowPrediction>, ITableResult, IJsonResult
{
    private readonly RowPrediction[] _rows;

    internal PredictionTable(PredictionIntervalOptions options, RowPrediction[] rows, IReadOnlyList<string> notes)
    {
        (Options, _rows) = (options, rows);
        Notes = notes;
    }

    /// <summary>What the predictions are of.</summary>
    public PredictionIntervalOptions Options { get; }

    /// <summary>What readers have to know: which uncertainties are in, by which distribution, which rows have new levels or none of their values, and which values lie beyond a spline's boundary knots.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The number of rows of the input.</summary>
    public int Count => _rows.Length;

    /// <summary>The prediction of a row of the input, counted from zero.</summary>
    public RowPrediction this[int index] => _rows[index];

    /// <inheritdoc/>
    public IEnumerator<RowPrediction> GetEnumerator() => ((IEnumerable<RowPrediction>)_rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The predictions as a table, for any format: a row per row of the input.</summary>
    public ResultTable ToTable() => new(
        TableColumn.OfNumbers("row", "Row", ColumnKind.Count, Enumerable.Range(1, Count).Select(static row => (double?)row)),
        TableColumn.OfNumbers("prediction", "Prediction", ColumnKind.Number, _rows.Select(static row => row.Prediction)),
        TableColumn.OfNumbers("se", "Std. Error", ColumnKind.Number, _rows.Select(static row => row.StandardError)),
        TableColumn.OfNumbers("lower", Percent.Of((1 - Options.Level) / 2), ColumnKind.Number, _rows.Select(static row => row.Lower)),
        TableColumn.OfNumbers("upper", Percent.Of((1 + Options.Level) / 2), ColumnKind.Number, _rows.Select(static row => row.Upper)))
    {
        Title = "Predictions",
        Notes = Notes,
    };

    /// <summary>The table as text.</summary>
    public override string ToString() => ToTable().ToText();

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        PredictionJson.WriteMembers(json, this);
        json.WriteEndObject();
    }
}
