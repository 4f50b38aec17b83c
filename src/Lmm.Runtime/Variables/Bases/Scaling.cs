using Lmm.Formula.Binding;
using Lmm.Storage;

namespace Lmm.Variables.Bases;

/// <summary>R's <c>scale()</c>: less a centre, over a scale.</summary>
internal sealed class Scaling(double center, double scale) : LearnedBasis
{
    public override int ColumnCount => 1;

    public static Scaling Learn(ScaledBasis basis, double[] values)
    {
        double center = basis.Center ?? (basis.IsCentered ? Mean(values) : 0);
        if (!basis.IsScaled || basis.Scale is not null)
        {
            return new Scaling(center, basis.Scale ?? 1);
        }

        double squares = 0;
        foreach (double value in values)
        {
            squares += (value - center) * (value - center);
        }

        double scale = Math.Sqrt(squares / Math.Max(1, values.Length - 1));
        return scale > 0 && double.IsFinite(scale)
            ? new Scaling(center, scale)
            : throw new BasisException("cannot be scaled: it does not vary in the rows that are fitted; take it out of the formula");
    }

    /// <summary>The mean, corrected by the mean of the residuals for rounding.</summary>
    public static double Mean(double[] values)
    {
        double mean = values.Sum() / values.Length;
        return mean + (values.Sum(value => value - mean) / values.Length);
    }

    protected override BasisKind Kind => BasisKind.Scaling;

    /// <summary>Reads what was learned.</summary>
    public static Scaling ReadLearned(StoredReader reader) => new(reader.ReadDouble(), reader.ReadDouble());

    protected override void WriteLearned(StoredWriter writer)
    {
        writer.Write(center);
        writer.Write(scale);
    }

    protected override void Evaluate(double x, Span<double> row, Span<double> scratch) => row[0] = (x - center) / scale;

    protected override void Differentiate(double x, Span<double> row, Span<double> scratch) => row[0] = 1 / scale;
}
