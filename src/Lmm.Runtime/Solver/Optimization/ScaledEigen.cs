using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Solver;

/// <summary>
/// The eigenvalues and eigenvectors of a Hessian H scaled to a unit diagonal, SHS = VDVᵀ, so that the units of the parameters do not matter.
/// Steps are made of a gradient's components along the eigenvectors.
/// </summary>
internal sealed class ScaledEigen
{
    private readonly int count;
    private readonly double[] scale;
    private readonly double[] scaled;
    private readonly SymmetricEigen eigen;

    public ScaledEigen(int count)
    {
        this.count = count;
        scale = new double[count];
        scaled = new double[count * count];
        eigen = new SymmetricEigen(count);
    }

    /// <summary>The eigenvalues D, ascending.</summary>
    public ReadOnlySpan<double> Values => eigen.Values;

    /// <summary>The largest magnitude of an eigenvalue.</summary>
    public double Largest => Math.Max(Math.Abs(eigen.Values[0]), Math.Abs(eigen.Values[count - 1]));

    /// <summary>
    /// Takes H, count × count; magnitudes on its diagonal count as <paramref name="least"/> at the least. False when a value is not finite.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TrySet(ReadOnlySpan<double> hessian, double least)
    {
        for (int index = 0; index < count; index++)
        {
            scale[index] = 1 / Math.Sqrt(Math.Max(Math.Abs(hessian[(index * count) + index]), least));
        }

        bool isFinite = true;
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < count; column++)
            {
                double value = hessian[(row * count) + column] * scale[row] * scale[column];
                scaled[(row * count) + column] = value;
                isFinite &= double.IsFinite(value);
            }
        }

        if (isFinite)
        {
            eigen.Decompose(scaled);
        }

        return isFinite;
    }

    /// <summary>components := VᵀSg.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Components(ReadOnlySpan<double> gradient, Span<double> components)
    {
        for (int index = 0; index < count; index++)
        {
            double sum = 0;
            for (int row = 0; row < count; row++)
            {
                sum += eigen.Vectors[(index * count) + row] * (gradient[row] * scale[row]);
            }

            components[index] = sum;
        }
    }

    /// <summary>step := SVc for components c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Expand(ReadOnlySpan<double> components, Span<double> step)
    {
        for (int row = 0; row < count; row++)
        {
            double sum = 0;
            for (int index = 0; index < count; index++)
            {
                sum += eigen.Vectors[(index * count) + row] * components[index];
            }

            step[row] = sum * scale[row];
        }
    }

    /// <summary>Writes S times an eigenvector v, along which H has the curvature of its eigenvalue: (Sv)ᵀH(Sv) = D.</summary>
    public void Direction(int index, Span<double> direction)
    {
        for (int row = 0; row < count; row++)
        {
            direction[row] = eigen.Vectors[(index * count) + row] * scale[row];
        }
    }

    /// <summary>Writes the unit vector along S times the eigenvector of the smallest eigenvalue.</summary>
    public void LeastDirection(Span<double> direction)
    {
        Direction(0, direction);
        double squares = 0;
        for (int row = 0; row < count; row++)
        {
            squares += direction[row] * direction[row];
        }

        double length = Math.Sqrt(squares);
        for (int row = 0; row < count; row++)
        {
            direction[row] /= length;
        }
    }
}
