using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Distributions;
using Lmm.Faults;
using Lmm.Hypotheses;
using Lmm.Members;
using Lmm.Printing;
using Lmm.Printing.Tables;
using Lmm.Shapes;

namespace Lmm;

/// <summary>
/// Tests of the fixed effects of a fit by one method, which is a property of the result and never changes by itself: <c>fit.Tests</c> has that of the
/// options, <see cref="With"/> any other. What is known of the variances is computed when it is first asked for.
/// </summary>
[JsonConverter(typeof(ResultJsonConverter<FixedEffectsTests>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public class FixedEffectsTests : ITableResult, IJsonResult
{
    private readonly FixedEffectsEstimate _estimate;
    private readonly Func<DegreesOfFreedomMethod, CancellationToken, CoefficientUncertainty> _uncertaintyOf;
    private readonly NameIndex _names;
    private readonly MemberPlaces _places;
    private readonly Lazy<CoefficientUncertainty> _uncertainty;
    private readonly Lazy<IReadOnlyList<CoefficientTest>> _coefficients;

    internal FixedEffectsTests(FixedEffectsEstimate estimate, DegreesOfFreedomMethod method)
        : this(estimate, method, estimate.Uncertainty, CancellationToken.None)
    {
    }

    private FixedEffectsTests(FixedEffectsEstimate estimate, DegreesOfFreedomMethod method, Func<DegreesOfFreedomMethod, CancellationToken, CoefficientUncertainty> uncertainty, CancellationToken cancellationToken)
    {
        _estimate = estimate;
        Method = method;
        _names = new NameIndex(estimate.Shape.ModelName, "coefficient", estimate.Shape.Coefficients);
        _places = new MemberPlaces(_names);
        _uncertaintyOf = uncertainty;
        _uncertainty = cancellationToken.CanBeCanceled ? new(uncertainty(method, cancellationToken)) : new(() => uncertainty(method, CancellationToken.None));
        _coefficients = new(() => Array.AsReadOnly([.. Enumerable.Range(0, estimate.Shape.Coefficients.Count).Select(Coefficient)]));
    }

    /// <summary>Shares others' results; generated tests derive from this class so.</summary>
    protected FixedEffectsTests(FixedEffectsTests tests)
    {
        ArgumentNullException.ThrowIfNull(tests);
        _estimate = tests._estimate;
        Method = tests.Method;
        _names = tests._names;
        _places = tests._places;
        _uncertaintyOf = tests._uncertaintyOf;
        _uncertainty = tests._uncertainty;
        _coefficients = tests._coefficients;
    }

    /// <summary>The method.</summary>
    public DegreesOfFreedomMethod Method { get; }

    /// <summary>The tests of all coefficients against zero, in their order.</summary>
    /// <exception cref="ModelException">The method cannot be had of this fit.</exception>
    public IReadOnlyList<CoefficientTest> Coefficients => _coefficients.Value;

    /// <summary>The covariance matrix of the coefficients by the method, p × p: adjusted with Kenward and Roger's; NaN in the rows and columns that are not estimable.</summary>
    /// <exception cref="ModelException">The method cannot be had of this fit.</exception>
    public Matrix Covariance => new(Uncertainty.Covariance.OnDataScale());

    /// <summary>What readers have to know of the tests: which criterion they are of, and what was held at the boundary. Empty for most fits.</summary>
    /// <exception cref="ModelException">The method cannot be had of this fit.</exception>
    public IReadOnlyList<string> Notes => Uncertainty.Notes;

    /// <summary>The same tests by another method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="cancellationToken">Stops the work, which is then done here; without one it is done when a test is first asked for.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such method.</exception>
    /// <exception cref="ModelException">A token is given, and the method cannot be had of this fit.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public FixedEffectsTests With(DegreesOfFreedomMethod method, CancellationToken cancellationToken = default)
        => new(_estimate, Allowed.Member(method), _uncertaintyOf, cancellationToken);

    /// <summary>
    /// The same tests with a covariance matrix that is robust to dependence within clusters, those of the coarsest grouping factor, in which the levels of all
    /// others lie.
    /// </summary>
    /// <param name="covariance">The estimate of the covariance matrix; CR2 is the one for few clusters.</param>
    /// <param name="cancellationToken">Stops the work, which is then done here; without one it is done when a test is first asked for.</param>
    /// <exception cref="ModelException">
    /// The fit has neither rows nor their sums by cluster, or it has sums alone and the estimate is CR2; its grouping factors cross, or the method is Kenward and Roger's.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such estimate.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public FixedEffectsTests WithRobustCovariance(RobustCovariance covariance, CancellationToken cancellationToken = default)
        => Robust(new RobustClusters(_estimate, covariance).ByCoarsest(cancellationToken), cancellationToken);

    /// <summary>The same tests with a covariance matrix that is robust to dependence within clusters.</summary>
    /// <param name="cluster">The variable of the model, or the grouping factor, that tells the clusters; of a fit of cross-products, or one that was loaded, a grouping factor.</param>
    /// <param name="covariance">The estimate of the covariance matrix; CR2 is the one for few clusters.</param>
    /// <param name="cancellationToken">Stops the work, which is then done here; without one it is done when a test is first asked for.</param>
    /// <exception cref="ModelException">
    /// The model has no such variable, there is one cluster only, levels of a grouping factor are in several clusters, the fit has neither rows nor their sums by cluster, or it has sums
    /// alone and the estimate is CR2, or the method is Kenward and Roger's.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such estimate.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public FixedEffectsTests WithRobustCovariance(string cluster, RobustCovariance covariance, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return Robust(new RobustClusters(_estimate, covariance).By(cluster, cancellationToken), cancellationToken);
    }

    /// <summary>The same tests with a covariance matrix that is robust to dependence within clusters.</summary>
    /// <param name="clusters">One value for each row of the input, dropped rows too: rows of one cluster have equal ones.</param>
    /// <param name="covariance">The estimate of the covariance matrix; CR2 is the one for few clusters.</param>
    /// <param name="cancellationToken">Stops the work, which is then done here; without one it is done when a test is first asked for.</param>
    /// <exception cref="ArgumentException">There are more or fewer values than rows of the input.</exception>
    /// <exception cref="ModelException">
    /// The value of a row that was fitted is missing, there is one cluster only, levels of a grouping factor are in several clusters, the fit has no rows, or the method is
    /// Kenward and Roger's.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such estimate.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public FixedEffectsTests WithRobustCovariance<T>(IEnumerable<T> clusters, RobustCovariance covariance, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        return Robust(new RobustClusters(_estimate, covariance).By(clusters, cancellationToken), cancellationToken);
    }

    /// <summary>Tests Lβ = c, each row of L alone and all jointly.</summary>
    /// <param name="coefficients">L, hypotheses × columns of X.</param>
    /// <param name="values">c, one number per hypothesis; null for zeros.</param>
    /// <exception cref="ArgumentException">L has not one column for each coefficient, or c not one number for each row.</exception>
    /// <exception cref="ModelException">A hypothesis is not estimable, or the method cannot be had of this fit.</exception>
    public HypothesisTests Hypotheses(Matrix coefficients, IReadOnlyList<double>? values = null)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        int count = _estimate.Shape.Coefficients.Count;
        if (coefficients.ColumnCount != count || coefficients.RowCount == 0)
        {
            throw new ArgumentException($"{_estimate.Shape.ModelName} has {count} coefficients, and the matrix is {coefficients.RowCount} × {coefficients.ColumnCount}: it needs a row for each hypothesis and a column for each coefficient.", nameof(coefficients));
        }

        if (values is not null && values.Count != coefficients.RowCount)
        {
            throw new ArgumentException($"There are {coefficients.RowCount} hypotheses and {values.Count} values: give one for each.", nameof(values));
        }

        if (coefficients.ToArray().Cast<double>().Concat(values ?? []).Any(static number => !double.IsFinite(number)))
        {
            throw new ArgumentException("A hypothesis has a coefficient or a value that is infinite or no number.", nameof(coefficients));
        }

        return Test([.. Enumerable.Range(0, coefficients.RowCount).Select(row => LinearHypothesis.Of(coefficients, row, values?[row] ?? 0, _estimate.Shape.Coefficients))]);
    }

    /// <summary>
    /// Tests hypotheses as they are written: <c>Days = 10</c>, <c>Days - 10 = 0</c>, <c>2 a = b + 1</c>; a side that is zero may be left out. Names of
    /// coefficients that are no identifiers stand in back-ticks, as in <c>`I(x^2)` = 0</c>.
    /// </summary>
    /// <param name="hypotheses">The hypotheses, each alone and all jointly.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    /// <exception cref="ModelException">A hypothesis is malformed, names an unknown coefficient or is not estimable, or the method cannot be had of this fit.</exception>
    public HypothesisTests Hypotheses(params IReadOnlyList<string> hypotheses)
    {
        ArgumentNullException.ThrowIfNull(hypotheses);
        return hypotheses.Count > 0
            ? Test([.. hypotheses.Select(text => HypothesisText.Read(_estimate.Shape.ModelName, text, _estimate.Shape.Coefficients))])
            : throw new ArgumentException("Give at least one hypothesis, such as \"Days = 0\".", nameof(hypotheses));
    }

    /// <summary>The test of a coefficient against zero; an unknown name is an error that lists the names.</summary>
    /// <exception cref="ModelException">No coefficient has that name, or the method cannot be had of this fit.</exception>
    public CoefficientTest Coefficient(string name) => Coefficients[_names.Find(name)];

    /// <summary>
    /// Tests hypotheses that functions of the coefficients are zero, as in <c>tests.Hypotheses(tests.Functions["Days"] - 10)</c>; generated tests have members in
    /// place of names.
    /// </summary>
    /// <param name="functions">The functions, each alone and all jointly.</param>
    /// <exception cref="ArgumentException">There is none, or one is of another model.</exception>
    /// <exception cref="ModelException">A hypothesis is not estimable, or the method cannot be had of this fit.</exception>
    public HypothesisTests Hypotheses(params LinearFunction[] functions)
    {
        ArgumentNullException.ThrowIfNull(functions);
        return functions.Length > 0
            ? Test([.. functions.Select(function => function.IsZero(_estimate.Shape))])
            : throw new ArgumentException("Give at least one function of the coefficients.", nameof(functions));
    }

    /// <summary>The coefficients as functions to make others of, by name.</summary>
    public CoefficientFunctions Functions => new(_estimate.Shape, _places);

    /// <summary>Tests each fixed-effects term but the intercept: an analysis of variance.</summary>
    /// <param name="type">What is asked of a term.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such type.</exception>
    /// <exception cref="ModelException">The terms of the model are not known, because it was made of columns, or the method cannot be had of this fit.</exception>
    public AnovaTable Anova(AnovaType type = AnovaType.III) => TermTests.Of(this, Allowed.Member(type));

    internal HypothesisTests Test(IReadOnlyList<LinearHypothesis> hypotheses)
    {
        CoefficientTest[] rows = [.. hypotheses.Select(hypothesis => Single(hypothesis.Text, hypothesis.Function, hypothesis.Value))];
        if (Array.Find(rows, static row => !row.IsEstimable) is { } unknown)
        {
            throw new ModelException(
                _estimate.Shape.ModelName,
                LmmErrorCode.UnusableHypothesis,
                $"the hypothesis {unknown.Name} is not estimable: it asks for a coefficient that the data cannot tell, beside columns that are combinations of others.");
        }

        return new HypothesisTests(this, rows, Joint([.. hypotheses.Select(static hypothesis => hypothesis.Function)], [.. hypotheses.Select(static hypothesis => hypothesis.Value)]));
    }

    /// <summary>The tests of the coefficients as a table.</summary>
    public ResultTable ToTable() => CoefficientTestTable.Of(Coefficients, Method).With("Fixed effects", Notes);

    /// <summary>The table as text.</summary>
    public override string ToString() => ToTable().ToString();

    /// <summary>The fit that is tested.</summary>
    internal FixedEffectsEstimate Estimate => _estimate;

    /// <summary>How well the coefficients are known.</summary>
    internal CoefficientUncertainty Uncertainty => _uncertainty.Value;

    /// <summary>The test of a function of the coefficients, one number per column of X, against a value.</summary>
    internal CoefficientTest Single(string name, double[] function, double value)
        => Measure(function, value) is { } own
            ? new CoefficientTest(name, own.Estimate, own.Error, value, own.Statistic, own.Degrees, PValue(own.Statistic * own.Statistic, 1, own.Degrees))
            : Unknown(name, value);

    /// <summary>The same for those who make p-values of their own: it is NaN, or null without tests.</summary>
    internal CoefficientTest WithoutPValue(string name, double[] function, double value)
        => Measure(function, value) is { } own
            ? new CoefficientTest(name, own.Estimate, own.Error, value, own.Statistic, own.Degrees, NoPValue)
            : Unknown(name, value);

    // Null where it is not estimable.
    private (double Estimate, double Error, double Statistic, double Degrees)? Measure(double[] function, double value)
    {
        double[] inUnits = _estimate.InUnits([function], out int exponent)[0];
        if (!IsKnown(inUnits))
        {
            return null;
        }

        double estimate = _estimate.Value(inUnits);
        double error = Math.Sqrt(LinearFunctions.Covariance(inUnits, inUnits, Uncertainty.Covariance.InUnits));
        double statistic = (estimate - Math.ScaleB(value, -exponent)) / error;
        return (Math.ScaleB(estimate, exponent), Math.ScaleB(error, exponent), statistic, Uncertainty.DegreesOfFreedom(inUnits));
    }

    /// <summary>The joint test of estimable functions against values; dependent ones count once.</summary>
    internal WaldTest Joint(IReadOnlyList<double[]> functions, ReadOnlySpan<double> values)
    {
        double[][] inUnits = _estimate.InUnits(functions, out int exponent);
        var distances = new double[inUnits.Length];
        for (int row = 0; row < distances.Length; row++)
        {
            distances[row] = _estimate.Value(inUnits[row]) - Math.ScaleB(values[row], -exponent);
        }

        (double[][] independent, double[] statistics) = LinearFunctions.Uncorrelated(inUnits, distances, Uncertainty.Covariance.InUnits);
        int count = independent.Length;
        if (count == 0)
        {
            return new WaldTest(double.NaN, 0, double.NaN, NoPValue);
        }

        if (Uncertainty.MayLackRank && LinearFunctions.Uncorrelated(inUnits, distances, _estimate.Covariance.InUnits).Functions.Length is var asked && asked > count)
        {
            return new WaldTest(double.NaN, asked, double.NaN, NoPValue);
        }

        (double degrees, double scale) = Uncertainty.Joint(independent);
        double f = scale * statistics.Sum(static statistic => statistic * statistic) / count;
        return new WaldTest(f, count, degrees, PValue(f, count, degrees)) { Scale = scale };
    }

    private FixedEffectsTests Robust(RobustClusters.Finder uncertainty, CancellationToken cancellationToken) => new(_estimate, Method, uncertainty.Invoke, cancellationToken);

    private double? NoPValue => Method == DegreesOfFreedomMethod.None ? null : double.NaN;

    private CoefficientTest Unknown(string name, double value) => new(name, double.NaN, double.NaN, value, double.NaN, double.NaN, NoPValue);

    // Coefficients beside ones that are not estimable are those of the model without these; what asks for the latter has to be estimable itself.
    private bool IsKnown(double[] function)
    {
        for (int column = 0; column < function.Length; column++)
        {
            if (function[column] != 0 && double.IsNaN(_estimate.Coefficients[column]))
            {
                return _estimate.IsEstimableInUnits(function);
            }
        }

        return true;
    }

    private double? PValue(double f, int numerator, double denominator) => Method == DegreesOfFreedomMethod.None ? null
        : !(f >= 0 && denominator > 0) ? double.NaN
        : double.IsPositiveInfinity(denominator) ? UpperTail.ChiSquared(numerator * f, numerator)
        : UpperTail.FisherF(f, numerator, denominator);

    private CoefficientTest Coefficient(int column)
    {
        var function = new double[_estimate.Shape.Coefficients.Count];
        function[column] = 1;
        string name = _estimate.Shape.Coefficients[column];
        return double.IsNaN(_estimate.Coefficients[column]) ? Unknown(name, 0) : Single(name, function, 0);
    }

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json) => HypothesisJson.Write(json, this);
}
