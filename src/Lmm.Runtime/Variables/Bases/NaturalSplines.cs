using Lmm.Formula.Binding;
using Lmm.Storage;

namespace Lmm.Variables.Bases;

/// <summary>
/// R's <c>ns()</c>: cubic B-splines projected on those whose second derivative is zero at the boundary knots, and
/// straight lines beyond them (Hastie in Chambers and Hastie, <i>Statistical Models in S</i>, 1992, chapter 7).
/// </summary>
internal sealed class NaturalSplines : LearnedBasis
{
    private const int Order = 4;

    private readonly KnotSequence _knots;
    private readonly int _first;
    private readonly double[,] _projection;
    private readonly (double[] Value, double[] Slope) _lower;
    private readonly (double[] Value, double[] Slope) _upper;

    private NaturalSplines(KnotSequence knots, int first)
    {
        _knots = knots;
        _first = first;
        _projection = Complement(knots.Derivative(knots.Lower, 2)[first..], knots.Derivative(knots.Upper, 2)[first..]);
        _lower = (knots.Derivative(knots.Lower, 0), knots.Derivative(knots.Lower, 1));
        _upper = (knots.Derivative(knots.Upper, 0), knots.Derivative(knots.Upper, 1));
    }

    public override int ColumnCount => _projection.GetLength(1);

    protected override (double Lower, double Upper)? BoundaryKnots => (_knots.Lower, _knots.Upper);

    protected override int ScratchLength => _knots.Count;

    public static NaturalSplines Learn(NaturalSplineBasis basis, double[] values, CancellationToken cancellationToken)
        => new(KnotSequence.Learn(basis.Knots, Order, values, cancellationToken), basis.HasIntercept ? 0 : 1);

    protected override BasisKind Kind => BasisKind.NaturalSplines;

    /// <summary>Reads what was learned; the projection is made again.</summary>
    public static NaturalSplines ReadLearned(StoredReader reader)
    {
        KnotSequence knots = KnotSequence.Read(reader);
        int first = reader.ReadCount();
        reader.Require(first <= 1 && knots.Order == Order);
        return new NaturalSplines(knots, first);
    }

    protected override void WriteLearned(StoredWriter writer)
    {
        _knots.Write(writer);
        writer.Write(_first);
    }

    protected override void Evaluate(double x, Span<double> row, Span<double> scratch)
    {
        if (x < _knots.Lower)
        {
            Extend(_lower, x - _knots.Lower, scratch);
        }
        else if (x > _knots.Upper)
        {
            Extend(_upper, x - _knots.Upper, scratch);
        }
        else
        {
            _knots.Evaluate(x, scratch);
        }

        Project(scratch, row);
    }

    protected override void Differentiate(double x, Span<double> row, Span<double> scratch)
        => Project(x < _knots.Lower ? _lower.Slope : x > _knots.Upper ? _upper.Slope : _knots.Derivative(x, 1), row);

    private void Project(ReadOnlySpan<double> splines, Span<double> row)
    {
        for (int column = 0; column < row.Length; column++)
        {
            double sum = 0;
            for (int i = 0; i < _projection.GetLength(0); i++)
            {
                sum += splines[_first + i] * _projection[i, column];
            }

            row[column] = sum;
        }
    }

    private static void Extend((double[] Value, double[] Slope) boundary, double distance, Span<double> splines)
    {
        for (int i = 0; i < splines.Length; i++)
        {
            splines[i] = boundary.Value[i] + (distance * boundary.Slope[i]);
        }
    }

    /// <summary>
    /// The last columns of Q in the QR decomposition of two vectors by Householder reflections: an orthonormal basis of
    /// what is orthogonal to both. Each reflection turns the sign of the element it keeps, as LINPACK's do, which R uses.
    /// </summary>
    private static double[,] Complement(double[] first, double[] second)
    {
        int size = first.Length;
        double[] reflection = Reflection(first, 0);
        Reflect(reflection, 0, second);
        double[] other = Reflection(second, 1);
        double[,] complement = new double[size, size - 2];
        double[] unit = new double[size];
        for (int row = 0; row < size; row++)
        {
            Array.Clear(unit);
            unit[row] = 1;
            Reflect(reflection, 0, unit);
            Reflect(other, 1, unit);
            for (int column = 2; column < size; column++)
            {
                complement[row, column - 2] = unit[column];
            }
        }

        return complement;
    }

    private static double[] Reflection(double[] vector, int from)
    {
        double norm = Math.Sqrt(vector.Skip(from).Sum(value => value * value));
        double[] reflection = Array.ConvertAll(vector, value => value / (vector[from] == 0 ? norm : Math.CopySign(norm, vector[from])));
        reflection[from] += 1;
        return reflection;
    }

    private static void Reflect(double[] reflection, int from, double[] vector)
    {
        double product = 0;
        for (int i = from; i < vector.Length; i++)
        {
            product += reflection[i] * vector[i];
        }

        for (int i = from; i < vector.Length; i++)
        {
            vector[i] -= product / reflection[from] * reflection[i];
        }
    }
}
