using Lmm.Solver.Criteria;

namespace Lmm.Solver.Optimization;

/// <summary>Where a search begins, with what an earlier one knows of that place already, so that nothing is evaluated twice.</summary>
internal sealed class SearchPoint(int count)
{
    /// <summary>The parameters.</summary>
    public double[] Theta { get; } = new double[count];

    /// <summary>The gradient there, when <see cref="IsKnown"/>.</summary>
    public double[] Gradient { get; } = new double[count];

    /// <summary>The approximate Hessian there, when <see cref="IsKnown"/>; d × d.</summary>
    public double[] Curvature { get; } = new double[count * count];

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
    public void Differentiate(IObjective objective, double value)
    {
        objective.Gradient(Gradient);
        objective.Curvature(Curvature);
        Value = value;
        IsKnown = true;
    }
}
