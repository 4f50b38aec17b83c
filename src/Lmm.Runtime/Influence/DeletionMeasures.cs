using Lmm.Coordinates;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Influence;

/// <summary>What a deletion does to β̂, measured by its covariance matrix, in the units of the whole fit's coefficients.</summary>
internal sealed class DeletionMeasures
{
    private readonly double[] _beta;
    private readonly int[] _units;
    private readonly int[] _kept;
    private readonly Matrix<double> _toData;
    private readonly Matrix<double> _toWorking;
    private readonly Matrix<double> _precision;
    private readonly double _logDeterminant;

    /// <summary>Takes the fit of all rows.</summary>
    /// <param name="coordinates">The working columns of X.</param>
    /// <param name="units">The exponents of the units of coefficients.</param>
    /// <param name="beta">β̂ on the data's scale.</param>
    /// <param name="covariance">The covariance matrix of β̂ in its units.</param>
    public DeletionMeasures(FixedEffectsCoordinates coordinates, int[] units, IReadOnlyList<double> beta, UnitCovariance covariance)
    {
        _units = units;
        _beta = [.. beta];
        _kept = coordinates.Basis.Kept;
        int rank = coordinates.Rank;
        _toData = Matrix<double>.Build.Dense(rank, rank, (row, column) => coordinates.Basis.FromData[_kept[row], column]);
        _toWorking = rank == 0 ? _toData : _toData.Inverse();
        Matrix<double> own = Kept(covariance);
        Matrix<double> working = Working(own);
        _precision = rank == 0 ? working : working.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(rank));
        _logDeterminant = LogDeterminant(working);
    }

    /// <summary>The number of coefficients.</summary>
    public int Count => _units.Length;

    /// <summary>The change of the coefficients, on the data's scale, that a change of the working ones in the unit of the response makes.</summary>
    public double[] ChangeOfWorking(double[] working)
    {
        double[] change = NotEstimable();
        Vector<double> kept = _toData * Vector<double>.Build.Dense(working);
        for (int index = 0; index < _kept.Length; index++)
        {
            change[_kept[index]] = Math.ScaleB(kept[index], _units[_kept[index]]);
        }

        return change;
    }

    /// <summary>β̂ less other estimates of the same coefficients, all on the data's scale.</summary>
    public double[] ChangeTo(ReadOnlySpan<double> others)
    {
        double[] change = NotEstimable();
        for (int column = 0; column < change.Length; column++)
        {
            change[column] = _beta[column] - others[column];
        }

        return change;
    }

    /// <summary>The covariance matrix of the coefficients, in their units, from that of the working ones over σ².</summary>
    public UnitCovariance Covariance(double[] working, double variance)
    {
        int rank = _kept.Length;
        Matrix<double> kept = _toData * Matrix<double>.Build.Dense(rank, rank, working) * _toData.Transpose() * variance;
        var all = new double[_units.Length, _units.Length];
        for (int row = 0; row < rank; row++)
        {
            for (int column = 0; column < rank; column++)
            {
                all[_kept[row], _kept[column]] = kept[row, column];
            }
        }

        return new UnitCovariance(all, _units);
    }

    /// <summary>The standard errors on the data's scale; NaN where not estimable.</summary>
    public double[] StandardErrors(UnitCovariance covariance)
    {
        double[] errors = NotEstimable();
        foreach (int column in _kept)
        {
            errors[column] = covariance.StandardDeviation(column);
        }

        return errors;
    }

    /// <summary>Cook's distance, the change in units of β̂'s covariance matrix, divided by the number of coefficients.</summary>
    public double CooksDistance(double[] change)
    {
        Vector<double> kept = Vector<double>.Build.Dense(_kept.Length, index => Math.ScaleB(change[_kept[index]], -_units[_kept[index]]));
        Vector<double> working = _toWorking * kept;
        return working.DotProduct(_precision * working) / _kept.Length;
    }

    /// <summary>The determinant of a covariance matrix of the coefficients over that of β̂.</summary>
    public double CovarianceRatio(UnitCovariance covariance) => Math.Exp(LogDeterminant(Working(Kept(covariance))) - _logDeterminant);

    /// <summary>NaN for every coefficient.</summary>
    public double[] NotEstimable()
    {
        var values = new double[_units.Length];
        Array.Fill(values, double.NaN);
        return values;
    }

    private Matrix<double> Working(Matrix<double> kept) => _toWorking * kept * _toWorking.Transpose();

    // Of the estimable coefficients, in the units of the fit of all rows.
    private Matrix<double> Kept(UnitCovariance covariance) => Matrix<double>.Build.Dense(_kept.Length, _kept.Length, (row, column) => Math.ScaleB(
        covariance.InUnits[_kept[row], _kept[column]], covariance.Unit(_kept[row]) + covariance.Unit(_kept[column]) - _units[_kept[row]] - _units[_kept[column]]));

    // By elimination: NaN where a coefficient is not estimable.
    private static double LogDeterminant(Matrix<double> matrix)
    {
        Matrix<double> rest = matrix.Clone();
        double sum = 0;
        for (int pivot = 0; pivot < rest.RowCount; pivot++)
        {
            sum += Math.Log(rest[pivot, pivot]);
            for (int row = pivot + 1; row < rest.RowCount; row++)
            {
                double factor = rest[row, pivot] / rest[pivot, pivot];
                for (int column = pivot + 1; column < rest.RowCount; column++)
                {
                    rest[row, column] -= factor * rest[pivot, column];
                }
            }
        }

        return sum;
    }
}
