using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Solver.Optimization;

/// <summary>
/// The eigenvalues and eigenvectors of a Hessian H scaled to a unit diagonal, SHS = VDVᵀ, so that the units of the parameters do not matter.
/// Steps are made of a gradient's components along the eigenvectors.
/// </summary>
internal sealed class ScaledEigen
{
    private readonly int _count;
    private readonly double[] _scale;
    private readonly double[] _scaled;
    private readonly SymmetricEigen _eigen;

    public ScaledEigen(int count)
    {
        _count = count;
        _scale = new double[count];
        _scaled = new double[count * count];
        _eigen = new SymmetricEigen(count);
    }

    /// <summary>The eigenvalues D, ascending.</summary>
    public ReadOnlySpan<double> Values => _eigen.Values;

    /// <summary>The largest magnitude of an eigenvalue.</summary>
    public double Largest => Math.Max(Math.Abs(_eigen.Values[0]), Math.Abs(_eigen.Values[_count - 1]));

    /// <summary>
    /// Takes H, count × count; magnitudes on its diagonal count as <paramref name="least"/> at the least. False when a value is not finite.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TrySet(ReadOnlySpan<double> hessian, double least)
    {
        for (int index = 0; index < _count; index++)
        {
            _scale[index] = 1 / Math.Sqrt(Math.Max(Math.Abs(hessian[(index * _count) + index]), least));
        }

        bool isFinite = true;
        for (int row = 0; row < _count; row++)
        {
            for (int column = 0; column < _count; column++)
            {
                double value = hessian[(row * _count) + column] * _scale[row] * _scale[column];
                _scaled[(row * _count) + column] = value;
                isFinite &= double.IsFinite(value);
            }
        }

        if (isFinite)
        {
            _eigen.Decompose(_scaled);
        }

        return isFinite;
    }

    /// <summary>components := VᵀSg.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Components(ReadOnlySpan<double> gradient, Span<double> components)
    {
        for (int index = 0; index < _count; index++)
        {
            double sum = 0;
            for (int row = 0; row < _count; row++)
            {
                sum += _eigen.Vectors[(index * _count) + row] * (gradient[row] * _scale[row]);
            }

            components[index] = sum;
        }
    }

    /// <summary>step := SVc for components c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Expand(ReadOnlySpan<double> components, Span<double> step)
    {
        for (int row = 0; row < _count; row++)
        {
            double sum = 0;
            for (int index = 0; index < _count; index++)
            {
                sum += _eigen.Vectors[(index * _count) + row] * components[index];
            }

            step[row] = sum * _scale[row];
        }
    }

    /// <summary>Writes S times an eigenvector v, along which H has the curvature of its eigenvalue: (Sv)ᵀH(Sv) = D.</summary>
    public void Direction(int index, Span<double> direction)
    {
        for (int row = 0; row < _count; row++)
        {
            direction[row] = _eigen.Vectors[(index * _count) + row] * _scale[row];
        }
    }

    /// <summary>Writes the unit vector along S times the eigenvector of the smallest eigenvalue.</summary>
    public void LeastDirection(Span<double> direction)
    {
        Direction(0, direction);
        double squares = 0;
        for (int row = 0; row < _count; row++)
        {
            squares += direction[row] * direction[row];
        }

        double length = Math.Sqrt(squares);
        for (int row = 0; row < _count; row++)
        {
            direction[row] /= length;
        }
    }
}
