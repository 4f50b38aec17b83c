using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Means;
using Lmm.Printing;

namespace Lmm;

/// <summary>A contrast of marginal means or slopes, with its test against zero.</summary>
[JsonConverter(typeof(ResultJsonConverter<ContrastEstimate>))]
public sealed class ContrastEstimate : IJsonResult
{
    internal ContrastEstimate(IReadOnlyList<FactorLevel> levels, CoefficientTest test, double lower, double upper)
    {
        Levels = levels;
        Test = test;
        Lower = lower;
        Upper = upper;
    }

    /// <summary>The test of the contrast, by the adjusted p-value.</summary>
    internal CoefficientTest Test { get; }

    /// <summary>The contrast, such as <c>A - B</c>.</summary>
    public string Contrast => Test.Name;

    /// <summary>The levels of the factors within which it is; empty for none.</summary>
    public IReadOnlyList<FactorLevel> Levels { get; }

    /// <summary>The estimate; NaN when it is not estimable.</summary>
    public double Estimate => Test.Estimate;

    /// <summary>Its standard error; NaN when it is not estimable.</summary>
    public double StandardError => Test.StandardError;

    /// <summary>The degrees of freedom of Student's t; null for the normal distribution, without tests, and where it is not estimable.</summary>
    public double? DegreesOfFreedom => Test.DegreesOfFreedom;

    /// <summary>The estimate over its standard error: t, or z for the normal distribution.</summary>
    public double Statistic => Test.Statistic;

    /// <summary>The two-sided p-value, adjusted for the family; null without a test, NaN where it is not estimable.</summary>
    public double? PValue => Test.PValue;

    /// <summary>The lower confidence limit, adjusted for the family; NaN without tests and where it is not estimable.</summary>
    public double Lower { get; }

    /// <summary>The upper confidence limit, adjusted for the family; NaN without tests and where it is not estimable.</summary>
    public double Upper { get; }

    /// <summary>False when the data cannot tell it.</summary>
    public bool IsEstimable => Test.IsEstimable;

    /// <summary>The contrast with its levels, and the estimate.</summary>
    public override string ToString()
    {
        string within = Levels.Count > 0 ? $" at {string.Join(", ", Levels)}" : "";
        return IsEstimable
            ? $"{Contrast}{within}: {RealFormat.FormatOne(Estimate, SummaryDigits.Estimates)}"
            : $"{Contrast}{within}: not estimable";
    }

    void IJsonResult.WriteJson(Utf8JsonWriter json) => MarginalJson.Write(json, this);
}
