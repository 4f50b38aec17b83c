using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Printing.Tables;
using Lmm.Results;

namespace Lmm;

/// <summary>The variance of the response by where it comes from: fixed effects, random effects, residuals; with marginal and conditional R² and intraclass correlations.</summary>
/// <remarks>
/// Sources: Nakagawa &amp; Schielzeth, Methods Ecol. Evol. 4, 2013; Johnson, Methods Ecol. Evol. 5, 2014, for random slopes, whose variance is averaged over the rows. The variance of
/// fixed effects is that of Xβ̂ over the rows, with n − 1; offsets are no part of it. With prior weights the residual variance is the mean of σ̂²/w, so that a common factor of weights
/// changes nothing. A variance of zero is a number like others.
/// </remarks>
[JsonConverter(typeof(ResultJsonConverter<ExplainedVariance>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class ExplainedVariance : ITableResult, IJsonResult
{
    private readonly int _unit;
    private readonly double _fixed;
    private readonly double _residual;
    private readonly (string Grouping, double Variance)[] _random;

    /// <summary>Takes variances in squares of 2^<paramref name="unit"/>.</summary>
    internal ExplainedVariance(int unit, double fixedVariance, (string Grouping, double Variance)[] random, double residual)
        => (_unit, _fixed, _random, _residual) = (unit, fixedVariance, random, residual);

    /// <summary>The variance of Xβ̂ over the rows, in squares of the response's unit.</summary>
    public double FixedVariance => OnDataScale(_fixed);

    /// <summary>The mean variance of a row's random effects, all factors together.</summary>
    public double RandomVariance => OnDataScale(Random);

    /// <summary>The mean residual variance of a row.</summary>
    public double ResidualVariance => OnDataScale(_residual);

    /// <summary>R² of the fixed effects alone: their share of all variance.</summary>
    public double Marginal => _fixed / Total;

    /// <summary>R² of fixed and random effects together.</summary>
    public double Conditional => (_fixed + Random) / Total;

    /// <summary>The (adjusted) intraclass correlation: the share of random effects in what fixed effects leave.</summary>
    public double IntraclassCorrelation => Random / (Random + _residual);

    /// <summary>The unadjusted intraclass correlation: the share of random effects in all variance.</summary>
    public double UnadjustedIntraclassCorrelation => Random / Total;

    /// <summary>The grouping factors.</summary>
    public IReadOnlyList<string> Groupings => [.. _random.Select(static factor => factor.Grouping)];

    /// <summary>The intraclass correlation by one grouping factor: the share of its effects in what fixed effects leave.</summary>
    /// <exception cref="ArgumentException">There is no such grouping factor.</exception>
    public double IntraclassCorrelationBy(string grouping)
    {
        int index = Array.FindIndex(_random, factor => factor.Grouping == grouping);
        return index >= 0
            ? _random[index].Variance / (Random + _residual)
            : throw new ArgumentException($"There is no grouping factor '{grouping}'; there are: {string.Join(", ", Groupings)}.", nameof(grouping));
    }

    /// <summary>What readers have to know.</summary>
    public IReadOnlyList<string> Notes =>
    [
        string.Create(CultureInfo.InvariantCulture, $"R2: {Marginal:F4} marginal, {Conditional:F4} conditional; intraclass correlation: {IntraclassCorrelation:F4} adjusted, {UnadjustedIntraclassCorrelation:F4} unadjusted."),
        "Variance of fixed effects over the rows, of random effects averaged over the rows (Nakagawa & Schielzeth 2013, Johnson 2014).",
    ];

    /// <summary>The variances with their shares as a table, for any format.</summary>
    public ResultTable ToTable()
    {
        (string Name, double Variance)[] rows = [("Fixed effects", _fixed), .. _random.Select(static factor => ($"Random effects by {factor.Grouping}", factor.Variance)), ("Residual", _residual)];
        return new ResultTable(
            TableColumn.OfTexts("source", "Source", rows.Select(static row => row.Name), ColumnKind.Label),
            TableColumn.OfNumbers("variance", "Variance", ColumnKind.Number, rows.Select(row => OnDataScale(row.Variance))),
            TableColumn.OfNumbers("share", "Share", ColumnKind.Number, rows.Select(row => row.Variance / Total)))
        {
            Title = "Explained variance",
            Notes = Notes,
        };
    }

    /// <summary>The table as text.</summary>
    public override string ToString() => ToTable().ToText();

    private double Random => _random.Sum(static factor => factor.Variance);

    private double Total => _fixed + Random + _residual;

    private double OnDataScale(double variance) => Math.ScaleB(variance, 2 * _unit);

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json) => DiagnosticsJson.Write(json, this);
}
