using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Printing.Tables;
using Lmm.Results;
using Lmm.Shapes;

namespace Lmm;

/// <summary>
/// The conditional modes of a grouping factor with intervals and full conditional covariance matrices, given the data and the estimated parameters (lme4's <c>ranef</c> with
/// <c>condVar</c>): effect by effect, the largest mode first.
/// </summary>
[JsonConverter(typeof(ResultJsonConverter<ConditionalModeTable>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class ConditionalModeTable : IReadOnlyList<ConditionalModeRow>, ITableResult, IJsonResult
{
    private readonly RandomEffects _effects;
    private readonly ConditionalModeRow[] _rows;
    private readonly Func<int, double[,]> _covariance;
    private readonly NameIndex _levels;

    internal ConditionalModeTable(RandomEffects effects, double level, double quantile, Func<int, double[,]> covariance)
    {
        (_effects, _covariance, IntervalLevel) = (effects, covariance, level);
        _levels = new NameIndex(effects.Shape.ModelName, $"level of {effects.Grouping}", effects.Levels);
        EffectNames = [.. effects.VarianceComponents.Select(static component => component.Name)];
        _rows = [.. Enumerable.Range(0, EffectNames.Count).SelectMany(effect => effects.Levels
            .Select((name, at) => Row(name, EffectNames[effect], effects.ModesAt(at)[effect], quantile))
            .OrderByDescending(static row => row.Mode))];
    }

    /// <summary>The grouping factor.</summary>
    public string Grouping => _effects.Grouping;

    /// <summary>The names of the effects, in the order of the rows and columns of covariance matrices.</summary>
    public IReadOnlyList<string> EffectNames { get; }

    /// <summary>The levels of the factor, in its order.</summary>
    public IReadOnlyList<string> Levels => _effects.Levels;

    /// <summary>The level of the intervals.</summary>
    public double IntervalLevel { get; }

    /// <summary>The number of rows: levels times effects.</summary>
    public int Count => _rows.Length;

    /// <summary>The row at a position, counted from zero.</summary>
    public ConditionalModeRow this[int index] => _rows[index];

    /// <summary>The rows whose interval excludes zero.</summary>
    public IReadOnlyList<ConditionalModeRow> ExcludingZero => [.. _rows.Where(static row => row.ExcludesZero)];

    /// <summary>The conditional covariance matrix of the modes of a level, in the order of <see cref="EffectNames"/>, effects of different terms too.</summary>
    /// <param name="level">The level; an unknown level is an error that names the nearest.</param>
    /// <exception cref="ModelException">
    /// There is no such level; or, where effects are of several terms, groups lie too far apart for cross-products or random effects are too many for dense matrices.
    /// </exception>
    public Matrix Covariance(string level)
    {
        ArgumentNullException.ThrowIfNull(level);
        return new Matrix(_covariance(_levels.Find(level)));
    }

    /// <summary>What readers have to know.</summary>
    public IReadOnlyList<string> Notes =>
    [
        string.Create(CultureInfo.InvariantCulture, $"Intervals of {Percent.Of(IntervalLevel)} are by the normal distribution at the estimated parameters, whose uncertainty they leave out; {ExcludingZero.Count} of {Count} exclude zero (*)."),
    ];

    /// <summary>The modes as a table, for any format.</summary>
    public ResultTable ToTable() => new(
        TableColumn.OfTexts("effect", "Effect", _rows.Select(static row => row.Effect), ColumnKind.Group),
        TableColumn.OfTexts("level", Grouping, _rows.Select(static row => row.Level), ColumnKind.Level),
        TableColumn.OfNumbers("mode", "Mode", ColumnKind.Estimate, _rows.Select(static row => row.Mode)),
        TableColumn.OfNumbers("sd", "Std.Dev.", ColumnKind.StandardError, _rows.Select(static row => row.StandardDeviation)),
        TableColumn.OfNumbers("lower", "Lower", ColumnKind.Number, _rows.Select(static row => row.Lower)),
        TableColumn.OfNumbers("upper", "Upper", ColumnKind.Number, _rows.Select(static row => row.Upper)),
        TableColumn.OfTexts("excludesZero", "", _rows.Select(static row => row.ExcludesZero ? "*" : "")))
    {
        Title = $"Conditional modes by {Grouping}",
        Notes = Notes,
    };

    /// <summary>The table as text.</summary>
    public override string ToString() => ToTable().ToText();

    /// <inheritdoc/>
    public IEnumerator<ConditionalModeRow> GetEnumerator() => ((IEnumerable<ConditionalModeRow>)_rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static ConditionalModeRow Row(string level, string effect, ConditionalMode mode, double quantile)
        => new(level, effect, mode.Value, mode.StandardDeviation, mode.Value - (quantile * mode.StandardDeviation), mode.Value + (quantile * mode.StandardDeviation));

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json) => DiagnosticsJson.Write(json, this);
}
