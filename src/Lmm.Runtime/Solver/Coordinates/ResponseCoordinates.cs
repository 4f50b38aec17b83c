namespace Lmm.Solver;

/// <summary>
/// The response in the coordinates that the solver works in: what ordinary least squares leaves of it, in units of the response's spread.
/// Working response = (y − offset − <see cref="Shift"/>)·<see cref="Scale"/> − X<sub>working</sub> · <see cref="Projection"/>.
/// </summary>
/// <param name="Shift">The mean, when a column of constants can take it up; else 0.</param>
/// <param name="Scale">One over the spread about <paramref name="Shift"/>.</param>
/// <param name="Rounding">The size of rounding errors in the working response: a few units in the last place of the largest terms it is the difference of.</param>
/// <param name="Projection">The least-squares coefficients of the scaled response on the working columns of X.</param>
internal sealed record ResponseCoordinates(double Shift, double Scale, double Rounding, double[] Projection);
