using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Hypotheses;
using Lmm.Printing;

namespace Lmm;

/// <summary>The last row of an analysis of variance of a linear model: what its terms leave.</summary>
[JsonConverter(typeof(ResultJsonConverter<ResidualVariation>))]
public sealed class ResidualVariation : IJsonResult
{
    internal ResidualVariation(double variance, double degrees)
    {
        MeanSquare = variance;
        DegreesOfFreedom = degrees;
    }

    /// <summary>The residual sum of squares.</summary>
    public double SumOfSquares => MeanSquare * DegreesOfFreedom;

    /// <summary>σ̂².</summary>
    public double MeanSquare { get; }

    /// <summary>The number of rows less that of the coefficients that are estimable.</summary>
    public double DegreesOfFreedom { get; }

    /// <summary>The sum of squares and its degrees of freedom.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"residuals: sum of squares {RealFormat.FormatOne(SumOfSquares, SummaryDigits.Comparisons)} on {DegreesOfFreedom} DF");

    void IJsonResult.WriteJson(Utf8JsonWriter json) => HypothesisJson.Write(json, this);
}
