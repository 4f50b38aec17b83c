using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Coordinates;
using Lmm.Design;
using Lmm.Formula.Binding;
using Lmm.Formula.Syntax;
using Lmm.Hypotheses;
using Lmm.Means;
using Lmm.Members;
using Lmm.Prediction;
using Lmm.Printing;
using Lmm.Printing.Tables;
using Lmm.Results;
using Lmm.Shapes;
using Lmm.Storage;

namespace Lmm;

/// <summary>A fitted model: what linear and linear mixed models have in common.</summary>
/// <remarks>n is the number of observations, p the number of columns of X. Matrices are p × p in the order of <see cref="Coefficients"/>.</remarks>
[JsonConverter(typeof(ResultJsonConverter<ModelFit>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public abstract class ModelFit : ITermValues<Coefficient>, ITableResult, IJsonResult
{
    private readonly ModelDesign? _design;
    private readonly StoredData? _stored;
    private readonly Lazy<FitRows> _rows;
    private readonly Lazy<RowValues> _fittedValues;
    private readonly Lazy<RowValues> _residuals;
    private readonly Lazy<FixedEffectsTests> _tests;
    private readonly Lazy<ParameterIntervals> _intervals;
    private readonly Lazy<FitInfluence> _influence;
    private readonly Lazy<FitDiagnostics> _diagnostics;
    private readonly UnitCovariance _covariance;
    private readonly MemberPlaces _places;
    private readonly Lazy<ReferenceGrid> _grid;
    private readonly Lazy<ResidualSummary?> _residualSummary;
    private readonly Lazy<DataDigest?> _digest;
    private RowPredictor? _rowPredictor;

    private protected ModelFit(ModelShape shape, ModelDesign? design, StoredData? stored, CoefficientTable coefficients, UnitCovariance covariance, Func<ModelDesign, double[]> fittedValues)
    {
        Shape = shape;
        _design = design;
        _stored = stored;
        Coefficients = coefficients;
        _places = new MemberPlaces(coefficients.Index);
        _covariance = covariance;
        CoefficientCovariance = new Matrix(covariance.OnDataScale());
        _rows = new(() => new FitRows(Design.Rows));
        _tests = new(() => new FixedEffectsTests(FixedEffectsEstimate, MethodOfTests));
        _intervals = new(CreateIntervals);
        _grid = new(() => FormulaTerms is var terms && stored?.Grid is { } grid ? grid.Value : ReferenceGrid.Of(terms.Spec, Design));
        _residualSummary = new(() => stored is not null ? stored.Residuals : design is null ? null : SummariseResiduals());
        _digest = new(() => stored is not null ? stored.Digest : design is null ? null : DataDigest.Of(design));
        Lazy<RowStatistics> statistics = new(CreateRowStatistics);
        _influence = new(() => new FitInfluence(this, statistics.Value));
        _diagnostics = new(() => new FitDiagnostics(this, statistics));
        _fittedValues = new(() => new RowValues(Rows, fittedValues(Design)));
        _residuals = new(() => new RowValues(Rows, ResponseResiduals.Of(Design.Response.Values, _fittedValues.Value)));
    }

    private protected ModelFit(ModelFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        Shape = fit.Shape;
        _design = fit._design;
        _stored = fit._stored;
        Coefficients = fit.Coefficients;
        _places = new MemberPlaces(Coefficients.Index);
        _covariance = fit._covariance;
        CoefficientCovariance = fit.CoefficientCovariance;
        _rows = fit._rows;
        _tests = fit._tests;
        _intervals = fit._intervals;
        _grid = fit._grid;
        _residualSummary = fit._residualSummary;
        _digest = fit._digest;
        _influence = fit._influence;
        _diagnostics = fit._diagnostics;
        _fittedValues = fit._fittedValues;
        _residuals = fit._residuals;
    }

    /// <summary>The names and counts of the model on its data.</summary>
    public ModelShape Shape { get; }

    /// <summary>The model's name.</summary>
    public string ModelName => Shape.ModelName;

    /// <summary>The model's formula.</summary>
    public string Formula => Shape.Formula;

    /// <summary>The response as the formula spells it.</summary>
    public string ResponseName => Shape.ResponseName;

    /// <summary>
    /// True when the formula transforms the response, as <c>log(y) ~ x</c> does. Fitted values, residuals and predictions are on that scale, which
    /// <see cref="ResponseName"/> names: nothing turns them back.
    /// </summary>
    public bool IsResponseTransformed => BoundTerms is { } terms
        ? terms.Spec.Response.Expression is not VariableReference
        : FormulaParser.Parse(ResponseName + " ~ 1").Response is not NameSyntax;

    /// <summary>
    /// True when the fit has the rows that it was fitted to; false for a fit from cross-products and for one that was loaded, which have estimates but neither
    /// residuals, fitted values nor what else is of rows.
    /// </summary>
    public bool HasRows => _design is not null;

    /// <summary>The criterion that <see cref="LogLikelihood"/> belongs to; least squares maximises the likelihood.</summary>
    public abstract Estimation Estimation { get; }

    /// <summary>n, the number of rows that were fitted: those without missing values and with a weight that is not zero.</summary>
    public long ObservationCount => Shape.ObservationCount;

    /// <summary>The number of rows left out because a value was missing.</summary>
    public long DroppedRowCount => Shape.DroppedRowCount;

    /// <summary>The fixed-effects coefficients by name and in order.</summary>
    public CoefficientTable Coefficients { get; }

    /// <summary>
    /// The estimated covariance matrix of the coefficients, p × p; NaN in the rows and columns that are not estimable. What is beyond the range
    /// of double numbers is zero or infinite; standard errors may be within it all the same.
    /// </summary>
    public Matrix CoefficientCovariance { get; }

    /// <summary>The estimated correlation matrix of the coefficients, p × p; NaN in the rows and columns that are not estimable.</summary>
    public Matrix CoefficientCorrelation => new(_covariance.Correlation());

    /// <summary>
    /// What the reader must know besides the numbers: rows dropped, coefficients that are not estimable, results beyond the range of double numbers;
    /// of a mixed model also that the optimizer did not converge, that variances are not determined, that the fit is singular. Empty for most fits.
    /// </summary>
    public IReadOnlyList<Note> Notes => [.. FitNotes.OfData(this, _covariance, Deviations, Units), .. OptimizerNotes];

    /// <summary>
    /// Tests of the fixed effects, by the method of <see cref="FitOptions.DegreesOfFreedom"/>; those of a linear model have the degrees of freedom of its
    /// residuals. What they need beyond the fit is computed when it is first asked for.
    /// </summary>
    public FixedEffectsTests Tests => _tests.Value;

    /// <summary>Confidence intervals of all parameters: by Wald's method, by profiles of the likelihood, and by the bootstrap.</summary>
    public ParameterIntervals Intervals => _intervals.Value;

    /// <summary>
    /// Marginal means: what the model predicts for the population at the levels of factors, averaged over the other variables of the fixed effects; their contrasts with tests.
    /// </summary>
    /// <exception cref="InvalidOperationException">The fit is one from cross-products, or its design was built by hand, without a formula.</exception>
    public MarginalMeans MarginalMeans => new(Marginal);

    /// <summary>Slopes of covariates, exactly differentiated through all transforms, at the levels of factors.</summary>
    /// <exception cref="InvalidOperationException">The fit is one from cross-products, or its design was built by hand, without a formula.</exception>
    public MarginalSlopes Slopes => new(Marginal);
    /// <summary>What rows, and levels of factors, do to the fit: leverage, Cook's distances, estimates without them. Computed when it is first asked for.</summary>
    /// <exception cref="InvalidOperationException">The fit has no rows; see <see cref="HasRows"/>.</exception>
    public FitInfluence Influence => _influence.Value;

    /// <summary>What describes and checks the fit: residuals of every kind, explained variance, collinearity, scaled residuals.</summary>
    public FitDiagnostics Diagnostics => _diagnostics.Value;

    /// <summary>The rank of X: the number of coefficients that are estimable.</summary>
    public abstract int Rank { get; }

    /// <summary>The maximised log-likelihood; for a REML fit the restricted one, −½ of the REML criterion.</summary>
    public abstract double LogLikelihood { get; }

    /// <summary>The number of parameters: estimable coefficients, θ, and σ.</summary>
    public abstract int ParameterCount { get; }

    /// <summary>The degrees of freedom left for the residuals.</summary>
    public abstract long ResidualDegreesOfFreedom { get; }

    /// <summary>σ̂, the residual standard deviation, in units of the response.</summary>
    public abstract double Sigma { get; }

    /// <summary>Akaike's information criterion, −2 <see cref="LogLikelihood"/> + 2 <see cref="ParameterCount"/>.</summary>
    public double Aic => (-2 * LogLikelihood) + (2.0 * ParameterCount);

    /// <summary>
    /// Akaike's information criterion corrected for few observations (Hurvich and Tsai, Biometrika 76, 1989), <see cref="Aic"/> + 2k(k + 1) / (n − k − 1)
    /// with k = <see cref="ParameterCount"/>; infinite where n is no larger than k + 1.
    /// </summary>
    public double Aicc => ObservationCount > ParameterCount + 1
        ? Aic + (2.0 * ParameterCount * (ParameterCount + 1) / (ObservationCount - ParameterCount - 1))
        : double.PositiveInfinity;

    /// <summary>Schwarz's Bayesian information criterion, −2 <see cref="LogLikelihood"/> + log(n) <see cref="ParameterCount"/>.</summary>
    public double Bic => (-2 * LogLikelihood) + (Math.Log(ObservationCount) * ParameterCount);

    /// <summary>Which rows of the input were fitted, and which were dropped: what pairs results with the input's rows.</summary>
    /// <exception cref="InvalidOperationException">The fit has no rows; see <see cref="HasRows"/>.</exception>
    public FitRows Rows => _rows.Value;

    /// <summary>
    /// The fitted values, offset and (in mixed models) conditional modes included; one per row that was kept, rows of weight zero included;
    /// computed on first use.
    /// </summary>
    /// <exception cref="InvalidOperationException">The fit has no rows; see <see cref="HasRows"/>.</exception>
    public RowValues FittedValues => _fittedValues.Value;

    /// <summary>Response less fitted values, one per row that was kept, rows of weight zero included, not weighted; computed on first use.</summary>
    /// <exception cref="InvalidOperationException">The fit has no rows; see <see cref="HasRows"/>.</exception>
    public RowValues Residuals => _residuals.Value;

    /// <summary>
    /// Predicts the response (transformed where the formula transforms it) of rows whose design was built for this fit:
    /// offset + Xβ̂, and in mixed models + Zb with the conditional modes of known levels.
    /// </summary>
    /// <param name="design">The rows' design, by the levels and transforms that the fit has learned.</param>
    /// <param name="options">What to predict, and what of levels that no fitted row had; null for the defaults.</param>
    /// <returns>One value per input row; NaN for rows that lack a value, but see <see cref="NewLevels"/> for missing levels of grouping factors.</returns>
    /// <exception cref="ModelException">A row has a level of a grouping factor that no fitted row had, and the options refuse it.</exception>
    /// <exception cref="ArgumentException">The design was not built for this fit.</exception>
    public double[] Predict(ModelDesign design, PredictionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(design);
        if (design.Rows.Fitted != Cases)
        {
            throw new ArgumentException($"{ModelName}: the design was not built for predictions by this fit; build it with the fit.", nameof(design));
        }

        return PlacedValues.OfInput(design.Rows, PredictKept(design, options ?? PredictionOptions.Default));
    }

    /// <summary>Predicts the response of rows of a table, whose columns are found by the names that the formula uses.</summary>
    /// <param name="rows">The rows; they need no response and no weights, for the population no grouping factors either; columns that are factors in the fit are taken for factors.</param>
    /// <param name="options">What to predict, and what of levels that no fitted row had; null for the defaults.</param>
    /// <returns>One value per row; NaN for rows that lack a value, but see <see cref="NewLevels"/> for missing levels of grouping factors.</returns>
    /// <exception cref="ModelException">A column is missing or holds text in place of numbers, or a row has a level that no fitted row had and the options refuse it.</exception>
    /// <exception cref="InvalidOperationException">The design that was fitted was built by hand, without a formula.</exception>
    public double[] Predict(ModelFrame rows, PredictionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Predict(DesignInterpreter.Build(FormulaTerms.Spec, rows, Cases, (options ?? PredictionOptions.Default).Target), options);
    }

    /// <summary>The summary as R prints it.</summary>
    public abstract override string ToString();

    /// <summary>The tables of the fit, for any format.</summary>
    public virtual FitTables Tables => new(this);

    /// <summary>The fit as a JSON object on one line: the members of <see cref="WriteJsonMembers"/> and the notes as <c>warnings</c>.</summary>
    public string ToJson() => JsonText.Object(json =>
    {
        FitJson.WriteMembers(json, this);
        FitJson.WriteWarnings(json, this);
    });

    /// <summary>Writes the members of a JSON object that describe the fit, the notes left out; numbers that are not finite are null.</summary>
    /// <param name="json">Where to write, within an object.</param>
    public void WriteJsonMembers(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        FitJson.WriteMembers(json, this);
    }

    /// <summary>The prior weights, one per row that was kept; null for equal weights. A row of weight zero had no part in the fit.</summary>
    /// <exception cref="InvalidOperationException">The fit has no rows; see <see cref="HasRows"/>.</exception>
    public RowValues? Weights => Design.Weights is { } weights ? new RowValues(Rows, weights) : null;

    /// <summary>The values of the rows whose weight is not zero.</summary>
    internal double[] OfObservedRows(IReadOnlyList<double> values) => Design.ObservedRows is { } rows ? [.. rows.Select(row => values[row])] : [.. values];

    /// <summary>The notes on how the optimizer ended; none where there is no optimizer.</summary>
    private protected virtual IEnumerable<Note> OptimizerNotes => [];

    /// <summary>The standard deviations whose squares results have, with what they are of; those that are exactly zero left out.</summary>
    private protected virtual IEnumerable<(string Name, double Value)> Deviations => [("the residuals", Sigma)];

    /// <summary>The (weighted) root mean square of the response less its offset.</summary>
    internal abstract double ResponseSize { get; }

    /// <summary>Makes the intervals of the fit.</summary>
    private protected abstract ParameterIntervals CreateIntervals();

    /// <summary>Makes what is computed of rows for influence and residuals.</summary>
    private protected abstract RowStatistics CreateRowStatistics();

    /// <summary>What tests of fixed effects take of the fit.</summary>
    private protected abstract FixedEffectsEstimate FixedEffectsEstimate { get; }

    /// <summary>The method of <see cref="Tests"/>.</summary>
    private protected virtual DegreesOfFreedomMethod MethodOfTests => DegreesOfFreedomMethod.Satterthwaite;

    /// <summary>The units that the fit was computed in.</summary>
    private protected abstract FitUnits Units { get; }

    /// <summary>The coefficient of a generated member, whose name is looked up once.</summary>
    /// <param name="member">The member's number among those of its type.</param>
    /// <param name="column">The name of the coefficient.</param>
    /// <exception cref="ModelException">No coefficient, or more than one, has that name.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Coefficient MemberOf(int member, string column) => Coefficients[_places.Find(member, column)];

    /// <summary>The coefficients of a generated member, by levels whose columns are looked up once.</summary>
    /// <param name="member">The member's number among those of its type.</param>
    /// <param name="term">The levels of its term.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected PerLevel<TLevel, Coefficient> MemberOf<TLevel>(int member, Func<TermLevels<TLevel>> term)
        where TLevel : notnull
        => new(_places.Find(member, term), this);

    NameIndex ITermValues<Coefficient>.Names => _places.Names;

    IReadOnlyList<string>? ITermValues<Coefficient>.LevelsOf(string factor) => Shape.FactorLevels.GetValueOrDefault(factor);

    Coefficient ITermValues<Coefficient>.At(int place) => Coefficients[place];

    Coefficient ITermValues<Coefficient>.OfReference(string name) => Coefficient.OfReference(name);

    Coefficient ITermValues<Coefficient>.NotInData(string name) => Coefficient.NotInData(name);

    /// <summary>Predicts an ordinary row without allocating; for generated code, which asks <see cref="PredictRow"/> where it is none.</summary>
    /// <param name="numbers">The values of the numeric variables, in the model's order.</param>
    /// <param name="codes">The codes of the factors, in the model's order, as <see cref="FactorLevels{TKey}"/> has them.</param>
    /// <param name="options">What to predict, and what of levels that no fitted row had; null for the defaults.</param>
    /// <param name="prediction">The prediction.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected bool TryPredictRow(ReadOnlySpan<double> numbers, ReadOnlySpan<int> codes, PredictionOptions? options, out double prediction)
    {
        RowPredictor predictor = _rowPredictor ??= RowPlan.Of(FormulaTerms.Spec, Cases, FixedCoefficients, Modes);
        return predictor.TryPredict(numbers, codes, options ?? PredictionOptions.Default, out prediction);
    }

    /// <summary>Predicts a row as one among many: NaN where it lacks a value, an error where it cannot be predicted; for generated code.</summary>
    /// <param name="numbers">The values of the numeric variables, in the model's order; NaN where one is missing.</param>
    /// <param name="levels">The levels of the factors, in the model's order; null where one is missing.</param>
    /// <param name="options">What to predict, and what of levels that no fitted row had; null for the defaults.</param>
    /// <exception cref="ModelException">The row has a level that no fitted row had, or an infinite value.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected double PredictRow(ReadOnlySpan<double> numbers, ReadOnlySpan<string?> levels, PredictionOptions? options)
        => Predict(RowDesign(numbers, levels), options)[0];

    /// <summary>The design of one row to predict; for generated code.</summary>
    /// <param name="numbers">The values of the numeric variables, in the model's order; NaN where one is missing.</param>
    /// <param name="levels">The levels of the factors, in the model's order; null where one is missing.</param>
    /// <exception cref="ModelException">The row has a level of a fixed effect that no fitted row had, or an infinite value.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ModelDesign RowDesign(ReadOnlySpan<double> numbers, ReadOnlySpan<string?> levels) => SingleRow.Design(FormulaTerms.Spec, Cases, numbers, levels);

    /// <summary>The levels of a factor that the fitted rows have, by values of their type; for generated code.</summary>
    /// <param name="factor">The factor as the formula spells it.</param>
    /// <param name="key">The value that a level stands for.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected FactorLevels<TKey> LevelsOf<TKey>(string factor, Func<string, TKey> key)
        where TKey : notnull
        => new(Cases.Factor(factor).Levels, FormulaTerms.Spec.Variables.First(variable => variable.Name == factor).Declaration.Levels, key);

    /// <summary>The coefficients, NaN where they are not estimable.</summary>
    private protected abstract double[] FixedCoefficients { get; }

    /// <summary>The conditional modes of each random-effects term in the formula's order, by level and effect.</summary>
    private protected virtual double[][] Modes => [];

    /// <summary>The predictions of the rows of a design.</summary>
    private protected abstract double[] PredictKept(ModelDesign design, PredictionOptions options);

    /// <summary>The rows that were fitted, whose levels and transforms rows to predict are read by; of a fit that was loaded these alone. For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public CompleteCases FittedRows => Cases;

    private MarginalSettings Marginal => new(_grid, Tests, new Dictionary<string, double[]>(), [], MeansWeighting.Equal, MarginalSettings.UsualLevel, ResponseName, IsResponseTransformed);

    private ModelTerms FormulaTerms => Cases is not null && BoundTerms is { } terms
        ? terms
        : throw new InvalidOperationException($"{ModelName} was fitted to a design built by hand, which does not know its formula's terms; build the design of the rows likewise and pass that to Predict.");

    /// <summary>The terms of the formula; null where there is none, or just its cross-products.</summary>
    internal ModelTerms? BoundTerms => _design is null ? _stored?.Terms : _design.Terms;

    /// <summary>The rows that were fitted, or no rows with what they have taught.</summary>
    /// <exception cref="InvalidOperationException">The fit is one from cross-products.</exception>
    internal CompleteCases Cases => _design?.Rows ?? _stored?.Cases ?? throw WithoutRows();

    /// <summary>What a fit that was loaded has in place of rows; null for others.</summary>
    internal StoredData? Stored => _stored;

    /// <summary>The reference grid of marginal means.</summary>
    /// <exception cref="InvalidOperationException">The fit is one from cross-products, or has no formula.</exception>
    internal ReferenceGrid Grid => _grid.Value;

    /// <summary>What a summary prints of the residuals; null for a fit from cross-products.</summary>
    internal ResidualSummary? ResidualSummary => _residualSummary.Value;

    /// <summary>What the fit may be compared by; null for a fit from cross-products.</summary>
    internal DataDigest? Digest => _digest.Value;

    /// <summary>Sums up the residuals for summaries.</summary>
    private protected abstract ResidualSummary SummariseResiduals();

    /// <summary>What was fitted, row by row; refits and comparisons start from it.</summary>
    /// <exception cref="InvalidOperationException">The fit is one from cross-products, or was loaded.</exception>
    internal ModelDesign Design => _design ?? throw WithoutRows();

    private InvalidOperationException WithoutRows() => new(_stored is null
        ? $"{ModelName} was fitted to cross-products, which hold no rows; what is asked for is of rows: fit the model to them."
        : _stored.Contents is null
            ? $"{ModelName} was fitted to sums of rows that stayed in a database or have passed in a stream; what is asked for is of rows: give them again for residuals and fitted values, by fit.ResidualsOf(rows), or fit the model to rows in memory."
            : $"{ModelName} was loaded from a file, which holds no rows; what is asked for is of rows: fit the model to them{(_stored.Cases is null ? "" : ", or give them again for residuals and fitted values, by fit.ResidualsOf(rows)")}.");

    /// <summary>
    /// Saves the fit to a file, for <see cref="Load(string)"/>: the formula with its terms, levels and what transforms have learned, all estimates, and the sums that tests, intervals and
    /// refits need. It holds no rows; the result says what of the data it holds.
    /// </summary>
    /// <param name="path">The file; one that is there is replaced once all has been written.</param>
    /// <returns>The size of the file and what it holds of the data.</returns>
    /// <exception cref="SavedFileException">The file cannot be written.</exception>
    /// <exception cref="ModelException">The model cannot be told by a file: the formula has a dot that stands for other columns where just its own are there.</exception>
    public SavedContents Save(string path) => StoredFit.ToFile(this).Save(path);

    /// <summary>Saves the fit to a stream, for <see cref="Load(Stream)"/>.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <returns>The number of bytes and what they hold of the data.</returns>
    /// <exception cref="SavedFileException">The stream cannot be written to.</exception>
    /// <exception cref="ModelException">The model cannot be told by a file: the formula has a dot that stands for other columns where just its own are there.</exception>
    public SavedContents Save(Stream stream) => StoredFit.ToFile(this).Save(stream);

    /// <summary>
    /// Loads a fit that was saved, of either kind: it predicts, tests and compares to the last bit as it did, without rows. What is of rows, such as residuals, it does not have.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SavedFileException">The file cannot be read, is damaged, of another version, or holds something else.</exception>
    public static ModelFit Load(string path) => StoredFit.FromFile(StoredFileReader.Open(path));

    /// <summary>Loads a fit that was saved to a stream, of either kind.</summary>
    /// <param name="stream">The stream; it is read to the end of what was saved, and stays open.</param>
    /// <exception cref="SavedFileException">The stream cannot be read, is damaged, of another version, or holds something else.</exception>
    public static ModelFit Load(Stream stream) => StoredFit.FromFile(StoredFileReader.Open(stream));

    IReadOnlyList<ResultTable> ITableResult.Tables => Tables.Report;

    void IJsonResult.WriteJson(Utf8JsonWriter json) => FitJson.Write(json, this);
}
