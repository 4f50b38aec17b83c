using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Results;

namespace Lmm;

/// <summary>A test of scaled residuals.</summary>
/// <param name="Name">What is tested.</param>
/// <param name="Statistic">The statistic.</param>
/// <param name="PValue">The p-value; NaN where there is none.</param>
/// <param name="Meaning">What the statistic is.</param>
[JsonConverter(typeof(ResultJsonConverter<ResidualTest>))]
public sealed record ResidualTest(string Name, double Statistic, double PValue, string Meaning) : IJsonResult
{
    /// <summary>The test in a line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Statistic:G4}, p = {PValue:G3} ({Meaning})");

    void IJsonResult.WriteJson(Utf8JsonWriter json) => DiagnosticsJson.Write(json, this);
}
