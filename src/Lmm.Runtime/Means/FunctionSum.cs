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

    /// <summary>Adds a function.</summary>
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
        double[] function = [.. _sum];
        for (int column = 0; column < function.Length; column++)
        {
            function[column] = Math.Abs(function[column]) <= Rounding * _size[column] ? 0 : function[column];
        }

        return function;
    }
}
