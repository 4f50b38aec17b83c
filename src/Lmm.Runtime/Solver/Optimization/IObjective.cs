namespace Lmm.Solver;

/// <summary>A function to be minimised, with its gradient.</summary>
internal interface IObjective
{
    /// <summary>The number of parameters.</summary>
    int ParameterCount { get; }

    /// <summary>The value at a point; infinite where the function has none.</summary>
    double Value(ReadOnlySpan<double> point);

    /// <summary>Writes the gradient at the point of the last call of <see cref="Value"/>, which must have been finite.</summary>
    void Gradient(Span<double> gradient);
}
