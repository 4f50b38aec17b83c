using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Results;

namespace Lmm;

/// <summary>How much the variances of a term's coefficients grow because its columns are correlated with those of other terms.</summary>
[JsonConverter(typeof(ResultJsonConverter<VarianceInflation>))]
public sealed record VarianceInflation : IJsonResult
{
    internal VarianceInflation(string term, int degreesOfFreedom, double factor)
        => (Term, DegreesOfFreedom, Factor) = (term, degreesOfFreedom, factor);

    /// <summary>The term.</summary>
    public string Term { get; }

    /// <summary>The number of its estimable coefficients.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>The generalised variance inflation factor: for one coefficient VIF.</summary>
    public double Factor { get; }

    /// <summary>GVIF^(1/(2·df)): how much standard errors grow, comparable between terms.</summary>
    public double StandardErrorFactor => Math.Pow(Factor, 1 / (2.0 * DegreesOfFreedom));

    /// <summary>The term and its factor.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Term}: {Factor:G5}");

    void IJsonResult.WriteJson(Utf8JsonWriter json) => DiagnosticsJson.Write(json, this);
}
