using Lmm.Solver.Criteria;

namespace Lmm.Solver.Optimization;

/// <summary>Where a search begins, with what an earlier one knows of that place already, so that nothing is evaluated twice.</summary>
internal sealed class SearchPoint(IObjective objective)
{
    /// <summary>The parameters.</summary>
    public double[] Theta { get; } = new double[objective.ParameterCount];

    /// <summary>The gradient there, when <see cref="IsKnown"/>.</summary>
    public double[] Gradient { get; } = new double[objective.ParameterCount];

    /// <summary>The approximate Hessian there, when <see cref="IsKnown"/>.</summary>
    public ApproximateHessian Curvature { get; } = new(objective.HessianBlocks);

    /// <summary>The value there, when <see cref="IsKnown"/>.</summary>
    public double Value { get; private set; }

    /// <summary>Whether more is known than the parameters.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Goes to a place of which nothing is known.</summary>
    public void MoveTo(ReadOnlySpan<double> theta)
    {
        theta.CopyTo(Theta);
        IsKnown = false;
    }

    /// <summary>Takes gradient and curvature of the objective, whose last value, finite, was of this place.</summary>
    public void Differentiate(double value)
    {
        objective.Gradient(Gradient);
        objective.Curvature(Curvature);
        Value = value;
        IsKnown = true;
    }
}
