using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Results;

namespace Lmm;

/// <summary>The conditional mode of an effect at a level, with an interval.</summary>
/// <param name="Level">The level.</param>
/// <param name="Effect">The effect.</param>
/// <param name="Mode">The mode.</param>
/// <param name="StandardDeviation">Its conditional standard deviation, given the data and the estimated parameters.</param>
/// <param name="Lower">The lower limit of its interval.</param>
/// <param name="Upper">The upper limit of its interval.</param>
[JsonConverter(typeof(ResultJsonConverter<ConditionalModeRow>))]
public sealed record ConditionalModeRow(string Level, string Effect, double Mode, double StandardDeviation, double Lower, double Upper) : IJsonResult
{
    /// <summary>Whether the interval excludes zero, the mean of all levels.</summary>
    public bool ExcludesZero => Lower > 0 || Upper < 0;

    /// <summary>The mode with its interval.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Level}, {Effect}: {Mode:G5} ({Lower:G5} to {Upper:G5})");

    void IJsonResult.WriteJson(Utf8JsonWriter json) => DiagnosticsJson.Write(json, this);
}
