using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Results;

namespace Lmm;

/// <summary>What one row does to a fit.</summary>
[JsonConverter(typeof(ResultJsonConverter<RowInfluence>))]
public sealed record RowInfluence : IJsonResult
{
    internal RowInfluence(int rowNumber, double leverage, double studentizedResidual, double cooksDistance, double covarianceRatio)
        => (RowNumber, Leverage, StudentizedResidual, CooksDistance, CovarianceRatio) = (rowNumber, leverage, studentizedResidual, cooksDistance, covarianceRatio);

    /// <summary>The number, counted from one, that the row has in the input.</summary>
    public int RowNumber { get; }

    /// <summary>Its leverage.</summary>
    public double Leverage { get; }

    /// <summary>Its residual over the standard deviation that it has, σ estimated without the row.</summary>
    public double StudentizedResidual { get; }

    /// <summary>Its Cook's distance.</summary>
    public double CooksDistance { get; }

    /// <summary>Its covariance ratio.</summary>
    public double CovarianceRatio { get; }

    /// <summary>The row and its Cook's distance.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"row {RowNumber}: Cook's distance {CooksDistance:G4}, leverage {Leverage:G4}");

    void IJsonResult.WriteJson(Utf8JsonWriter json) => InfluenceJson.Write(json, this);
}
