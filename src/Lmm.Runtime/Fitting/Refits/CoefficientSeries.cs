using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Fitting.Refits;
using Lmm.Printing;
using Lmm.Printing.Tables;
using Lmm.Results;

namespace Lmm;

/// <summary>One coefficient over many responses.</summary>
[JsonConverter(typeof(ResultJsonConverter<CoefficientSeries>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class CoefficientSeries : ITableResult, IJsonResult
{
    private readonly ManyFits _fits;
    private readonly int _column;
    private readonly Coefficient? _withoutColumn;

    internal CoefficientSeries(ManyFits fits, int column)
    {
        _fits = fits;
        _column = column;
    }

    /// <summary>The series of a level without a column: the same for all responses.</summary>
    internal CoefficientSeries(ManyFits fits, Coefficient withoutColumn)
    {
        _fits = fits;
        _withoutColumn = withoutColumn;
    }

    /// <summary>The name of the coefficient.</summary>
    public string Name => _withoutColumn?.Name ?? _fits.CoefficientNames[_column];

    /// <summary>The number of responses.</summary>
    public int Count => _fits.Count;

    /// <summary>The coefficient for a response; NaN where it has no estimate.</summary>
    public Coefficient this[int response] => _withoutColumn ?? new(Name, _fits.BetaOf(response)[_column], _fits.StandardErrorsOf(response)[_column]);

    /// <summary>The estimates, one per response; NaN where there is none.</summary>
    public IReadOnlyList<double> Estimates => [.. Enumerable.Range(0, Count).Select(response => this[response].Estimate)];

    /// <summary>The standard errors, one per response; NaN where there is none.</summary>
    public IReadOnlyList<double> StandardErrors => [.. Enumerable.Range(0, Count).Select(response => this[response].StandardError)];

    /// <summary>The coefficient as a table, for any format: a row per response.</summary>
    public ResultTable ToTable() => new(
    [
        TableColumn.OfTexts("name", "Response", _fits.ResponseNames, ColumnKind.Label),
        .. FixedEffectsTable.Numbers([.. Enumerable.Range(0, Count).Select(response => this[response])]),
    ])
    {
        Title = Name,
    };

    /// <summary>The name of the coefficient and the number of responses.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Count} responses");

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json) => ManyFitsJson.Write(json, this);
}
