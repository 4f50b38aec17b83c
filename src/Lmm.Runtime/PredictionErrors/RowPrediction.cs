using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.PredictionErrors;
using Lmm.Printing;

namespace Lmm;

/// <summary>The prediction of a row with its uncertainty; all NaN where the row lacks a value.</summary>
[JsonConverter(typeof(ResultJsonConverter<RowPrediction>))]
public sealed record RowPrediction : IJsonResult
{
    internal RowPrediction(double prediction, double standardError, double lower, double upper, double degreesOfFreedom)
        => (Prediction, StandardError, Lower, Upper, DegreesOfFreedom) = (prediction, standardError, lower, upper, degreesOfFreedom);

    /// <summary>The prediction, on the scale of the formula's left side.</summary>
    public double Prediction { get; }

    /// <summary>Its standard error, or that of a new response; NaN where the row asks for what the data cannot tell.</summary>
    public double StandardError { get; }

    /// <summary>The lower limit.</summary>
    public double Lower { get; }

    /// <summary>The upper limit.</summary>
    public double Upper { get; }

    /// <summary>The degrees of freedom of the limits' Student distribution; infinite for the normal one, NaN for limits from draws.</summary>
    public double DegreesOfFreedom { get; }

    /// <summary>The prediction and its limits.</summary>
    public override string ToString()
        => $"{RealFormat.FormatOne(Prediction, SummaryDigits.Estimates)}, from {RealFormat.FormatOne(Lower, SummaryDigits.Estimates)} to {RealFormat.FormatOne(Upper, SummaryDigits.Estimates)}";

    void IJsonResult.WriteJson(Utf8JsonWriter json) => PredictionJson.Write(json, this);
}
