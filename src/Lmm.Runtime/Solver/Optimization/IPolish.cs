namespace Lmm.Solver.Optimization;

/// <summary>Takes an almost minimal point to full precision, and measures how far from the minimum it is.</summary>
internal interface IPolish
{
    /// <summary>The point reached.</summary>
    ReadOnlySpan<double> Point { get; }

    /// <summary>The value there.</summary>
    double Value { get; }

    /// <summary>The Newton decrement there; infinite when the evaluations did not suffice to know it.</summary>
    double Decrement { get; }

    /// <summary>Where the objective is flat at the point reached; null when its Hessian is not known.</summary>
    FlatCurvature? Flatness { get; }

    /// <summary>Writes a direction of negative curvature; false when none has been met.</summary>
    bool TryDescent(Span<double> direction);

    /// <summary>Polishes a point whose value, gradient and approximate Hessian (d × d) are known.</summary>
    void Run(ReadOnlySpan<double> start, double value, ReadOnlySpan<double> startGradient, ReadOnlySpan<double> curvature, int maximumSteps);

    /// <summary>The polish for an objective, by the number of its parameters.</summary>
    static IPolish For(Criteria.IObjective objective, int maximumEvaluations) => objective.HasManyParameters
        ? new ConjugatePolish(objective, maximumEvaluations)
        : new NewtonPolish(objective, maximumEvaluations);

    /// <summary>Copies the Hessian that was formed last, d × d, at the point reached or within a step of it; false when none is known.</summary>
    bool TryCopyHessian(Span<double> hessian);
}
