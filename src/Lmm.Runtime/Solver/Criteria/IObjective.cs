namespace Lmm.Solver.Criteria;

/// <summary>A function to be minimised, with its gradient and an approximation of its Hessian.</summary>
internal interface IObjective
{
    /// <summary>The number of parameters.</summary>
    int ParameterCount { get; }

    /// <summary>The evaluations so far.</summary>
    int Evaluations { get; }

    /// <summary>Whether an evaluation takes long: some tens of milliseconds.</summary>
    bool IsCostly { get; }

    /// <summary>Whether steps that take d³ operations, or d gradients, take too long.</summary>
    bool HasManyParameters { get; }

    /// <summary>The value at a point; infinite where the function has none.</summary>
    double Value(ReadOnlySpan<double> point);

    /// <summary>Writes the gradient at the point of the last call of <see cref="Value"/>, which must have been finite.</summary>
    void Gradient(Span<double> gradient);

    /// <summary>The parameters of each block of the approximate Hessian; see <see cref="ApproximateHessian"/>.</summary>
    int[][] HessianBlocks { get; }

    /// <summary>Writes an approximation of the Hessian at the point of the last call of <see cref="Gradient"/>.</summary>
    void Curvature(ApproximateHessian hessian);

    /// <summary>
    /// Writes the Hessian at a point in closed form, d × d, row by row; false where differences of gradients take less time, or nothing else is known. Value and
    /// gradient have to be formed anew after it.
    /// </summary>
    bool TryHessian(ReadOnlySpan<double> point, Span<double> hessian);
}
