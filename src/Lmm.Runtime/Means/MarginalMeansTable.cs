using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Means;
using Lmm.Printing;

namespace Lmm;

/// <summary>Marginal means at the levels of some factors.</summary>
[JsonConverter(typeof(ResultJsonConverter<MarginalMeansTable>))]
public class MarginalMeansTable : MarginalTable
{
    internal MarginalMeansTable(MarginalFamily family)
        : base(family)
    {
    }

    /// <summary>Shares another table's results; generated tables derive from this class so.</summary>
    protected MarginalMeansTable(MarginalMeansTable table)
        : base(table)
    {
    }

    /// <summary>The same at another level of confidence.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public new MarginalMeansTable AtLevel(double level) => new(base.AtLevel(level));

    private protected override string Title => "Marginal means";

    private protected override string EstimateHeader => "Mean";

    /// <summary>Writes the member <c>means</c> of a JSON object.</summary>
    /// <param name="json">Where to write, within an object.</param>
    public override void WriteJsonMembers(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteArray("means", Rows, row => MarginalJson.Write(json, row, of: null));
    }
}
