using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Results;

namespace Lmm;

/// <summary>A fixed-effects coefficient.</summary>
[JsonConverter(typeof(ResultJsonConverter<Coefficient>))]
public sealed record Coefficient : IJsonResult
{
    internal Coefficient(string name, double estimate, double standardError)
    {
        Name = name;
        Estimate = estimate;
        StandardError = standardError;
    }

    /// <summary>Its name, as R's <c>model.matrix</c> names the column.</summary>
    public string Name { get; }

    /// <summary>The estimate; zero for a reference level, NaN when it is not estimable or its level not in the data.</summary>
    public double Estimate { get; }

    /// <summary>The standard error; NaN where nothing is estimated.</summary>
    public double StandardError { get; }

    /// <summary>Estimate over standard error: the t value.</summary>
    public double Statistic => Estimate / StandardError;

    /// <summary>
    /// The two-sided p-value of <see cref="Statistic"/> under Student's t with the model's residual degrees of freedom,
    /// NaN when the coefficient is not estimable. Null for mixed models, whose t values have no exact distribution.
    /// </summary>
    public double? PValue { get; internal init; }

    /// <summary>False when the column is a linear combination of those before it, or no fitted row has its level, so that the data cannot tell its coefficient.</summary>
    public bool IsEstimable => !double.IsNaN(Estimate);

    /// <summary>True for a reference level, which the others are compared with: it has no column, and its coefficient is zero by definition.</summary>
    public bool IsReference { get; private init; }

    /// <summary>False for a level that no fitted row has.</summary>
    public bool IsInData { get; private init; } = true;

    /// <summary>The answer for a reference level.</summary>
    internal static Coefficient OfReference(string name) => new(name, 0, double.NaN) { IsReference = true };

    /// <summary>The answer for a level that no fitted row has.</summary>
    internal static Coefficient NotInData(string name) => new(name, double.NaN, double.NaN) { IsInData = false };

    /// <summary>The name, the estimate and its standard error.</summary>
    public override string ToString()
        => IsReference ? $"{Name}: 0, the reference level"
            : !IsInData ? $"{Name}: not in the data"
            : IsEstimable
            ? $"{Name}: {RealFormat.FormatOne(Estimate, SummaryDigits.Estimates)}, standard error {RealFormat.FormatOne(StandardError, SummaryDigits.Estimates)}"
            : $"{Name}: not estimable";

    void IJsonResult.WriteJson(Utf8JsonWriter json) => FitJson.Write(json, this);
}
