using Lmm.Storage;

namespace Lmm.Variables.Bases;

/// <summary>R's <c>poly(x, k, raw = TRUE)</c>: the powers of x.</summary>
internal sealed class RawPolynomials(int degree) : LearnedBasis
{
    /// <summary>More powers of a number than double numbers can hold.</summary>
    private const int MostColumns = 2048;

    public override int ColumnCount => degree;

    protected override BasisKind Kind => BasisKind.RawPolynomials;

    /// <summary>Reads what was learned.</summary>
    public static RawPolynomials ReadLearned(StoredReader reader)
    {
        int degree = reader.ReadCount();
        reader.Require(degree <= MostColumns);
        return new RawPolynomials(degree);
    }

    protected override void WriteLearned(StoredWriter writer)
    {
        writer.Write(degree);
    }

    protected override void Evaluate(double x, Span<double> row, Span<double> scratch)
    {
        double power = x;
        for (int column = 0; column < row.Length; column++)
        {
            row[column] = power;
            power *= x;
        }
    }

    protected override void Differentiate(double x, Span<double> row, Span<double> scratch)
    {
        double power = 1;
        for (int column = 0; column < row.Length; column++)
        {
            row[column] = (column + 1) * power;
            power *= x;
        }
    }
}
