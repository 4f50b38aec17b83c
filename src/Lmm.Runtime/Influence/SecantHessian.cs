using Lmm.Kernels;
using Lmm.Solver.Criteria;

namespace Lmm.Influence;

/// <summary>The expected Hessian at a point and what it lacks, which is known from elsewhere and corrected by the gradients of the steps: symmetric updates of rank one.</summary>
/// <remarks>Source: Nocedal &amp; Wright, Numerical Optimization, 2nd ed., section 6.2.</remarks>
/// <param name="lack">What the expected Hessian lacks, row by row.</param>
/// <param name="count">The number of parameters.</param>
internal sealed class SecantHessian(double[] lack, int count)
{
    /// <summary>An update with a smaller denominator, by the lengths of its vectors, is left out.</summary>
    private const double Least = 1e-8;

    private readonly double[] _point = new double[count];
    private readonly double[] _gradient = new double[count];
    private bool _hasPoint;

    /// <summary>The Hessian at a point where the criterion and its gradient have been evaluated.</summary>
    public double[] At(ProfiledCriterion criterion, double[] point, double[] gradient)
    {
        var expected = new ApproximateHessian(criterion.HessianBlocks);
        criterion.Curvature(expected);
        double[] hessian = Dense(expected);
        VectorProducts.Add(1, lack, hessian);
        if (_hasPoint)
        {
            Learn(hessian, point, gradient);
        }

        point.CopyTo(_point, 0);
        gradient.CopyTo(_gradient, 0);
        _hasPoint = true;
        return hessian;
    }

    /// <summary>An expected Hessian, row by row.</summary>
    public static double[] Dense(ApproximateHessian hessian)
    {
        var dense = new double[hessian.Count * hessian.Count];
        foreach (int[] block in hessian.Blocks)
        {
            foreach (int row in block)
            {
                foreach (int column in block)
                {
                    dense[(row * hessian.Count) + column] = hessian.Within(row, column);
                }
            }
        }

        for (int row = 0; row < hessian.Count; row++)
        {
            VectorProducts.Add(-hessian.Shared[row] / hessian.Divisor, hessian.Shared, dense.AsSpan(row * hessian.Count, hessian.Count));
        }

        return dense;
    }

    private void Learn(double[] hessian, double[] point, double[] gradient)
    {
        var step = new double[count];
        var missed = new double[count];
        for (int index = 0; index < count; index++)
        {
            step[index] = point[index] - _point[index];
        }

        for (int index = 0; index < count; index++)
        {
            missed[index] = gradient[index] - _gradient[index] - VectorProducts.Dot(hessian.AsSpan(index * count, count), step);
        }

        double divisor = VectorProducts.Dot(missed, step);
        if (!(Math.Abs(divisor) > Least * Math.Sqrt(VectorProducts.Dot(missed, missed) * VectorProducts.Dot(step, step))))
        {
            return;
        }

        for (int row = 0; row < count; row++)
        {
            VectorProducts.Add(missed[row] / divisor, missed, lack.AsSpan(row * count, count));
            VectorProducts.Add(missed[row] / divisor, missed, hessian.AsSpan(row * count, count));
        }
    }
}
