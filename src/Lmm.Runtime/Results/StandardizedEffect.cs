using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Results;

namespace Lmm;

/// <summary>A coefficient in standard deviations of the response for one standard deviation of its column.</summary>
[JsonConverter(typeof(ResultJsonConverter<StandardizedEffect>))]
public sealed record StandardizedEffect : IJsonResult
{
    internal StandardizedEffect(string name, double estimate, double standardError)
        => (Name, Estimate, StandardError) = (name, estimate, standardError);

    /// <summary>The coefficient.</summary>
    public string Name { get; }

    /// <summary>The estimate times the standard deviation of its column over that of the response; NaN where it is not estimable.</summary>
    public double Estimate { get; }

    /// <summary>Its standard error, the standard deviations taken as known.</summary>
    public double StandardError { get; }

    /// <summary>The coefficient with its standard error.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Estimate:G5} ± {StandardError:G3}");

    void IJsonResult.WriteJson(Utf8JsonWriter json) => DiagnosticsJson.Write(json, this);
}
