using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Means;
using Lmm.Printing;

namespace Lmm;

/// <summary>A marginal mean, or a slope, at levels of factors.</summary>
[JsonConverter(typeof(ResultJsonConverter<MarginalEstimate>))]
public sealed class MarginalEstimate : IJsonResult
{
    internal MarginalEstimate(IReadOnlyList<FactorLevel> levels, double estimate, double standardError, double? degreesOfFreedom, double lower, double upper, string? notEstimable)
    {
        Levels = levels;
        Estimate = estimate;
        StandardError = standardError;
        DegreesOfFreedom = degreesOfFreedom;
        Lower = lower;
        Upper = upper;
        NotEstimable = notEstimable;
    }

    /// <summary>The levels that it is of.</summary>
    public IReadOnlyList<FactorLevel> Levels { get; }

    /// <summary>The estimate, offsets included, on the scale of the response as the formula has it; NaN when it is not estimable.</summary>
    public double Estimate { get; }

    /// <summary>Its standard error; NaN when it is not estimable.</summary>
    public double StandardError { get; }

    /// <summary>The degrees of freedom of Student's t; null for the normal distribution, without tests, and where it is not estimable.</summary>
    public double? DegreesOfFreedom { get; }

    /// <summary>The lower confidence limit; NaN without tests and where it is not estimable.</summary>
    public double Lower { get; }

    /// <summary>The upper confidence limit; NaN without tests and where it is not estimable.</summary>
    public double Upper { get; }

    /// <summary>Which cells no row has, so that the estimate cannot be had; null for one that can.</summary>
    public string? NotEstimable { get; }

    /// <summary>False when the data cannot tell it.</summary>
    public bool IsEstimable => NotEstimable is null;

    /// <summary>The levels, the estimate and its limits.</summary>
    public override string ToString()
    {
        string levels = string.Join(", ", Levels);
        return IsEstimable
            ? $"{levels}: {RealFormat.FormatOne(Estimate, SummaryDigits.Estimates)} [{RealFormat.FormatOne(Lower, SummaryDigits.Estimates)}, {RealFormat.FormatOne(Upper, SummaryDigits.Estimates)}]"
            : $"{levels}: not estimable, {NotEstimable}";
    }

    void IJsonResult.WriteJson(Utf8JsonWriter json) => MarginalJson.Write(json, this, of: null);
}
