using Lmm.Solver.Criteria;

namespace Lmm.Solver.Optimization;

/// <summary>What a search takes for the Hessian of its objective, and makes steps from: the expected one, and what it has learnt from gradients.</summary>
internal interface ICurvature
{
    /// <summary>Whether anything has been learnt since <see cref="Forget"/>.</summary>
    bool HasLearnt { get; }

    /// <summary>Takes the expected Hessian at a point; magnitudes on its diagonal count as <paramref name="least"/> at the least. False when no steps can be had from it.</summary>
    bool TrySet(ApproximateHessian expected, double least);

    /// <summary>Writes the step to the minimum of the quadratic model and returns the decrease that it predicts.</summary>
    double Step(ReadOnlySpan<double> gradient, Span<double> step);

    /// <summary>Learns from a step between two points; <paramref name="expected"/> is the expected Hessian at its end.</summary>
    void Learn(ApproximateHessian expected, ReadOnlySpan<double> from, ReadOnlySpan<double> to, ReadOnlySpan<double> gradientBefore, ReadOnlySpan<double> gradientAfter);

    /// <summary>Forgets what has been learnt.</summary>
    void Forget();
}
