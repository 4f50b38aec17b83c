namespace Lmm.Coordinates;

/// <summary>
/// A covariance matrix of variables that each have a power of two for a unit, so that their variances are in the range of double numbers
/// where on the data's scale they may not be. Standard deviations come from it without leaving the range on the way.
/// </summary>
/// <param name="values">The covariances of the variables in their units.</param>
/// <param name="units">The exponents of the units; null for the data's own.</param>
internal sealed class UnitCovariance(double[,] values, int[]? units = null)
{
    private readonly int[]? _units = units is null || DesignUnits.IsZero(units) ? null : units;

    /// <summary>The covariances of the variables in their units.</summary>
    public double[,] InUnits => values;

    /// <summary>Whether all units are the data's own.</summary>
    public bool IsOnDataScale => _units is null;

    /// <summary>The exponent of a variable's unit.</summary>
    public int Unit(int index) => _units?[index] ?? 0;

    /// <summary>The covariance matrix of the same variables in the same units by other values.</summary>
    public UnitCovariance With(double[,] others) => new(others, _units);

    /// <summary>The covariance matrix on the data's scale, where entries beyond the range are zero or infinite.</summary>
    public double[,] OnDataScale()
    {
        if (_units is null)
        {
            return values;
        }

        double[,] scaled = new double[values.GetLength(0), values.GetLength(1)];
        for (int i = 0; i < _units.Length; i++)
        {
            for (int j = 0; j < _units.Length; j++)
            {
                scaled[i, j] = Math.ScaleB(values[i, j], _units[i] + _units[j]);
            }
        }

        return scaled;
    }

    /// <summary>The variance of a variable in its unit.</summary>
    public double VarianceInUnits(int index) => values[index, index];

    /// <summary>The standard deviation of a variable on the data's scale.</summary>
    public double StandardDeviation(int index) => Math.ScaleB(Math.Sqrt(values[index, index]), _units?[index] ?? 0);

    /// <summary>The correlation matrix.</summary>
    public double[,] Correlation() => Correlations.FromCovariance(values);
}
