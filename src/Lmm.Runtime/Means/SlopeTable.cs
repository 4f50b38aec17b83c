using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Means;
using Lmm.Printing;

namespace Lmm;

/// <summary>Slopes of a covariate at the levels of some factors.</summary>
[JsonConverter(typeof(ResultJsonConverter<SlopeTable>))]
public sealed class SlopeTable : MarginalTable
{
    internal SlopeTable(MarginalFamily family, string covariate)
        : base(family)
        => Covariate = covariate;

    /// <summary>The covariate.</summary>
    public string Covariate { get; }

    /// <summary>The same at another level of confidence.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public new SlopeTable AtLevel(double level) => new(base.AtLevel(level), Covariate);

    private protected override string Title => $"Slopes of {Covariate}";

    private protected override string EstimateHeader => "Slope";

    /// <summary>Writes the member <c>slopes</c> of a JSON object.</summary>
    /// <param name="json">Where to write, within an object.</param>
    public override void WriteJsonMembers(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteArray("slopes", Rows, row => MarginalJson.Write(json, row, Covariate));
    }
}
