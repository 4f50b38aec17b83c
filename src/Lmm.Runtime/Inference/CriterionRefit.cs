using Lmm.Coordinates;
using Lmm.Crossing;
using Lmm.Kernels;

namespace Lmm.Inference;

/// <summary>The criterion of one model for one response after the other: −2 log-likelihood, restricted or not.</summary>
internal abstract class CriterionRefit
{
    /// <summary>Why there is no value of the last response; empty where there is one.</summary>
    public string Fault { get; protected set; } = "";

    /// <summary>The refits of a design, with or without random effects.</summary>
    public static CriterionRefit Of(ModelDesign design, Estimation estimation, FitOptions options, CancellationToken cancellationToken)
        => design.RandomTerms.Length > 0
            ? new MixedCriterionRefit(new FitWorkspace(design, estimation, options, cancellationToken))
            : new LinearCriterionRefit(design, estimation, cancellationToken);

    /// <summary>The minimised criterion; NaN where the model cannot be fitted, or the search did not end in an optimum.</summary>
    public abstract double Minimum(double[] response);

    /// <summary>The same for another thread.</summary>
    public abstract CriterionRefit Clone();

    private sealed class MixedCriterionRefit(FitWorkspace workspace) : CriterionRefit
    {
        public override double Minimum(double[] response)
        {
            bool converged = workspace.Refit(response) == FitOutcome.Converged;
            Fault = converged ? "" : workspace.Message;
            return converged ? workspace.Objective : double.NaN;
        }

        public override CriterionRefit Clone() => new MixedCriterionRefit(workspace.Clone());
    }

    /// <summary>Least squares in working coordinates, in which the normal equations are well-conditioned.</summary>
    private sealed class LinearCriterionRefit : CriterionRefit
    {
        private readonly double[][] _columns;
        private readonly double[] _factor;
        private readonly EstimationDesign _estimation;
        private readonly double _constant;
        private readonly int _degrees;

        public LinearCriterionRefit(ModelDesign design, Estimation estimation, CancellationToken cancellationToken)
        {
            _estimation = EstimationDesign.Of(design.WithoutResponse(), cancellationToken);
            FixedEffectsCoordinates coordinates = FixedEffectsChoice.For(_estimation, new Workers(1, cancellationToken));
            ModelDesign rows = _estimation.Design;
            _columns = new ColumnBlock(rows.FixedEffects.Columns, coordinates.Basis).WeightedColumns(rows.Rows.RowCount, rows.Weights, cancellationToken);
            int rank = coordinates.Rank;
            _factor = (double[])coordinates.Gram.Clone();
            SmallMatrix.Cholesky(_factor, rank, rank);
            bool isRestricted = estimation == Estimation.RestrictedMaximumLikelihood;
            _degrees = rows.Rows.RowCount - (isRestricted ? rank : 0);
            double determinant = Enumerable.Range(0, rank).Sum(column => 2 * Math.Log(_factor[(column * rank) + column]))
                - (2 * coordinates.LogDeterminant(_estimation.Units)) + (rank * BinaryUnit.Log(2 * _estimation.Units.RootWeight));
            double units = (rows.Rows.RowCount * BinaryUnit.Log(2 * _estimation.Units.RootWeight)) + _estimation.LogWeightSum;
            _constant = (_degrees * (1 + Math.Log(2 * Math.PI / _degrees) + BinaryUnit.Log(2 * _estimation.Units.RootWeight))) - units + (isRestricted ? determinant : 0);
        }

        private LinearCriterionRefit(LinearCriterionRefit other)
            => (_columns, _factor, _estimation, _constant, _degrees) = (other._columns, other._factor, other._estimation, other._constant, other._degrees);

        public override double Minimum(double[] response)
        {
            ModelDesign rows = _estimation.Design;
            var residuals = new double[rows.Rows.RowCount];
            for (int row = 0; row < residuals.Length; row++)
            {
                double root = rows.Weights is { } weights ? Math.Sqrt(weights[row]) : 1;
                double offset = rows.Offset is { } offsets ? Math.ScaleB(offsets[row], _estimation.ResponseUnit) : 0;
                residuals[row] = root * (response[_estimation.Rows?[row] ?? row] - offset);
            }

            // The second step takes out what rounding left of the first.
            Project(residuals);
            Project(residuals);
            return (_degrees * Math.Log(VectorProducts.Dot(residuals, residuals))) + _constant;
        }

        public override CriterionRefit Clone() => new LinearCriterionRefit(this);

        private void Project(double[] residuals)
        {
            int rank = _columns.Length;
            double[] coefficients = Array.ConvertAll(_columns, column => VectorProducts.Dot(column, residuals));
            SmallMatrix.SolveLower(_factor, rank, rank, coefficients);
            SmallMatrix.SolveLowerTransposed(_factor, rank, rank, coefficients);
            for (int column = 0; column < rank; column++)
            {
                VectorProducts.Add(-coefficients[column], _columns[column], residuals);
            }
        }
    }
}
