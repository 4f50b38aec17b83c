using System.Runtime.CompilerServices;

namespace Lmm.Means;

/// <summary>A weighted sum of functions of the coefficients. What is left of terms that cancel is zero, for rounding would ask for columns that the sum does not have.</summary>
/// <param name="count">The number of coefficients.</param>
internal sealed class FunctionSum(int count)
{
    private const double Rounding = 1e-13;

    private readonly double[] _sum = new double[count];
    private readonly double[] _size = new double[count];

    /// <summary>The sum of the offsets.</summary>
    public double Offset { get; private set; }

    /// <summary>Begins a new sum.</summary>
    public void Clear()
    {
        Offset = 0;
        Array.Clear(_sum);
        Array.Clear(_size);
    }

    /// <summary>Adds a function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(double weight, ReadOnlySpan<double> function, double offset)
    {
        Offset += weight * offset;
        for (int column = 0; column < function.Length; column++)
        {
            double part = weight * function[column];
            _sum[column] += part;
            _size[column] += Math.Abs(part);
        }
    }

    /// <summary>The sum.</summary>
    public double[] Function()
    {
        var function = new double[_sum.Length];
        Write(function);
        return function;
    }

    /// <summary>Writes the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(Span<double> function)
    {
        for (int column = 0; column < _sum.Length; column++)
        {
            function[column] = Math.Abs(_sum[column]) <= Rounding * _size[column] ? 0 : _sum[column];
        }
    }
}
