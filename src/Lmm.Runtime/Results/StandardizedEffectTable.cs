using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Crossing;
using Lmm.Printing;
using Lmm.Printing.Tables;
using Lmm.Results;

namespace Lmm;

/// <summary>The coefficients but for the intercept, standardised by the standard deviations of their columns and of the response over the rows, weights left aside.</summary>
[JsonConverter(typeof(ResultJsonConverter<StandardizedEffectTable>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class StandardizedEffectTable : IReadOnlyList<StandardizedEffect>, ITableResult, IJsonResult
{
    private readonly StandardizedEffect[] _rows;

    private StandardizedEffectTable(StandardizedEffect[] rows) => _rows = rows;

    /// <summary>The number of coefficients.</summary>
    public int Count => _rows.Length;

    /// <summary>The coefficient at a position, counted from zero.</summary>
    public StandardizedEffect this[int index] => _rows[index];

    /// <summary>The effects as a table, for any format.</summary>
    public ResultTable ToTable() => new(
        TableColumn.OfTexts("name", "Coefficient", _rows.Select(static row => row.Name), ColumnKind.Label),
        TableColumn.OfNumbers("estimate", "Std. estimate", ColumnKind.Estimate, _rows.Select(static row => row.Estimate)),
        TableColumn.OfNumbers("se", "Std. Error", ColumnKind.StandardError, _rows.Select(static row => row.StandardError)))
    {
        Title = "Standardized effects",
        Notes = ["In standard deviations of the response for one standard deviation of the column."],
    };

    /// <summary>The table as text.</summary>
    public override string ToString() => ToTable().ToText();

    /// <inheritdoc/>
    public IEnumerator<StandardizedEffect> GetEnumerator() => ((IEnumerable<StandardizedEffect>)_rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The effects of a fit.</summary>
    internal static StandardizedEffectTable Of(ModelFit fit)
    {
        EstimationDesign estimation = EstimationDesign.Of(fit.Design);
        double response = Math.Sqrt(SampleVariance.Of(estimation.Design.Response.Values));
        return new StandardizedEffectTable(
        [
            .. Enumerable.Range(0, fit.Coefficients.Count).Where(column => !IsIntercept(fit, column)).Select(column =>
            {
                double ratio = Math.Sqrt(SampleVariance.Of(estimation.Design.FixedEffects.Columns[column])) / response;
                int unit = estimation.Units.FixedEffects[column] - estimation.ResponseUnit;
                Coefficient coefficient = fit.Coefficients[column];
                return new StandardizedEffect(coefficient.Name, Math.ScaleB(coefficient.Estimate, unit) * ratio, Math.ScaleB(coefficient.StandardError, unit) * ratio);
            }),
        ]);
    }

    private static bool IsIntercept(ModelFit fit, int column) => fit.Coefficients[column].Name == Lmm.Formula.Binding.ModelTerm.InterceptLabel;

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json) => DiagnosticsJson.Write(json, this);
}
