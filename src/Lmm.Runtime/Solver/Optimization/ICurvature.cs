namespace Lmm.Solver.Optimization;

/// <summary>A symmetric matrix taken for the Hessian of an objective, from which steps are made.</summary>
internal interface ICurvature
{
    /// <summary>Takes a matrix, d × d; magnitudes on its diagonal count as <paramref name="least"/> at the least. False when no steps can be had from it.</summary>
    bool TrySet(ReadOnlySpan<double> hessian, double least);

    /// <summary>Writes the step to the minimum of the quadratic model and returns the decrease that it predicts.</summary>
    double Step(ReadOnlySpan<double> gradient, Span<double> step);
}
