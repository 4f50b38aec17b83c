using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Results;

namespace Lmm;

/// <summary>How much the variances of a term's coefficients grow because its columns are correlated with those of other terms.</summary>
/// <param name="Term">The term.</param>
/// <param name="DegreesOfFreedom">The number of its estimable coefficients.</param>
/// <param name="Factor">The generalised variance inflation factor: for one coefficient VIF.</param>
[JsonConverter(typeof(ResultJsonConverter<VarianceInflation>))]
public sealed record VarianceInflation(string Term, int DegreesOfFreedom, double Factor) : IJsonResult
{
    /// <summary>GVIF^(1/(2·df)): how much standard errors grow, comparable between terms.</summary>
    public double StandardErrorFactor => Math.Pow(Factor, 1 / (2.0 * DegreesOfFreedom));

    /// <summary>The term and its factor.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Term}: {Factor:G5}");

    void IJsonResult.WriteJson(Utf8JsonWriter json) => DiagnosticsJson.Write(json, this);
}
