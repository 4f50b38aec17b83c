using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Printing.Tables;
using Lmm.Results;

namespace Lmm;

/// <summary>
/// Residuals on the scale from 0 to 1: the probability of a smaller response by the model, uniform where the model holds (Dunn &amp; Smyth, J. Comput. Graph. Stat. 5, 1996; the idea of the R
/// package DHARMa). For a normal response they are Φ of standardised residuals; simulated, the share of drawn responses below the one seen.
/// </summary>
[JsonConverter(typeof(ResultJsonConverter<ScaledResiduals>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class ScaledResiduals : ITableResult, IJsonResult
{
    internal ScaledResiduals(RowValues values, PredictionTarget target, ScaledResidualKind kind, int draws, long seed, IReadOnlyList<ResidualTest> tests, IReadOnlyList<string> notes)
        => (Values, Target, Kind, Draws, Seed, Tests, Notes) = (values, target, kind, draws, seed, tests, notes);

    /// <summary>The residuals, one per row that was kept; NaN for rows of weight zero, and where a row alone tells of a coefficient.</summary>
    public RowValues Values { get; }

    /// <summary>Whether they are conditional on the modes, or of the population.</summary>
    public PredictionTarget Target { get; }

    /// <summary>How they were found.</summary>
    public ScaledResidualKind Kind { get; }

    /// <summary>The number of drawn responses; 0 where none was needed.</summary>
    public int Draws { get; }

    /// <summary>The seed of the draws.</summary>
    public long Seed { get; }

    /// <summary>The tests: of uniformity (Kolmogorov and Smirnov), of outliers, and of simulated residuals of dispersion.</summary>
    public IReadOnlyList<ResidualTest> Tests { get; }

    /// <summary>What readers have to know: seed and draws, and what the tests leave out.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The tests as a table, for any format.</summary>
    public ResultTable ToTable() => new(
        TableColumn.OfTexts("test", "Test", Tests.Select(static test => test.Name), ColumnKind.Label),
        TableColumn.OfNumbers("statistic", "Statistic", ColumnKind.Number, Tests.Select(static test => test.Statistic)),
        TableColumn.OfNumbers("p", "p", ColumnKind.Number, Tests.Select(static test => double.IsNaN(test.PValue) ? (double?)null : test.PValue)),
        TableColumn.OfTexts("meaning", "Statistic is", Tests.Select(static test => test.Meaning)))
    {
        Title = $"Scaled residuals, {(Target == PredictionTarget.Conditional ? "conditional" : "marginal")}, {(Kind == ScaledResidualKind.Exact ? "exact" : "simulated")}",
        Notes = Notes,
    };

    /// <summary>The tests as text.</summary>
    public override string ToString() => ToTable().ToText();

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json) => DiagnosticsJson.Write(json, this);

    /// <summary>A note with seed and draws.</summary>
    internal static string DrawsNote(int draws, long seed) => string.Create(CultureInfo.InvariantCulture, $"{draws} draws, seed {seed}; parameters are those of the fit.");
}
