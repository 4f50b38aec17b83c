using System.ComponentModel;
using System.Text.Json.Serialization;
using Lmm.Coordinates;
using Lmm.Crossing;
using Lmm.Design;
using Lmm.Distributions;
using Lmm.Hypotheses;
using Lmm.Influence;
using Lmm.Kernels;
using Lmm.LeastSquares;
using Lmm.Results;
using Lmm.Storage;

namespace Lmm;

/// <summary>A fitted ordinary linear model.</summary>
[JsonConverter(typeof(ResultJsonConverter<LinearModelFit>))]
public class LinearModelFit : ModelFit
{
    private const int FewestResidualsSummarised = 5;

    private readonly LeastSquaresSolution _solution;
    private readonly Lazy<double> _modelSumOfSquares;
    private readonly Lazy<double> _responseSize;
    private readonly Lazy<FixedEffectsCoordinates> _coordinates;
    private readonly Lazy<RowValues> _weightedResiduals;

    internal LinearModelFit(ModelDesign design, LeastSquaresSolution solution)
        : base(design.Shape, design, stored: null, Table(design.Shape, solution), solution.CoefficientCovariance, solution.FittedValues)
    {
        _solution = solution;
        LogLikelihood = GaussianLikelihood.Maximum(solution);
        HasIntercept = design.FixedEffects.TermLabels.Contains(Lmm.Formula.Binding.ModelTerm.InterceptLabel);
        _modelSumOfSquares = new(() => ExplainedVariation.SumOfSquares(solution.Estimation, FittedValues, HasIntercept));
        _responseSize = new(() => ExplainedVariation.SizeOfResponse(solution.Estimation));
        _coordinates = new(() => FixedEffectsChoice.For(solution.Estimation, new Workers(1, CancellationToken.None)));
        _weightedResiduals = new(() => new RowValues(Rows, ResponseResiduals.Scaled(Residuals, Weights, 1)));
    }

    internal LinearModelFit(ModelShape shape, StoredData stored, LeastSquaresSolution solution, StoredLinearModel rest)
        : base(shape, design: null, stored, Table(shape, solution), solution.CoefficientCovariance, solution.FittedValues)
    {
        _solution = solution;
        LogLikelihood = GaussianLikelihood.Maximum(solution);
        HasIntercept = rest.HasIntercept;
        _modelSumOfSquares = new(rest.ModelSumOfSquares);
        _responseSize = new(rest.ResponseSize);
        _coordinates = new(rest.Coordinates);
        _weightedResiduals = new(() => new RowValues(Rows, []));
    }

    /// <summary>Shares another fit's results; generated results derive from this class so.</summary>
    protected LinearModelFit(LinearModelFit fit)
        : base(fit)
    {
        _solution = fit._solution;
        LogLikelihood = fit.LogLikelihood;
        HasIntercept = fit.HasIntercept;
        _modelSumOfSquares = fit._modelSumOfSquares;
        _responseSize = fit._responseSize;
        _coordinates = fit._coordinates;
        _weightedResiduals = fit._weightedResiduals;
    }

    /// <summary>Maximum likelihood: least squares maximises it.</summary>
    public override Estimation Estimation => Estimation.MaximumLikelihood;

    /// <inheritdoc/>
    public override int Rank => _solution.Rank;

    /// <inheritdoc/>
    public override double LogLikelihood { get; }

    /// <inheritdoc/>
    public override int ParameterCount => Rank + 1;

    /// <summary>The number of observations less the rank of X.</summary>
    public override long ResidualDegreesOfFreedom => _solution.ResidualDegreesOfFreedom;

    /// <summary>The residual standard error √(RSS / residual degrees of freedom), in units of the response.</summary>
    public override double Sigma => _solution.Sigma;

    /// <summary>RSS, the (weighted) residual sum of squares; zero or infinite where it is beyond the range of double numbers.</summary>
    public double ResidualSumOfSquares => Math.ScaleB(_solution.ResidualSumOfSquares, 2 * _solution.ResidualUnit);

    /// <summary>True when the formula has an intercept; then variation is about the mean, else about zero.</summary>
    public bool HasIntercept { get; }

    /// <summary>R², the share of the variation that the model explains; 0 for a model of the intercept alone.</summary>
    public double RSquared => ModelDegreesOfFreedom == 0 ? 0 : ModelSumOfSquares / (ModelSumOfSquares + _solution.ResidualSumOfSquares);

    /// <summary>R² adjusted for the number of coefficients; 0 for a model of the intercept alone.</summary>
    public double AdjustedRSquared
        => ModelDegreesOfFreedom == 0 ? 0 : 1 - ((1 - RSquared) * (ObservationCount - (HasIntercept ? 1 : 0)) / ResidualDegreesOfFreedom);

    /// <summary>The numerator degrees of freedom of <see cref="FStatistic"/>: estimable coefficients, the intercept not counted.</summary>
    public int ModelDegreesOfFreedom => Rank - (HasIntercept ? 1 : 0);

    /// <summary>F of the model against the intercept alone (or against zero without an intercept); NaN when it has no other coefficient.</summary>
    public double FStatistic
        => ModelDegreesOfFreedom == 0 ? double.NaN : ModelSumOfSquares / ModelDegreesOfFreedom / (_solution.ResidualSumOfSquares / ResidualDegreesOfFreedom);

    /// <summary>The p-value of <see cref="FStatistic"/>; NaN when there is none.</summary>
    public double FPValue
        => ModelDegreesOfFreedom == 0 ? double.NaN : UpperTail.FisherF(FStatistic, ModelDegreesOfFreedom, ResidualDegreesOfFreedom);

