using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Results;

namespace Lmm;

/// <summary>A test of scaled residuals.</summary>
[JsonConverter(typeof(ResultJsonConverter<ResidualTest>))]
public sealed record ResidualTest : IJsonResult
{
    internal ResidualTest(string name, double statistic, double pValue, string meaning)
        => (Name, Statistic, PValue, Meaning) = (name, statistic, pValue, meaning);

    /// <summary>What is tested.</summary>
    public string Name { get; }

    /// <summary>The statistic.</summary>
    public double Statistic { get; }

    /// <summary>The p-value; NaN where there is none.</summary>
    public double PValue { get; }

    /// <summary>What the statistic is.</summary>
    public string Meaning { get; }

    /// <summary>The test in a line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Statistic:G4}, p = {PValue:G3} ({Meaning})");

    void IJsonResult.WriteJson(Utf8JsonWriter json) => DiagnosticsJson.Write(json, this);
}
