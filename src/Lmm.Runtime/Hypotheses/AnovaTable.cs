using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Hypotheses;
using Lmm.Printing;
using Lmm.Printing.Tables;
using Lmm.Shapes;

namespace Lmm;

/// <summary>An analysis of variance: a test for each fixed-effects term but the intercept.</summary>
[JsonConverter(typeof(ResultJsonConverter<AnovaTable>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public class AnovaTable : ITableResult, IJsonResult
{
    private readonly NameIndex _terms;

    internal AnovaTable(string model, string response, AnovaType type, DegreesOfFreedomMethod method, IReadOnlyList<AnovaRow> rows, ResidualVariation? residuals, IReadOnlyList<string> notes)
    {
        _terms = new NameIndex(model, "term", [.. rows.Select(static row => row.Term)]);
        ResponseName = response;
        Type = type;
        Method = method;
        Rows = rows;
        Residuals = residuals;
        Notes = notes;
    }

    /// <summary>Shares another table's results; generated tables derive from this class so.</summary>
    protected AnovaTable(AnovaTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        _terms = table._terms;
        ResponseName = table.ResponseName;
        Type = table.Type;
        Method = table.Method;
        Rows = table.Rows;
        Residuals = table.Residuals;
        Notes = table.Notes;
    }

    /// <summary>What is asked of each term.</summary>
    public AnovaType Type { get; }

    /// <summary>The method of the tests.</summary>
    public DegreesOfFreedomMethod Method { get; }

    /// <summary>The response as the formula spells it.</summary>
    public string ResponseName { get; }

    /// <summary>The tests, one per term, in the order of the terms.</summary>
    public IReadOnlyList<AnovaRow> Rows { get; }

    /// <summary>The residuals of a linear model; null for a mixed model, which has variation of several kinds.</summary>
    public ResidualVariation? Residuals { get; }

    /// <summary>What readers have to know of the tests: what cells are missing, and what is said in <see cref="FixedEffectsTests.Notes"/>. Empty for most fits.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The test of a term, such as <c>week:genotype</c>.</summary>
    /// <exception cref="ModelException">The model has no such term; the intercept is none.</exception>
    public AnovaRow this[string term] => Rows[_terms.Find(term)];

    /// <summary>The table: a row per term, for a linear model that of the residuals below, in the layout of lmerTest or of R's <c>anova</c> of linear models.</summary>
    public ResultTable ToTable() => AnovaLayout.Of(this);

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