    /// <summary>√w times residual, one per row that was kept: what the printed quantiles are of, rows of weight zero left out. Computed on first use.</summary>
    public RowValues WeightedResiduals => _weightedResiduals.Value;

    internal override double ResponseSize => _responseSize.Value;

    /// <summary>The solution.</summary>
    internal LeastSquaresSolution Solution => _solution;

    /// <summary>What a file has besides the solution.</summary>
    internal StoredLinearModel Rest => new(HasIntercept, ModelSumOfSquares, ResponseSize, _coordinates.Value);

    private protected override ParameterIntervals CreateIntervals() => new LinearModelIntervals(this);

    private protected override RowStatistics CreateRowStatistics()
        => new(FixedEffectsEstimate, FitOptions.Default, workers => EstimatedRows.Of(_solution, Residuals, workers));

    private protected override FixedEffectsEstimate FixedEffectsEstimate => new LinearModelEstimate(Shape, HasRows ? Design : null, _solution, _coordinates);

    private protected override FitUnits Units => _solution.Units;

    private protected override double[] FixedCoefficients => _solution.Coefficients;

    private protected override double[] PredictKept(ModelDesign design, PredictionOptions options)
        => LinearPredictor.OfFixedEffects(design, _solution.Coefficients);

    // In the unit of the solution's residual sum of squares.
    private double ModelSumOfSquares => _modelSumOfSquares.Value;

    /// <summary>RSS in squares of 2^<paramref name="unit"/>, so that ratios of sums of squares stay in the range of double numbers.</summary>
    internal double ResidualSumOfSquaresInUnits(int unit) => Math.ScaleB(_solution.ResidualSumOfSquares, 2 * (_solution.ResidualUnit - unit));

    /// <summary>The exponent of the unit of weighted residuals.</summary>
    internal int ResidualUnit => _solution.ResidualUnit;

    /// <summary>The summary in the layout of R's <c>summary.lm</c>.</summary>
    public override string ToString() => ToString(significanceStars: true);

    /// <summary>The summary in the layout of R's <c>summary.lm</c>.</summary>
    /// <param name="significanceStars">Whether stars and their legend follow the p-values (R's <c>show.signif.stars</c>).</param>
    public string ToString(bool significanceStars) => LinearModelSummary.Write(this, significanceStars);

    /// <summary>Loads a fit that was saved: it predicts, tests and compares to the last bit as it did, without rows. What is of rows, such as residuals, it does not have.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SavedFileException">The file cannot be read, is damaged, of another version, or holds something else.</exception>
    public static new LinearModelFit Load(string path) => StoredFit.LinearFromFile(StoredFileReader.Open(path));

    /// <summary>Loads a fit that was saved to a stream.</summary>
    /// <param name="stream">The stream; it is read to the end of what was saved, and stays open.</param>
    /// <exception cref="SavedFileException">The stream cannot be read, is damaged, of another version, or holds something else.</exception>
    public static new LinearModelFit Load(Stream stream) => StoredFit.LinearFromFile(StoredFileReader.Open(stream));

    /// <summary>Loads a fit of a model that was checked at build time; for generated code.</summary>
    /// <param name="path">The file.</param>
    /// <param name="terms">The model's terms.</param>
    /// <exception cref="SavedFileException">The file cannot be read, is damaged, of another version, or holds something else, such as the fit of another model.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static LinearModelFit Load(string path, ModelTerms terms) => StoredFit.LinearFromFile(StoredFileReader.Open(path), terms);

    /// <summary>Loads a fit of a model that was checked at build time from a stream; for generated code.</summary>
    /// <param name="stream">The stream; it is read to the end of what was saved, and stays open.</param>
    /// <param name="terms">The model's terms.</param>
    /// <exception cref="SavedFileException">The stream cannot be read, is damaged, of another version, or holds something else, such as the fit of another model.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static LinearModelFit Load(Stream stream, ModelTerms terms) => StoredFit.LinearFromFile(StoredFileReader.Open(stream), terms);

    // As R does, all residuals where few degrees of freedom are left.
    private protected override ResidualSummary SummariseResiduals()
    {
        bool isWeighted = Weights is { } weights && weights.Min() < weights.Max();
        double[] residuals = OfObservedRows(WeightedResiduals);
        return ResidualDegreesOfFreedom > FewestResidualsSummarised
            ? new ResidualSummary(Quantiles.FiveNumbers(residuals), Rows: null, isWeighted)
            : new ResidualSummary(residuals, [.. (Design.ObservedRows ?? [.. Enumerable.Range(0, _solution.ObservationCount)]).Select(static row => row + 1)], isWeighted);
    }

    private static CoefficientTable Table(ModelShape shape, LeastSquaresSolution solution)
    {
        IReadOnlyList<string> names = shape.Coefficients;
        Coefficient[] coefficients = new Coefficient[names.Count];
        for (int j = 0; j < names.Count; j++)
        {
            Coefficient coefficient = new(names[j], solution.Coefficients[j], solution.CoefficientCovariance.StandardDeviation(j));
            double p = coefficient.IsEstimable ? UpperTail.StudentTwoSided(coefficient.Statistic, solution.ResidualDegreesOfFreedom) : double.NaN;
            coefficients[j] = coefficient with { PValue = p };
        }

        return new CoefficientTable(shape.ModelName, coefficients);
    }
}
