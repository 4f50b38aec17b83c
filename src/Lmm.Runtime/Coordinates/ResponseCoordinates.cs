using Lmm.Kernels;

namespace Lmm.Coordinates;

/// <summary>
/// The response in the coordinates that the solver works in: what ordinary least squares leaves of it, in units of the response's spread.
/// Working response = (y − offset − <see cref="Shift"/>)·<see cref="Scale"/> − X<sub>working</sub> · <see cref="Projection"/>,
/// with y and offset in units of 2^<see cref="Unit"/>.
/// </summary>
/// <remarks>They change in place when a workspace takes another response; everything else about the columns stays.</remarks>
internal sealed class ResponseCoordinates(int unit, double shift, double scale, double rounding, double[] projection)
{
    private ResponseCoordinates? _centred;

    /// <summary>The exponent of the unit of response and offset: a power of two.</summary>
    public int Unit { get; private set; } = unit;

    /// <summary>The mean, when a column of constants can take it up; else 0.</summary>
    public double Shift { get; private set; } = shift;

    /// <summary>One over the spread about <see cref="Shift"/>.</summary>
    public double Scale { get; private set; } = scale;

    /// <summary>The size of rounding errors in the working response: a few units in the last place of the largest terms it is the difference of.</summary>
    public double Rounding { get; private set; } = rounding;

    /// <summary>The least-squares coefficients of the scaled response on the working columns of X.</summary>
    public double[] Projection { get; } = projection;

    /// <summary>Shift, scale and no projection yet of a response with these moments, where a column of constants takes up the mean or not.</summary>
    public static (double Shift, double Scale) Of(ColumnMoments response, bool isCentred)
    {
        double spread = isCentred ? response.StandardDeviation : response.RootMeanSquare;
        return (isCentred ? response.Mean : 0, spread > 0 ? 1 / spread : 1);
    }

    /// <summary>The rounding errors of a response: the terms of the projection are as large as its coefficients times the root mean squares of the working columns.</summary>
    public static double RoundingOf(ColumnMoments response, double scale, ReadOnlySpan<double> projection, ReadOnlySpan<double> sizes)
    {
        const double UnitRoundoff = 2.2204460492503131e-16;
        double sum = 0;
        for (int column = 0; column < projection.Length; column++)
        {
            sum += Math.Abs(projection[column]) * sizes[column];
        }

        return 4 * UnitRoundoff * ((response.RootMeanSquare * scale) + sum);
    }

    /// <summary>The root mean square of the response less its offset, on the data's scale.</summary>
    public double RootMeanSquare => Math.ScaleB(double.Hypot(Shift, 1 / Scale), Unit);

    /// <summary>The logarithm of what the data's response is multiplied by to be the working one.</summary>
    public double LogScale => Math.Log(Scale) - BinaryUnit.Log(Unit);

    /// <summary>Takes another response, of which <see cref="Projection"/> has been overwritten.</summary>
    public void Take(int unit, double shift, double scale, double rounding) => (Unit, Shift, Scale, Rounding, _centred) = (unit, shift, scale, rounding, null);

    /// <summary>The same working response, of a response that is greater by a number, on the data's scale, which a column of constants takes up.</summary>
    public void MoveBy(double centre)
    {
        if (centre != 0)
        {
            _centred = Clone();
            Shift += Math.ScaleB(centre, -Unit);
        }
    }

    /// <summary>The coordinates before they were moved, without the rounding of that: those of the response that rows have which stand for others.</summary>
    public ResponseCoordinates Centred => _centred ?? this;

    /// <summary>Coordinates of their own with the same values.</summary>
    public ResponseCoordinates Clone() => new(Unit, Shift, Scale, Rounding, (double[])Projection.Clone()) { _centred = _centred };
}
