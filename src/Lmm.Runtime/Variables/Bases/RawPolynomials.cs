namespace Lmm.Variables.Bases;

/// <summary>R's <c>poly(x, k, raw = TRUE)</c>: the powers of x.</summary>
internal sealed class RawPolynomials(int degree) : LearnedBasis
{
    public override int ColumnCount => degree;

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
