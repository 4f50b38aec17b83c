using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Hypotheses;
using Lmm.Printing;
using Lmm.Printing.Tables;

namespace Lmm;

/// <summary>Tests of linear hypotheses Lβ = c: each row alone, and all jointly.</summary>
[JsonConverter(typeof(ResultJsonConverter<HypothesisTests>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class HypothesisTests : ITableResult, IJsonResult
{
    internal HypothesisTests(FixedEffectsTests tests, IReadOnlyList<CoefficientTest> rows, WaldTest joint)
    {
        Method = tests.Method;
        Notes = tests.Notes;
        Rows = rows;
        Joint = joint;
    }

    /// <summary>The method.</summary>
    public DegreesOfFreedomMethod Method { get; }

    /// <summary>Each hypothesis alone, in the order in which they were given.</summary>
    public IReadOnlyList<CoefficientTest> Rows { get; }

    /// <summary>All of them jointly; one that follows from the others counts once.</summary>
    public WaldTest Joint { get; }

    /// <summary>What readers have to know of the tests; see <see cref="FixedEffectsTests.Notes"/>.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The hypotheses as a table, a row for each; the joint test stands below it.</summary>
    public ResultTable ToTable() => CoefficientTestTable.Of(Rows, Method, "hypothesis", "Hypothesis")
        .With("Linear hypotheses", [.. Rows.Count > 1 ? [$"Jointly: {Joint}"] : Array.Empty<string>(), .. Notes]);

    /// <summary>The table as text.</summary>
    public override string ToString() => ToTable().ToString();

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        HypothesisJson.WriteMembers(json, this);
        json.WriteEndObject();
    }
}
