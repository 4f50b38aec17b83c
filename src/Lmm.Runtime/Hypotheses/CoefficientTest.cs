using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Hypotheses;
using Lmm.Printing;

namespace Lmm;

/// <summary>The test of one coefficient against zero, or of one function of coefficients against a number.</summary>
[JsonConverter(typeof(ResultJsonConverter<CoefficientTest>))]
public sealed class CoefficientTest : IJsonResult
{
    internal CoefficientTest(string name, double estimate, double standardError, double value, double statistic, double degreesOfFreedom, double? pValue)
    {
        Name = name;
        Estimate = estimate;
        StandardError = standardError;
        Value = value;
        Statistic = statistic;
        DegreesOfFreedom = double.IsFinite(degreesOfFreedom) ? degreesOfFreedom : null;
        PValue = pValue;
    }

    /// <summary>The name of the coefficient, or the hypothesis.</summary>
    public string Name { get; }

    /// <summary>The estimate; NaN when it is not estimable.</summary>
    public double Estimate { get; }

    /// <summary>Its standard error by the method of the tests; NaN when it is not estimable.</summary>
    public double StandardError { get; }

    /// <summary>What the estimate is tested against.</summary>
    public double Value { get; }

    /// <summary>The degrees of freedom of Student's t; null for the normal distribution, without a test, and where it is not estimable.</summary>
    public double? DegreesOfFreedom { get; }

    /// <summary>The distance of the estimate from <see cref="Value"/> over the standard error: t, or z for the normal distribution.</summary>
    public double Statistic { get; }

    /// <summary>The two-sided p-value; null without a test, NaN where it is not estimable.</summary>
    public double? PValue { get; }

    /// <summary>False when the data cannot tell it.</summary>
    public bool IsEstimable => !double.IsNaN(Estimate);

    /// <summary>The name, the estimate, its standard error, the statistic, and degrees of freedom and p-value where there are any.</summary>
    public override string ToString()
    {
        if (!IsEstimable)
        {
            return $"{Name}: not estimable";
        }

        string degrees = DegreesOfFreedom is { } known ? $" on {RealFormat.FormatOne(known, SummaryDigits.Estimates)} DF" : "";
        string p = PValue is { } value ? $", p {RealFormat.FormatOne(value, SummaryDigits.Estimates)}" : "";
        return $"{Name}: {RealFormat.FormatOne(Estimate, SummaryDigits.Estimates)}, standard error {RealFormat.FormatOne(StandardError, SummaryDigits.Estimates)}, "
            + $"{(DegreesOfFreedom is null && PValue is not null ? "z" : "t")} {RealFormat.FormatOne(Statistic, SummaryDigits.Estimates)}{degrees}{p}";
    }

    void IJsonResult.WriteJson(Utf8JsonWriter json) => HypothesisJson.Write(json, this);
}
