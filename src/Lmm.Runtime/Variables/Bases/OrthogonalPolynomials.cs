using Lmm.Storage;

namespace Lmm.Variables.Bases;

/// <summary>
/// R's <c>poly()</c>: polynomials orthonormal over the data, with positive leading coefficients, by the three-term
/// recurrence p₊ = (x − a) p − b p₋ (Forsythe, J. SIAM 5(2), 1957; Kennedy and Gentle, <i>Statistical Computing</i>, 1980).
/// </summary>
internal sealed class OrthogonalPolynomials : LearnedBasis
{
    private readonly double _center;
    private readonly double[] _a;
    private readonly double[] _b;
    private readonly double[] _norms;

    private OrthogonalPolynomials(double center, double[] a, double[] b, double[] norms)
    {
        _center = center;
        _a = a;
        _b = b;
        _norms = norms;
    }

    public override int ColumnCount => _a.Length;

    public static OrthogonalPolynomials Learn(int degree, double[] values, CancellationToken cancellationToken)
    {
        if (values.Distinct().Take(degree + 1).Count() <= degree)
        {
            throw new BasisException("has a degree that is not smaller than the number of different values; lower the degree");
        }

        // About the mean, so that the numbers keep their digits; p is monic.
        double center = Scaling.Mean(values);
        double[] x = Array.ConvertAll(values, value => value - center);
        double[] a = new double[degree], b = new double[degree], norms = new double[degree];
        double[] before = new double[x.Length];
        double[] current = new double[x.Length];
        Array.Fill(current, 1);
        double squares = x.Length, squaresBefore = 1;
        for (int k = 0; k < degree; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double moment = 0;
            for (int i = 0; i < x.Length; i++)
            {
                moment += x[i] * current[i] * current[i];
            }

            a[k] = moment / squares;
            b[k] = k == 0 ? 0 : squares / squaresBefore;
            double next = 0;
            for (int i = 0; i < x.Length; i++)
            {
                (current[i], before[i]) = (((x[i] - a[k]) * current[i]) - (b[k] * before[i]), current[i]);
                next += current[i] * current[i];
            }

            (squares, squaresBefore) = (next, squares);
            norms[k] = Math.Sqrt(squares);
        }

        return new OrthogonalPolynomials(center, a, b, norms);
    }

    protected override BasisKind Kind => BasisKind.OrthogonalPolynomials;

    /// <summary>Reads what was learned.</summary>
    public static OrthogonalPolynomials ReadLearned(StoredReader reader)
    {
        OrthogonalPolynomials learned = new(reader.ReadDouble(), reader.ReadDoubles(), reader.ReadDoubles(), reader.ReadDoubles());
        reader.Require(learned._b.Length == learned._a.Length && learned._norms.Length == learned._a.Length);
        return learned;
    }

    protected override void WriteLearned(StoredWriter writer)
    {
        writer.Write(_center);
        writer.Write(_a.AsSpan());
        writer.Write(_b.AsSpan());
        writer.Write(_norms.AsSpan());
    }

    protected override void Evaluate(double x, Span<double> row, Span<double> scratch)
    {
        double before = 0, current = 1;
        for (int k = 0; k < row.Length; k++)
        {
            (current, before) = (((x - _center - _a[k]) * current) - (_b[k] * before), current);
            row[k] = current / _norms[k];
        }
    }

    protected override void Differentiate(double x, Span<double> row, Span<double> scratch)
    {
        double before = 0, current = 1, slopeBefore = 0, slope = 0;
        for (int k = 0; k < row.Length; k++)
        {
            double factor = x - _center - _a[k];
            (slope, slopeBefore) = ((factor * slope) + current - (_b[k] * slopeBefore), slope);
            (current, before) = ((factor * current) - (_b[k] * before), current);
            row[k] = slope / _norms[k];
        }
    }
}
