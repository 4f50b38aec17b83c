using Lmm.Formula.Binding;
using Lmm.Storage;

namespace Lmm.Variables.Bases;

/// <summary>R's <c>bs()</c>: B-splines of a degree, without the first unless an intercept is wanted.</summary>
internal sealed class BSplines : LearnedBasis
{
    private readonly KnotSequence _knots;
    private readonly int _first;

    private BSplines(KnotSequence knots, int first)
    {
        _knots = knots;
        _first = first;
    }

    public override int ColumnCount => _knots.Count - _first;

    protected override (double Lower, double Upper)? BoundaryKnots => (_knots.Lower, _knots.Upper);

    protected override int ScratchLength => _knots.Count;

    public static BSplines Learn(BSplineBasis basis, double[] values, CancellationToken cancellationToken)
        => new(KnotSequence.Learn(basis.Knots, basis.Degree + 1, values, cancellationToken), basis.HasIntercept ? 0 : 1);

    protected override BasisKind Kind => BasisKind.BSplines;

    /// <summary>Reads what was learned.</summary>
    public static BSplines ReadLearned(StoredReader reader)
    {
        BSplines learned = new(KnotSequence.Read(reader), reader.ReadCount());
        reader.Require(learned._first <= 1);
        return learned;
    }

    protected override void WriteLearned(StoredWriter writer)
    {
        _knots.Write(writer);
        writer.Write(_first);
    }

    protected override void Evaluate(double x, Span<double> row, Span<double> scratch)
    {
        _knots.Evaluate(x, scratch);
        scratch[_first..].CopyTo(row);
    }

    protected override void Differentiate(double x, Span<double> row, Span<double> scratch) => _knots.Derivative(x, 1).AsSpan(_first).CopyTo(row);
}
