using Lmm.Formula.Binding;
using Lmm.Variables;

namespace Lmm.Columns;

/// <summary>Whole numbers, for use as a number or as a factor. Levels keep all 64 bits; as numbers they round to doubles.</summary>
internal sealed class WholeNumberColumn : FrameColumn
{
    private readonly long[] _values;
    private readonly bool[]? _missing;
    private CategoricalColumn? _factor;

    public WholeNumberColumn(string name, long[] values, bool[]? missing)
        : this(new VariableDeclaration(name, name, VariableType.Integer, "long") { MayBeMissing = missing is not null }, values, missing)
    {
    }

    private WholeNumberColumn(VariableDeclaration declaration, long[] values, bool[]? missing)
        : base(declaration)
    {
        _values = values;
        _missing = missing;
    }

    public override int RowCount => _values.Length;

    public override IReadOnlyList<string> Levels => Declaration.IsFactor ? Categories.Levels : [];

    private CategoricalColumn Categories => CategoriesOf(CancellationToken.None);

    private protected override FrameColumn Declare(string[] levels) => Categories.WithLevels(levels);

    public override FrameColumn AsFactor() => new WholeNumberColumn(Declaration with { IsFactor = true }, _values, _missing);

    private protected override FrameColumn CodedBy(FactorContrasts contrasts)
        => new WholeNumberColumn(Declaration with { IsFactor = true, Contrast = contrasts }, _values, _missing);

    public override FrameColumn AsOrdered() => new WholeNumberColumn(Declaration with { IsFactor = true, IsOrdered = true }, _values, _missing);

    internal override FrameColumn Rows(ReadOnlySpan<int> rows)
    {
        bool[]? missing = _missing is null ? null : RowSelection.Of<bool>(_missing, rows);
        bool[]? anyMissing = missing is not null && missing.Contains(true) ? missing : null;
        return new WholeNumberColumn(Declaration with { MayBeMissing = anyMissing is not null }, RowSelection.Of<long>(_values, rows), anyMissing);
    }

    internal override double[]? Numbers => Declaration.IsFactor ? null : ToDoubles();

    internal override ReadOnlySpan<int> Codes => Declaration.IsFactor ? Categories.Codes : [];

    internal override NumericColumnBuilder NumericBuilder(string model, string name) => new(model, name, ToDoubles());

    internal override DeclaredFactorBuilder FactorBuilder(string model, string name, CancellationToken cancellationToken)
        => CategoriesOf(cancellationToken).FactorBuilder(model, name, cancellationToken);

    private CategoricalColumn CategoriesOf(CancellationToken cancellationToken) => _factor ??= CategoricalColumn.Encode(Declaration, _values, _missing, cancellationToken);

    private double[] ToDoubles()
    {
        double[] numbers = Array.ConvertAll(_values, value => (double)value);
        for (int row = 0; _missing is not null && row < numbers.Length; row++)
        {
            if (_missing[row])
            {
                numbers[row] = double.NaN;
            }
        }

        return numbers;
    }
}
