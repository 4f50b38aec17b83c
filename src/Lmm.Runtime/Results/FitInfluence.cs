using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Faults;
using Lmm.Influence;
using Lmm.Printing;
using Lmm.Printing.Tables;
using Lmm.Results;
using Lmm.Shapes;

namespace Lmm;

/// <summary>
/// What rows, and levels of factors, do to a fit, <c>fit.Influence</c>. Of rows all measures are at the fit's θ, where they are exact; a linear model has no θ.
/// Rows of weight zero do nothing.
/// </summary>
[JsonConverter(typeof(ResultJsonConverter<FitInfluence>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class FitInfluence : ITableResult, IJsonResult
{
    private const int RowsOfTable = 10;

    private readonly ModelFit _fit;
    private readonly RowStatistics _statistics;
    private readonly Lazy<RowValues> _leverage;
    private readonly Lazy<RowValues> _distances;
    private readonly Lazy<RowValues> _ratios;

    internal FitInfluence(ModelFit fit, RowStatistics statistics)
    {
        (_fit, _statistics) = (fit, statistics);
        _leverage = new(() => new RowValues(fit.Rows, statistics.Leverages()));
        _distances = new(() => new RowValues(fit.Rows, statistics.CooksDistances()));
        _ratios = new(() => new RowValues(fit.Rows, statistics.CovarianceRatios()));
    }

    /// <summary>The names of the coefficients.</summary>
    public IReadOnlyList<string> CoefficientNames => _fit.Coefficients.Names;

    /// <summary>
    /// The leverage of each row, the diagonal of the matrix that makes fitted values (in mixed models conditional ones) of the response: lme4's and R's <c>hatvalues</c>.
    /// Computed on first use, without a matrix of the order of the rows.
    /// </summary>
    /// <exception cref="InvalidOperationException">The fit is one from cross-products; see <see cref="ModelFit.HasRows"/>.</exception>
    /// <exception cref="ModelException">Groups lie too far apart for cross-products, or random effects are too many for dense matrices.</exception>
    public RowValues Leverage => _leverage.Value;

    /// <summary>
    /// Cook's distance of each row, w e² h / (p σ̂² (1 − h)²), with the (conditional) residual e, the leverage h and the rank p: lme4's and R's <c>cooks.distance</c>;
    /// NaN where the leverage is 1.
    /// </summary>
    /// <inheritdoc cref="Leverage" path="/exception"/>
    public RowValues CooksDistances => _distances.Value;

    /// <summary>
    /// The determinant of β̂'s estimated covariance matrix without the row over that with it, at the fit's θ: R's <c>covratio</c>, for mixed models with the covariance
    /// matrix of generalised least squares. Above 1 where the row makes estimates more precise.
    /// </summary>
    /// <inheritdoc cref="Leverage" path="/exception"/>
    public RowValues CovarianceRatios => _ratios.Value;

    /// <summary>What readers of the table have to know.</summary>
    public IReadOnlyList<string> Notes =>
    [
        _fit is LinearMixedModelFit
            ? "Deletions of rows are at the theta of all rows, where they are exact; leverage and Cook's distance as lme4's hatvalues and cooks.distance."
            : "Deletions of rows are exact; leverage and Cook's distance as R's hatvalues and cooks.distance.",
    ];

    /// <summary>
    /// DFBETAS of each row for a coefficient: the estimate less that without the row, exact at the fit's θ, over the standard error with σ̂ estimated without the row, as R's <c>dfbetas</c>.
    /// NaN for a coefficient that is not estimable.
    /// </summary>
    /// <param name="coefficient">The name of the coefficient; an unknown name is an error that lists the names.</param>
    /// <exception cref="ModelException">There is no such coefficient, groups lie too far apart for cross-products, or random effects are too many for dense matrices.</exception>
    /// <exception cref="InvalidOperationException">The fit is one from cross-products; see <see cref="ModelFit.HasRows"/>.</exception>
    public RowValues Dfbetas(string coefficient)
    {
        ArgumentNullException.ThrowIfNull(coefficient);
        return new RowValues(_fit.Rows, _statistics.Dfbetas(_fit.Coefficients.Index.Find(coefficient)));
    }

    /// <summary>The most influential rows by Cook's distance, the largest first.</summary>
    /// <param name="most">The number of rows at the most.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    /// <inheritdoc cref="Leverage" path="/exception"/>
    public IReadOnlyList<RowInfluence> Largest(int most = RowsOfTable) => Array.AsReadOnly(Measures(ByDistance(most)));

    /// <summary>The estimates without each of the levels of a factor.</summary>
    /// <param name="grouping">A grouping factor of the model, or another of its variables.</param>
    /// <param name="method">Whether θ is held at that of all rows, or estimated anew for every level, which takes a fit each.</param>
    /// <param name="levels">The levels to leave out, one at a time; null for all.</param>
    /// <param name="progress">Told how many levels are done, from the working threads; null for no reports.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ModelException">The model has no such factor, it has one level or not the levels named, groups lie too far apart for cross-products, or random effects are too many for dense matrices.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such method.</exception>
    /// <exception cref="InvalidOperationException">The fit is one from cross-products; see <see cref="ModelFit.HasRows"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public LevelInfluenceTable By(
        string grouping,
        InfluenceMethod method = InfluenceMethod.AtFittedTheta,
        IReadOnlyList<string>? levels = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(grouping);
        Allowed.Member(method);
        var groups = LevelGroups.Of(grouping, _fit.Design);
        InfluenceMethod done = _fit is LinearMixedModelFit ? method : InfluenceMethod.AtFittedTheta;
        var names = new NameIndex(_fit.ModelName, $"level of {grouping}", groups.Levels);
        int[] chosen = [.. levels?.Select(names.Find) ?? Enumerable.Range(0, groups.Levels.Length)];
        DeletedEstimates[] estimates = _statistics.Delete(groups, chosen, done == InfluenceMethod.Refitted, progress, cancellationToken);
        return new LevelInfluenceTable(_fit, grouping, done, [.. chosen.Zip(estimates, (level, found) => new LevelInfluence(groups.Levels[level], done, _fit, found))]);
    }

    /// <summary>The ten most influential rows as a table, for any format.</summary>
    /// <inheritdoc cref="Leverage" path="/exception"/>
    public ResultTable ToTable() => ToTable(RowsOfTable);

    /// <summary>The most influential rows as a table, for any format: their levels of the grouping factors, leverage, studentised residual, Cook's distance and covariance ratio.</summary>
    /// <param name="most">The number of rows at the most.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    /// <inheritdoc cref="Leverage" path="/exception"/>
    public ResultTable ToTable(int most)
    {
        int[] places = ByDistance(most);
        RowInfluence[] rows = Measures(places);
        return new ResultTable(
        [
            TableColumn.OfTexts("row", "Row", rows.Select(static row => row.RowNumber.ToString(CultureInfo.InvariantCulture)), ColumnKind.Level),
            .. _fit.Design.RandomTerms.Select(static term => term.Grouping).DistinctBy(static factor => factor.Name).Select((factor, index) => TableColumn.OfTexts(
                string.Create(CultureInfo.InvariantCulture, $"level{index + 1}"), factor.Name, places.Select(place => factor.Levels[factor.Codes[place]]), ColumnKind.Level)),
            TableColumn.OfNumbers("leverage", "Leverage", ColumnKind.Number, rows.Select(static row => row.Leverage)),
            TableColumn.OfNumbers("studentizedResidual", "Stud. resid.", ColumnKind.Number, rows.Select(static row => row.StudentizedResidual)),
            TableColumn.OfNumbers("cooksDistance", "Cook's D", ColumnKind.Number, rows.Select(static row => row.CooksDistance)),
            TableColumn.OfNumbers("covarianceRatio", "Cov. ratio", ColumnKind.Number, rows.Select(static row => row.CovarianceRatio)),
        ])
        {
            Title = string.Create(CultureInfo.InvariantCulture, $"Influence of rows, {rows.Length} of {_fit.Rows.Count}"),
            Notes = Notes,
        };
    }

    /// <summary>The table as text.</summary>
    public override string ToString() => ToTable().ToText();

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json) => InfluenceJson.Write(json, this);

    // The places of rows among those that were kept, the largest distance first.
    private int[] ByDistance(int most)
    {
        Allowed.AtLeast(1, most);
        return
        [
            .. Enumerable.Range(0, CooksDistances.Count)
                .OrderByDescending(row => double.IsNaN(CooksDistances[row]) ? double.NegativeInfinity : CooksDistances[row])
                .Take(most),
        ];
    }

    private RowInfluence[] Measures(int[] places)
    {
        double[] residuals = _statistics.Scaled(isStudentized: true);
        return Array.ConvertAll(places, row => new RowInfluence(_fit.Rows.Numbers[row], Leverage[row], residuals[row], CooksDistances[row], CovarianceRatios[row]));
    }
}
