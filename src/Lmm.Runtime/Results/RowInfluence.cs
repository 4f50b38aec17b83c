using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Results;

namespace Lmm;

/// <summary>What one row does to a fit.</summary>
/// <param name="RowNumber">The number, counted from one, that the row has in the input.</param>
/// <param name="Leverage">Its leverage.</param>
/// <param name="StudentizedResidual">Its residual over the standard deviation that it has, σ estimated without the row.</param>
/// <param name="CooksDistance">Its Cook's distance.</param>
/// <param name="CovarianceRatio">Its covariance ratio.</param>
[JsonConverter(typeof(ResultJsonConverter<RowInfluence>))]
public sealed record RowInfluence(int RowNumber, double Leverage, double StudentizedResidual, double CooksDistance, double CovarianceRatio) : IJsonResult
{
    /// <summary>The row and its Cook's distance.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"row {RowNumber}: Cook's distance {CooksDistance:G4}, leverage {Leverage:G4}");

    void IJsonResult.WriteJson(Utf8JsonWriter json) => InfluenceJson.Write(json, this);
}
