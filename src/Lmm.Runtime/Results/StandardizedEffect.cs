using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Results;

namespace Lmm;

/// <summary>A coefficient in standard deviations of the response for one standard deviation of its column.</summary>
/// <param name="Name">The coefficient.</param>
/// <param name="Estimate">The estimate times the standard deviation of its column over that of the response; NaN where it is not estimable.</param>
/// <param name="StandardError">Its standard error, the standard deviations taken as known.</param>
[JsonConverter(typeof(ResultJsonConverter<StandardizedEffect>))]
public sealed record StandardizedEffect(string Name, double Estimate, double StandardError) : IJsonResult
{
    /// <summary>The coefficient with its standard error.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Estimate:G5} ± {StandardError:G3}");

    void IJsonResult.WriteJson(Utf8JsonWriter json) => DiagnosticsJson.Write(json, this);
}
