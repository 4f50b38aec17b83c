using Lmm.Hypotheses;
using Lmm.Influence;
using Lmm.Kernels;

namespace Lmm.Results;

/// <summary>What is computed of the rows of a fit for its influence and its residuals, each when it is first asked for.</summary>
internal sealed class RowStatistics
{
    /// <summary>Where less of 1 is left by a leverage, the row alone tells of a coefficient, and its residual is rounding.</summary>
    private const double Saturated = 1e-9;

    private readonly FixedEffectsEstimate _estimate;
    private readonly FitOptions _options;
    private readonly Workers _workers;
    private readonly Lazy<EstimatedRows> _rows;
    private readonly Lazy<RowLeverages> _leverages;
    private readonly Lazy<RowLeverages> _columns;

    /// <summary>Takes a fit.</summary>
    /// <param name="estimate">Its fixed effects.</param>
    /// <param name="options">How it was fitted.</param>
    /// <param name="rows">Makes what deletions take of it.</param>
    public RowStatistics(FixedEffectsEstimate estimate, FitOptions options, Func<Workers, EstimatedRows> rows)
    {
        (_estimate, _options) = (estimate, options);
        _workers = new Workers(options.MaximumThreads, CancellationToken.None);
        _rows = new(() => rows(_workers));
        _leverages = new(() => RowLeverages.Of(Rows, keepsColumns: false, _workers));
        _columns = new(() => RowLeverages.Of(Rows, keepsColumns: true, _workers));
    }

    /// <summary>θ̂, where a deletion starts from or holds it; empty for a linear model.</summary>
    public double[] Theta { get; init; } = [];

    /// <summary>The search from θ̂ for that of fewer rows; null where θ̂ lies at a boundary, and for a linear model.</summary>
    public RefitSearch? Near { get; init; }

    /// <summary>The rows that count.</summary>
    public EstimatedRows Rows => _rows.Value;

    /// <summary>The leverage of each row; 0 for rows of weight zero.</summary>
    public double[] Leverages() => Of(0, Leverage);

    /// <summary>lme4's Cook's distance of each row; 0 for rows of weight zero.</summary>
    public double[] CooksDistances() => Of(0, row =>
    {
        double left = Left(row);
        double residual = Rows.Residuals[row];
        return residual * residual / (left * left) * (1 - left) / (Rows.Variance * Rows.Rank);
    });

    /// <summary>The covariance ratio of each row; 1 for rows of weight zero.</summary>
    public double[] CovarianceRatios() => Of(1, row => Math.Pow(VarianceWithout(row) / Rows.Variance, Rows.Rank) * (1 - _leverages.Value.Random[row]) / Left(row));

    /// <summary>DFBETAS of each row for a coefficient; 0 for rows of weight zero, NaN for a coefficient that is not estimable.</summary>
    public double[] Dfbetas(int coefficient)
    {
        int kept = Array.IndexOf(Rows.Coordinates.Basis.Kept, coefficient);
        int rank = Rows.Rank;
        var function = new double[rank];
        for (int column = 0; column < rank && kept >= 0; column++)
        {
            VectorProducts.Add(Rows.Coordinates.Basis.FromData[coefficient, column], Rows.FixedCovariance.AsSpan(column * rank, rank), function);
        }

        double variance = 0;
        for (int column = 0; column < rank; column++)
        {
            variance += function[column] * Rows.Coordinates.Basis.FromData[coefficient, column];
        }

        double[] columns = kept >= 0 ? _columns.Value.Columns! : [];
        return Of(0, row => kept < 0
            ? double.NaN
            : VectorProducts.Dot(function, columns.AsSpan(row * rank, rank)) * Rows.Residuals[row] / (Left(row) * Math.Sqrt(VarianceWithout(row) * variance)));
    }

    /// <summary>√w (y − ŷ) over the standard deviation that it has, by σ̂ or by σ̂ without the row; NaN for rows of weight zero.</summary>
    public double[] Scaled(bool isStudentized) => Of(double.NaN, row => Rows.Residuals[row] / Math.Sqrt((isStudentized ? VarianceWithout(row) : Rows.Variance) * Left(row)));

    /// <summary>y less offset and Xβ̂ over the standard deviation that it has, by σ̂ or by σ̂ without the row; NaN for rows of weight zero.</summary>
    /// <param name="residuals">The marginal residuals, of all rows.</param>
    /// <param name="isStudentized">Whether σ is estimated without the row.</param>
    public double[] ScaledMarginal(double[] residuals, bool isStudentized)
    {
        double[] variances = MarginalVariances.Of(Rows, _estimate.RandomFactors ?? []);
        return Of(double.NaN, row => Math.ScaleB(residuals[Rows.Estimation.Rows?[row] ?? row], -Rows.Estimation.ResponseUnit)
            / Math.Sqrt((isStudentized ? VarianceWithout(row) : Rows.Variance) * variances[row]));
    }

    /// <summary>The estimates without each of some levels.</summary>
    public DeletedEstimates[] Delete(LevelGroups groups, int[] levels, bool refits, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        Workers workers = new(_workers.MaximumThreads, cancellationToken);
        int[] units = [.. Enumerable.Range(0, _estimate.Coefficients.Count).Select(_estimate.Covariance.Unit)];
        var measures = new DeletionMeasures(_estimate.Coordinates, units, _estimate.Coefficients, _estimate.Covariance);
        var rest = new RestFit(_estimate.Design!, _estimate.Estimation, _options with { MaximumThreads = 1 }, Theta, measures) { Near = Near };
        var deletions = new LevelDeletions(groups, levels, rest, measures, Theta);
        return refits ? deletions.ByRefits(workers, progress) : deletions.AtTheta(Rows, workers, progress);
    }

    private double Leverage(int row)
    {
        double leverage = _leverages.Value.Random[row] + _leverages.Value.Fixed[row];
        return 1 - leverage < Saturated ? 1 : leverage;
    }

    // 1 less the leverage; NaN where nothing is left.
    private double Left(int row) => Leverage(row) is var leverage && leverage == 1 ? double.NaN : 1 - leverage;

    private double VarianceWithout(int row)
        => Math.Max(0, Rows.ResidualSumOfSquares - (Rows.Residuals[row] * Rows.Residuals[row] / Left(row))) / (Rows.DegreesOfFreedom - 1);

    // A value for each row of the fit, from those that count.
    private double[] Of(double ofWeightZero, Func<int, double> value)
    {
        var all = new double[_estimate.Design!.Rows.RowCount];
        Array.Fill(all, ofWeightZero);
        for (int row = 0; row < Rows.Count; row++)
        {
            all[Rows.Estimation.Rows?[row] ?? row] = value(row);
        }

        return all;
    }
}
