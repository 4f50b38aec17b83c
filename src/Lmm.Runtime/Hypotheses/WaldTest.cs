using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Hypotheses;
using Lmm.Printing;

namespace Lmm;

/// <summary>The joint test of several functions of the fixed effects: F, or χ² over its degrees of freedom for the normal distribution.</summary>
[JsonConverter(typeof(ResultJsonConverter<WaldTest>))]
public sealed class WaldTest : IJsonResult
{
    internal WaldTest(double f, int numerator, double denominator, double? pValue)
    {
        F = f;
        NumeratorDegreesOfFreedom = numerator;
        DenominatorDegreesOfFreedom = double.IsFinite(denominator) ? denominator : null;
        PValue = pValue;
    }

    /// <summary>The statistic, multiplied by Kenward and Roger's factor where that is the method.</summary>
    public double F { get; }

    /// <summary>Kenward and Roger's factor of <see cref="F"/>; one for other methods.</summary>
    internal double Scale { get; init; } = 1;

    /// <summary>The number of independent functions that are tested.</summary>
    public int NumeratorDegreesOfFreedom { get; }

    /// <summary>The denominator degrees of freedom; null for the normal distribution and without a test.</summary>
    public double? DenominatorDegreesOfFreedom { get; }

    /// <summary>The p-value; null without a test, NaN where no F distribution has the statistic and its degrees of freedom, as Kenward and Roger's may be below zero.</summary>
    public double? PValue { get; }

    /// <summary>The statistic, its degrees of freedom and the p-value.</summary>
    public override string ToString()
    {
        string denominator = DenominatorDegreesOfFreedom is { } degrees ? $" and {RealFormat.FormatOne(degrees, SummaryDigits.Estimates)}" : "";
        string p = PValue is { } value ? $", p {RealFormat.FormatOne(value, SummaryDigits.Estimates)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"F {RealFormat.FormatOne(F, SummaryDigits.Estimates)} on {NumeratorDegreesOfFreedom}{denominator} DF{p}");
    }

    void IJsonResult.WriteJson(Utf8JsonWriter json) => HypothesisJson.Write(json, this);
}
