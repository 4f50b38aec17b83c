using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Results;

namespace Lmm;

/// <summary>A conditional mode with its standard deviation given the data and the estimated parameters.</summary>
[JsonConverter(typeof(ResultJsonConverter<ConditionalMode>))]
public readonly record struct ConditionalMode : IJsonResult
{
    internal ConditionalMode(double value, double standardDeviation)
    {
        Value = value;
        StandardDeviation = standardDeviation;
    }

    /// <summary>The mode.</summary>
    public double Value { get; }

    /// <summary>Its conditional standard deviation.</summary>
    public double StandardDeviation { get; }

    /// <summary>The mode's value.</summary>
    public static implicit operator double(ConditionalMode mode) => mode.Value;

    /// <summary>The mode's value.</summary>
    public double ToDouble() => Value;

    /// <summary>The mode and its standard deviation.</summary>
    public override string ToString()
        => $"{RealFormat.FormatOne(Value, SummaryDigits.Estimates)}, standard deviation {RealFormat.FormatOne(StandardDeviation, SummaryDigits.Estimates)}";

    void IJsonResult.WriteJson(Utf8JsonWriter json) => EffectsJson.Write(json, this);
}
