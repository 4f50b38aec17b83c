using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Fitting.Refits;
using Lmm.Members;
using Lmm.Printing;
using Lmm.Printing.Tables;
using Lmm.Shapes;

namespace Lmm;

/// <summary>The fits of one model to many responses: a compact table with a row per response.</summary>
[JsonConverter(typeof(ResultJsonConverter<ManyFits>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public class ManyFits : ITermValues<CoefficientSeries>, ITableResult, IJsonResult
{
    private readonly ManyFitsTable _table;
    private readonly NameIndex _coefficients;
    private readonly NameIndex _responses;
    private readonly MemberPlaces _places;

    internal ManyFits(ManyFitsTable table)
    {
        _table = table;
        _coefficients = new NameIndex(table.Design.Rows.ModelName, "coefficient", table.Design.FixedEffects.ColumnNames);
        _responses = new NameIndex(table.Design.Rows.ModelName, "response", [.. table.Names]);
        _places = new MemberPlaces(_coefficients);
    }

    /// <summary>Shares another's results; generated results derive from this class so.</summary>
    protected ManyFits(ManyFits fits)
    {
        ArgumentNullException.ThrowIfNull(fits);
        _table = fits._table;
        _coefficients = fits._coefficients;
        _responses = fits._responses;
        _places = new MemberPlaces(_coefficients);
    }

    /// <summary>The model's name.</summary>
    public string ModelName => _table.Design.Rows.ModelName;

    /// <summary>The model's formula.</summary>
    public string Formula => _table.Design.Rows.Formula;

    /// <summary>The criterion that was minimised.</summary>
    public Estimation Estimation => _table.Estimation;

    /// <summary>The number of responses.</summary>
    public int Count => _table.Outcomes.Length;

    /// <summary>The names of the responses.</summary>
    public IReadOnlyList<string> ResponseNames => _responses.Names;

    /// <summary>The names of the coefficients.</summary>
    public IReadOnlyList<string> CoefficientNames => _coefficients.Names;

    /// <summary>The fit of the response at a position, counted from zero.</summary>
    public ResponseFit this[int response]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(response);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(response, Count);
            return new ResponseFit(_table, response);
        }
    }

    /// <summary>The fit of the response of that name.</summary>
    /// <exception cref="ModelException">No response, or more than one, has that name.</exception>
    public ResponseFit this[string response] => this[_responses.Find(response)];

    /// <summary>A coefficient over all responses, such as <c>week:genotypeCSB</c>; an unknown name is an error that lists the names.</summary>
    /// <exception cref="ModelException">No coefficient has that name.</exception>
    public CoefficientSeries Coefficient(string name) => new(this, _coefficients.Find(name));

    /// <summary>The coefficient of a generated member over all responses; its name is looked up once.</summary>
    /// <param name="member">The member's number among those of its type.</param>
    /// <param name="column">The name of the coefficient.</param>
    /// <exception cref="ModelException">No coefficient, or more than one, has that name.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected CoefficientSeries MemberOf(int member, string column) => new(this, _places.Find(member, column));

    /// <summary>The coefficients of a generated member over all responses, by levels whose columns are looked up once.</summary>
    /// <param name="member">The member's number among those of its type.</param>
    /// <param name="term">The levels of its term.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected PerLevel<TLevel, CoefficientSeries> MemberOf<TLevel>(int member, Func<TermLevels<TLevel>> term)
        where TLevel : notnull
        => new(_places.Find(member, term), this);

    NameIndex ITermValues<CoefficientSeries>.Names => _coefficients;

    IReadOnlyList<string>? ITermValues<CoefficientSeries>.LevelsOf(string factor) => _table.Design.FactorLevels.GetValueOrDefault(factor);

    CoefficientSeries ITermValues<CoefficientSeries>.At(int place) => new(this, place);

    CoefficientSeries ITermValues<CoefficientSeries>.OfReference(string name) => new(this, Lmm.Coefficient.OfReference(name));

    CoefficientSeries ITermValues<CoefficientSeries>.NotInData(string name) => new(this, Lmm.Coefficient.NotInData(name));

    /// <summary>The number of responses with an outcome.</summary>
    public int CountOf(FitOutcome outcome) => Array.FindAll(_table.Outcomes, other => other == outcome).Length;

    /// <summary>The fits as a table, for any format: a row per response; <see cref="CoefficientSeries.ToTable"/> has the coefficients.</summary>
    public ResultTable ToTable()
    {
        ResponseFit[] fits = [.. Enumerable.Range(0, Count).Select(response => this[response])];
        return new ResultTable(
            TableColumn.OfTexts("name", "Response", ResponseNames, ColumnKind.Label),
            TableColumn.OfTexts("outcome", "Outcome", fits.Select(static fit => fit.Outcome.ToString())),
            TableColumn.OfNumbers("nobs", "Observations", ColumnKind.Count, fits.Select(static fit => (double)fit.ObservationCount)),
            TableColumn.OfNumbers("objective", Estimation == Estimation.MaximumLikelihood ? "Deviance" : "REML", ColumnKind.Number, fits.Select(static fit => fit.Objective)),
            TableColumn.OfNumbers("sigma", "Sigma", ColumnKind.StandardDeviation, fits.Select(static fit => fit.Sigma)),
            TableColumn.OfTexts("singular", "Singular", fits.Select(static fit => fit.IsSingular ? "yes" : "no")),
            TableColumn.OfNumbers("evaluations", "Evaluations", ColumnKind.Count, fits.Select(static fit => (double)fit.Evaluations)));
    }

    /// <summary>How many responses had which outcome.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ModelName}: {Count} responses, ")
        + string.Join(", ", _table.Outcomes.CountBy(static outcome => outcome).OrderBy(static pair => pair.Key).Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} {pair.Key}")));

    internal ReadOnlySpan<double> BetaOf(int response) => _table.Beta(response);

    internal ReadOnlySpan<double> StandardErrorsOf(int response) => _table.StandardErrors(response);

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json) => ManyFitsJson.Write(json, this);
}
