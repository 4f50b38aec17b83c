using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Intervals;
using Lmm.Printing;
using Lmm.Results;

namespace Lmm;

/// <summary>The confidence interval of one parameter.</summary>
[JsonConverter(typeof(ResultJsonConverter<ParameterInterval>))]
public sealed class ParameterInterval : IJsonResult
{
    internal ParameterInterval(string name, ParameterLimits limits)
    {
        Name = name;
        Estimate = limits.Estimate;
        Lower = limits.Lower;
        Upper = limits.Upper;
        LowerAtBoundary = limits.LowerAtBoundary;
        UpperAtBoundary = limits.UpperAtBoundary;
        (LowerRise, UpperRise) = (limits.LowerRise, limits.UpperRise);
        StandardError = limits.StandardError;
        DegreesOfFreedom = limits.DegreesOfFreedom is { } degrees && double.IsFinite(degrees) ? degrees : null;
    }

    /// <summary>The name of the parameter: <c>sd_Days|Subject</c>, <c>cor_Days.(Intercept)|Subject</c>, <c>sigma</c>, or a coefficient's.</summary>
    public string Name { get; }

    /// <summary>The estimate; NaN when it is not estimable, and for a correlation with a variance of zero.</summary>
    public double Estimate { get; }

    /// <summary>The lower limit; NaN where there is none.</summary>
    public double Lower { get; }

    /// <summary>The upper limit; NaN where there is none.</summary>
    public double Upper { get; }

    /// <summary>True when the lower limit is the least value that the parameter can have: nothing in the data refuses it.</summary>
    public bool LowerAtBoundary { get; }

    /// <summary>True when the upper limit is the greatest value that the parameter can have: nothing in the data refuses it.</summary>
    public bool UpperAtBoundary { get; }

    /// <summary>The standard error of a Wald interval, NaN at the boundary; the standard deviation of bootstrap draws; null for a profile.</summary>
    public double? StandardError { get; }

    /// <summary>The degrees of freedom of Student's t in a Wald interval; null where there are none.</summary>
    public double? DegreesOfFreedom { get; }

    /// <summary>Whether both limits are known.</summary>
    public bool HasLimits => !double.IsNaN(Lower) && !double.IsNaN(Upper);

    /// <summary>How far the deviance has risen at a lower limit at the boundary, in a profile; null elsewhere.</summary>
    internal double? LowerRise { get; }

    /// <summary>How far the deviance has risen at an upper limit at the boundary, in a profile; null elsewhere.</summary>
    internal double? UpperRise { get; }

    void IJsonResult.WriteJson(Utf8JsonWriter json) => IntervalJson.Write(json, this);

    /// <summary>The name, the estimate and the limits.</summary>
    public override string ToString()
        => $"{Name}: {RealFormat.FormatOne(Estimate, SummaryDigits.Estimates)} [{RealFormat.FormatOne(Lower, SummaryDigits.Estimates)}, {RealFormat.FormatOne(Upper, SummaryDigits.Estimates)}]";
}
