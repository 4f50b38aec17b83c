namespace Lmm.LeastSquares;

/// <summary>
/// A sum of products carried in two doubles, as accurate as if computed in twice the working precision
/// (Dot2 of Ogita, Rump and Oishi, SIAM J. Sci. Comput. 26, 2005).
/// </summary>
internal struct CompensatedSum
{
    private double _high;
    private double _low;

    /// <summary>The sum, rounded to a double.</summary>
    public readonly double Value => _high + _low;

    /// <summary>Adds a term.</summary>
    public void Add(double term)
    {
        double sum = _high + term;
        double shadow = sum - _high;
        _low += (_high - (sum - shadow)) + (term - shadow);
        _high = sum;
    }

    /// <summary>Adds a product.</summary>
    public void AddProduct(double x, double y)
    {
        double product = x * y;
        _low += Math.FusedMultiplyAdd(x, y, -product);
        Add(product);
    }
}
