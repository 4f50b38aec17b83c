using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Intervals;
using Lmm.Printing;
using Lmm.Printing.Tables;
using Lmm.Results;
using Lmm.Shapes;

namespace Lmm;

/// <summary>Confidence intervals of the parameters of a fit by one method at one level.</summary>
[JsonConverter(typeof(ResultJsonConverter<IntervalTable>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class IntervalTable : ITableResult, IJsonResult
{
    private readonly NameIndex _names;

    internal IntervalTable(string model, IntervalMethod method, double level, IReadOnlyList<string> names, IReadOnlyList<ParameterLimits> limits, IReadOnlyList<string> notes)
    {
        Method = method;
        Level = level;
        _names = new NameIndex(model, "parameter", names);
        Rows = Array.AsReadOnly([.. names.Select((name, index) => new ParameterInterval(name, limits[index]))]);
        Notes = Array.AsReadOnly([.. notes, .. OfRows()]);
    }

    /// <summary>How the intervals were found.</summary>
    public IntervalMethod Method { get; }

    /// <summary>The level, such as 0.95.</summary>
    public double Level { get; }

    /// <summary>The intervals: standard deviations and correlations of random effects, sigma, coefficients.</summary>
    public IReadOnlyList<ParameterInterval> Rows { get; }

    /// <summary>What readers have to know: the method with the criterion, failed refits, which limits lie at a boundary and which could not be had.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The interval of the parameter of that name; an unknown name is an error that lists the names, the nearest first.</summary>
    /// <exception cref="ModelException">No row, or more than one, has that name.</exception>
    public ParameterInterval this[string name] => Rows[_names.Find(name)];

    /// <summary>The intervals as a table, for any format: a row per parameter.</summary>
    public ResultTable ToTable()
    {
        List<TableColumn> columns =
        [
            TableColumn.OfTexts("name", "Parameter", Rows.Select(static row => row.Name), ColumnKind.Label),
            TableColumn.OfNumbers("estimate", "Estimate", ColumnKind.Number, Rows.Select(static row => row.Estimate)),
        ];
        if (Rows.Any(static row => row.StandardError is not null))
        {
            columns.Add(TableColumn.OfNumbers("se", "Std. Error", ColumnKind.Number, Rows.Select(static row => row.StandardError ?? double.NaN)));
        }

        columns.Add(TableColumn.OfNumbers("lower", Percent.Of((1 - Level) / 2), ColumnKind.Number, Rows.Select(static row => row.Lower)));
        columns.Add(TableColumn.OfNumbers("upper", Percent.Of((1 + Level) / 2), ColumnKind.Number, Rows.Select(static row => row.Upper)));
        columns.Add(TableColumn.OfTexts("boundary", "At boundary", Rows.Select(Boundary)));
        return new ResultTable(columns) { Title = $"Confidence intervals, level {Percent.Of(Level)}", Notes = Notes };
    }

    /// <summary>The table as text.</summary>
    public override string ToString() => ToTable().ToText();

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        IntervalJson.WriteMembers(json, this);
        json.WriteEndObject();
    }

    private static string Boundary(ParameterInterval row) => (row.LowerAtBoundary, row.UpperAtBoundary) switch
    {
        (true, true) => "both",
        (true, false) => "lower",
        (false, true) => "upper",
        _ => "",
    };

    private IEnumerable<string> OfRows()
    {
        string[] missing = [.. Rows.Where(static row => !row.HasLimits).Select(static row => row.Name)];
        string[] lower = [.. Rows.Where(static row => row.LowerAtBoundary).Select(static row => row.Name)];
        string[] upper = [.. Rows.Where(static row => row.UpperAtBoundary).Select(static row => row.Name)];
        if (lower.Length > 0)
        {
            yield return $"Lower limit at the boundary: {string.Join(", ", lower)}.";
        }

        if (upper.Length > 0)
        {
            yield return $"Upper limit at the boundary: {string.Join(", ", upper)}.";
        }

        if (missing.Length > 0)
        {
            yield return Method switch
            {
                IntervalMethod.Wald => $"No Wald interval, because the estimate is at the boundary or not estimable: {string.Join(", ", missing)}.",
                IntervalMethod.Profile => $"The profile has no limit that could be found: {string.Join(", ", missing)}.",
                _ => $"No interval, because too few refits have a value or the estimate has no standard error: {string.Join(", ", missing)}.",
            };
        }
    }
}
