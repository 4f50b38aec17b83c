using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Printing.Tables;
using Lmm.Resampling;
using Lmm.Results;
using Lmm.Simulation;

namespace Lmm;

/// <summary>
/// Responses that a model generates, one value per row of the input; NaN for rows that lack a value. Each is written when it is asked for, from the seed and its number
/// alone, so that there may be any number of them.
/// </summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "Responses are what it holds.")]
[JsonConverter(typeof(ResultJsonConverter<SimulatedResponses>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class SimulatedResponses : IReadOnlyList<IReadOnlyList<double>>, ITableResult, IJsonResult
{
    private readonly ResponseSimulator _simulator;

    internal SimulatedResponses(ResponseSource source, ResponseSimulator simulator, SimulationSettings settings, IReadOnlyList<string> notes)
    {
        (Source, _simulator, Settings) = (source, simulator, settings);
        Notes = notes;
    }

    /// <summary>Which responses they are.</summary>
    public SimulationSettings Settings { get; }

    /// <summary>The number of responses.</summary>
    public int Count => Settings.Draws;

    /// <summary>The number of rows of the input, those that lack a value included.</summary>
    public int RowCount => Design.Rows.RowCount + Design.Rows.DroppedRowCount;

    /// <summary>What readers have to know: what the responses are drawn from.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>A response, counted from zero: one value per row of the input. A new array each time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such response.</exception>
    public IReadOnlyList<double> this[int index] => PlacedValues.OfInput(Design.Rows, Kept(index));

    /// <summary>The model with its parameters.</summary>
    internal ResponseSource Source { get; }

    private ModelDesign Design => Source.Design;

    /// <summary>Fits the model to a response, by the criterion of the fit that generated it (REML where parameters were given by hand).</summary>
    /// <param name="index">The number of the response, counted from zero.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such response.</exception>
    /// <exception cref="ModelException">The response cannot be fitted, or is one of rows to predict, of which no model is fitted.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public ModelFit Refit(int index, CancellationToken cancellationToken = default)
    {
        if (Design.Rows.IsForPrediction)
        {
            throw new ModelException(Design.Rows.ModelName, LmmErrorCode.NotAvailable, "the responses are of rows to predict, to which the model is not fitted; simulate responses of the rows that were fitted, or of a design with parameters given by hand.");
        }

        ModelDesign design = Design.WithResponse(Kept(index));
        return design.RandomTerms.Length > 0 ? LinearMixedModel.Fit(design, Source.Estimation, Source.Options, cancellationToken) : LinearModel.Fit(design, Source.Options, cancellationToken);
    }

    /// <inheritdoc/>
    public IEnumerator<IReadOnlyList<double>> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The responses as a table, for any format: a row per row of the input, a column per response.</summary>
    public ResultTable ToTable() => new(
    [
        TableColumn.OfNumbers("row", "Row", ColumnKind.Count, Enumerable.Range(1, RowCount).Select(static row => (double?)row)),
        .. Enumerable.Range(0, Count).Select(index => TableColumn.OfNumbers(NameOf(index), NameOf(index), ColumnKind.Number, this[index])),
    ])
    {
        Title = "Simulated responses",
        Notes = Notes,
    };

    /// <summary>How many responses of how many rows.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Design.Rows.ModelName}: {Count} simulated responses of {RowCount} rows, seed {Settings.Seed}");

    /// <summary>The name of a response in tables.</summary>
    internal static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"sim_{index + 1}");

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteMembers(json);
        json.WriteEndObject();
    }

    /// <summary>Writes the members of a JSON object.</summary>
    internal void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteNumber("draws", Count);
        json.WriteNumber("seed", Settings.Seed);
        json.WriteBoolean("conditional", Settings.IsConditional);
        json.WriteArray("responses", this, response => json.WriteArray(response, json.WriteReal));
        json.WriteArray("notes", Notes, json.WriteStringValue);
    }

    private double[] Kept(int index)
    {
        if (index < 0 || index >= Count)
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, string.Create(CultureInfo.InvariantCulture, $"There are the responses 0 to {Count - 1}."));
        }

        var response = new double[Design.Rows.RowCount];
        _simulator.Clone().Write(Settings.Seed, index, response);
        return response;
    }
}
