using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Power;
using Lmm.Printing;

namespace Lmm;

/// <summary>The power of a test in one design: the share of simulated responses whose test was significant.</summary>
[JsonConverter(typeof(ResultJsonConverter<PowerRow>))]
public sealed record PowerRow : IJsonResult
{
    private readonly double[] _pValues;

    internal PowerRow(int? levels, int copies, int rows, double[] pValues, string? firstFailure, PowerOptions options)
    {
        (Levels, Copies, RowCount, _pValues, FirstFailure) = (levels, copies, rows, pValues, firstFailure);
        FailedDraws = pValues.Count(double.IsNaN);
        Significant = pValues.Count(p => p < options.Alpha);
        int used = Draws - FailedDraws;
        Power = used == 0 ? double.NaN : (double)Significant / used;
        (Lower, Upper) = ShareInterval.Of(options.Interval, Significant, used, options.Level);
    }

    /// <summary>The number of levels of the factor along which the design was extended; null where there is none.</summary>
    public int? Levels { get; }

    /// <summary>How many copies of each row the design has.</summary>
    public int Copies { get; }

    /// <summary>The number of rows of the design.</summary>
    public int RowCount { get; }

    /// <summary>The number of simulated responses.</summary>
    public int Draws => _pValues.Length;

    /// <summary>The number of those to which a model could not be fitted, or whose test had no p-value: they count neither as significant nor as not.</summary>
    public int FailedDraws { get; }

    /// <summary>What the first of them failed by; null for none.</summary>
    public string? FirstFailure { get; }

    /// <summary>The number of tests with a p-value below the level of significance.</summary>
    public int Significant { get; }

    /// <summary>The power: <see cref="Significant"/> over the draws that did not fail; NaN where all did.</summary>
    public double Power { get; }

    /// <summary>The lower limit of the power.</summary>
    public double Lower { get; }

    /// <summary>The upper limit of the power.</summary>
    public double Upper { get; }

    /// <summary>The p-values in the order of the draws; NaN for draws that failed.</summary>
    public IReadOnlyList<double> PValues => Array.AsReadOnly(_pValues);

    /// <summary>The power and its limits.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"power {Power:0.000}, from {Lower:0.000} to {Upper:0.000}, of {Draws} draws, {FailedDraws} failed");

    void IJsonResult.WriteJson(Utf8JsonWriter json) => PowerJson.Write(json, this);
}
