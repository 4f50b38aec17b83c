using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Results;

namespace Lmm;

/// <summary>The conditional mode of an effect at a level, with an interval.</summary>
[JsonConverter(typeof(ResultJsonConverter<ConditionalModeRow>))]
public sealed record ConditionalModeRow : IJsonResult
{
    internal ConditionalModeRow(string level, string effect, double mode, double standardDeviation, double lower, double upper)
        => (Level, Effect, Mode, StandardDeviation, Lower, Upper) = (level, effect, mode, standardDeviation, lower, upper);

    /// <summary>The level.</summary>
    public string Level { get; }

    /// <summary>The effect.</summary>
    public string Effect { get; }

    /// <summary>The mode.</summary>
    public double Mode { get; }

    /// <summary>Its conditional standard deviation, given the data and the estimated parameters.</summary>
    public double StandardDeviation { get; }

    /// <summary>The lower limit of its interval.</summary>
    public double Lower { get; }

    /// <summary>The upper limit of its interval.</summary>
    public double Upper { get; }

    /// <summary>Whether the interval excludes zero, the mean of all levels.</summary>
    public bool ExcludesZero => Lower > 0 || Upper < 0;

    /// <summary>The mode with its interval.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Level}, {Effect}: {Mode:G5} ({Lower:G5} to {Upper:G5})");

    void IJsonResult.WriteJson(Utf8JsonWriter json) => DiagnosticsJson.Write(json, this);
}
