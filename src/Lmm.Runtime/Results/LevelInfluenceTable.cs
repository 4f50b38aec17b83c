using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Printing.Tables;
using Lmm.Results;
using Lmm.Shapes;

namespace Lmm;

/// <summary>The estimates without each of the levels of a factor, in the order of the levels.</summary>
[JsonConverter(typeof(ResultJsonConverter<LevelInfluenceTable>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class LevelInfluenceTable : IReadOnlyList<LevelInfluence>, ITableResult, IJsonResult
{
    private readonly LevelInfluence[] _levels;
    private readonly NameIndex _names;
    private readonly ModelFit _fit;

    internal LevelInfluenceTable(ModelFit fit, string grouping, InfluenceMethod method, LevelInfluence[] levels)
    {
        (_fit, Grouping, Method, _levels) = (fit, grouping, method, levels);
        _names = new NameIndex(fit.ModelName, $"level of {grouping}", [.. levels.Select(static level => level.Level)]);
    }

    /// <summary>The factor whose levels were left out.</summary>
    public string Grouping { get; }

    /// <summary>Whether θ was that of all rows, or estimated anew for every level.</summary>
    public InfluenceMethod Method { get; }

    /// <summary>The number of levels.</summary>
    public int Count => _levels.Length;

    /// <summary>The estimates without the level at a position, counted from zero.</summary>
    public LevelInfluence this[int index] => _levels[index];

    /// <summary>The estimates without a level; an unknown level is an error that names the nearest.</summary>
    /// <exception cref="ModelException">There is no such level.</exception>
    public LevelInfluence this[string level] => _levels[_names.Find(level)];

    /// <summary>The levels by their Cook's distance, the largest first; those without one at the end.</summary>
    public IReadOnlyList<LevelInfluence> ByDistance
        => [.. _levels.OrderByDescending(static level => double.IsNaN(level.CooksDistance) ? double.NegativeInfinity : level.CooksDistance)];

    /// <summary>What readers have to know: what was held, how distances are measured, and which levels have no estimates.</summary>
    public IReadOnlyList<string> Notes => [.. Sentences()];

    /// <summary>All levels as a table, for any format: Cook's distance, covariance ratio, DFBETAS of every coefficient, σ̂ and θ̂ without the level; the largest distance first.</summary>
    public ResultTable ToTable() => Table(ByDistance);

    /// <summary>The most influential levels as a table, for any format.</summary>
    /// <param name="most">The number of levels at the most.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public ResultTable ToTable(int most)
    {
        Faults.Allowed.AtLeast(1, most);
        return Table([.. ByDistance.Take(most)]);
    }

    /// <summary>The table of all levels as text.</summary>
    public override string ToString() => ToTable().ToText();

    /// <inheritdoc/>
    public IEnumerator<LevelInfluence> GetEnumerator() => ((IEnumerable<LevelInfluence>)_levels).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ResultTable Table(IReadOnlyList<LevelInfluence> rows)
    {
        List<TableColumn> columns =
        [
            TableColumn.OfTexts("level", Grouping, rows.Select(static row => row.Level), ColumnKind.Level),
            TableColumn.OfNumbers("rows", "Rows", ColumnKind.Count, rows.Select(static row => (double)row.RowCount)),
            TableColumn.OfNumbers("cooksDistance", "Cook's D", ColumnKind.Number, rows.Select(static row => row.CooksDistance)),
            TableColumn.OfNumbers("covarianceRatio", "Cov. ratio", ColumnKind.Number, rows.Select(static row => row.CovarianceRatio)),
            .. rows[0].CoefficientNames.Select((name, index) => TableColumn.OfNumbers(
                string.Create(CultureInfo.InvariantCulture, $"dfbetas{index + 1}"), name, ColumnKind.Number, rows.Select(row => row.Dfbetas[index]))),
            TableColumn.OfNumbers("sigma", "Sigma", ColumnKind.Number, rows.Select(static row => row.Sigma)),
        ];
        if (Method == InfluenceMethod.Refitted)
        {
            columns.AddRange(Enumerable.Range(0, rows[0].Theta.Count).Select(index => TableColumn.OfNumbers(
                string.Create(CultureInfo.InvariantCulture, $"theta{index + 1}"), string.Create(CultureInfo.InvariantCulture, $"theta {index + 1}"), ColumnKind.Number, rows.Select(row => row.Theta[index]))));
        }

        string shown = rows.Count < Count ? string.Create(CultureInfo.InvariantCulture, $", {rows.Count} of {Count} levels") : "";
        return new ResultTable(columns) { Title = $"Influence by {Grouping}{shown}", Notes = Notes };
    }

    private IEnumerable<string> Sentences()
    {
        yield return (Method, _fit) switch
        {
            (_, LinearModelFit) => "Without each level all coefficients and sigma are estimated anew.",
            (InfluenceMethod.Refitted, _) => $"Without each level the model is fitted anew by {NameOf(_fit.Estimation)}, theta included.",
            _ => $"Without each level beta and sigma are estimated anew, exactly, at the theta of all rows ({NameOf(_fit.Estimation)}).",
        };
        yield return "Columns of coefficients are DFBETAS: estimate of all rows less that without the level, over the standard error without the level. Cook's distance is by the covariance matrix of all rows.";
        foreach (IGrouping<FitOutcome, LevelInfluence> outcome in _levels.Where(static level => level.Outcome != FitOutcome.Converged).GroupBy(static level => level.Outcome))
        {
            string levels = Listed(outcome.Select(static level => level.Level));
            yield return outcome.Key == FitOutcome.NotConverged
                ? $"Not converged without {levels}."
                : $"No estimates without {levels}: {outcome.First().Message}";
        }

        string[] lost = [.. _levels.Where(level => level.Outcome == FitOutcome.Converged && LosesCoefficient(level)).Select(static level => level.Level)];
        if (lost.Length > 0)
        {
            yield return $"A coefficient is not estimable without {Listed(lost)}.";
        }
    }

    private bool LosesCoefficient(LevelInfluence level)
        => Enumerable.Range(0, level.Coefficients.Count).Any(index => _fit.Coefficients[index].IsEstimable && double.IsNaN(level.Coefficients[index]));

    private static string Listed(IEnumerable<string> levels)
    {
        const int Most = 8;
        string[] all = [.. levels];
        return all.Length <= Most ? string.Join(", ", all) : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", all.Take(Most))} and {all.Length - Most} more");
    }

    private static string NameOf(Estimation estimation) => estimation == Estimation.RestrictedMaximumLikelihood ? "REML" : "maximum likelihood";

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json) => InfluenceJson.Write(json, this);
}
