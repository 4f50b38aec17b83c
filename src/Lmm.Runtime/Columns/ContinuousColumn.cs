using Lmm.Formula.Binding;
using Lmm.Kernels;
using Lmm.Variables;

namespace Lmm.Columns;

/// <summary>Numbers; NaN is a missing value. As levels they are labelled as R does, whole numbers without a point.</summary>
internal sealed class ContinuousColumn(string name, double[] values)
    : FrameColumn(new VariableDeclaration(name, name, VariableType.Continuous, "double") { MayBeMissing = values.AsSpan().Contains(double.NaN), GroupsRows = true })
{
    private CategoricalColumn? _factor;

    public override int RowCount => values.Length;

    internal override double[] Numbers => values;

    private protected override FrameColumn Declare(string[] levels) => Categories.WithLevels(levels);

    public override FrameColumn AsFactor() => Categories.AsFactor();

    private protected override FrameColumn CodedBy(FactorContrasts contrasts) => Categories.WithContrast(contrasts);

    public override FrameColumn AsOrdered() => Categories.AsOrdered();

    internal override FrameColumn Rows(ReadOnlySpan<int> rows) => new ContinuousColumn(Name, RowSelection.Of<double>(values, rows));

    internal override NumericColumnBuilder NumericBuilder(string model, string name) => new(model, name, values);

    internal override DeclaredFactorBuilder FactorBuilder(string model, string name, CancellationToken cancellationToken) => CategoriesOf(cancellationToken).FactorBuilder(model, name, cancellationToken);

    private CategoricalColumn Categories => CategoriesOf(CancellationToken.None);

    private CategoricalColumn CategoriesOf(CancellationToken cancellationToken) => _factor ??= Encode(cancellationToken);

    private CategoricalColumn Encode(CancellationToken cancellationToken)
    {
        KeyedFactorBuilder<double> builder = new("", Name, values.Length);
        foreach (double value in values.StoppedBy(cancellationToken))
        {
            builder.Add(value);
        }

        (int[] codes, string[] levels) = builder.Encode(null, cancellationToken);
        return new CategoricalColumn(new VariableDeclaration(Name, Name, VariableType.Text, "factor"), levels, codes);
    }
}
