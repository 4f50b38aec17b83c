using System.Runtime.Intrinsics;

namespace Lmm.Kernels;

/// <summary>
/// The logarithm of a long product of positive numbers, eight lanes at a time: mantissas are multiplied, exponents added up, and one
/// logarithm a lane is taken at the end.
/// </summary>
internal struct LogProduct
{
    private const int MantissaBits = 52;
    private const long ExponentBias = 1023;

    private Vector512<double> _mantissa;
    private Vector512<long> _exponent;

    /// <summary>The empty product.</summary>
    public static LogProduct One => new() { _mantissa = Vector512<double>.One };

    /// <summary>Multiplies in normal, positive numbers.</summary>
    public void Multiply(Vector512<double> factors)
    {
        Vector512<long> bits = (_mantissa * Split(factors)).AsInt64();
        _exponent += (bits >> MantissaBits) - Vector512.Create(ExponentBias);
        _mantissa = ToMantissa(bits);
    }

    /// <summary>The natural logarithm of the product over all lanes.</summary>
    public readonly double Log()
    {
        double sum = Vector512.Sum(_exponent) * Math.Log(2);
        for (int lane = 0; lane < Vector512<double>.Count; lane++)
        {
            sum += Math.Log(_mantissa[lane]);
        }

        return sum;
    }

    private Vector512<double> Split(Vector512<double> factors)
    {
        Vector512<long> bits = factors.AsInt64();
        _exponent += (bits >> MantissaBits) - Vector512.Create(ExponentBias);
        return ToMantissa(bits);
    }

    private static Vector512<double> ToMantissa(Vector512<long> bits)
        => ((bits & Vector512.Create((1L << MantissaBits) - 1)) | Vector512.Create(ExponentBias << MantissaBits)).AsDouble();
}
