using Lmm.Formula.Binding;

namespace Lmm;

/// <summary>Numbers; NaN is a missing value.</summary>
internal sealed class ContinuousColumn(string name, double[] values)
    : FrameColumn(new VariableDeclaration(name, name, VariableType.Continuous, "double") { MayBeMissing = values.AsSpan().Contains(double.NaN) })
{
    public override int RowCount => values.Length;

    public override FrameColumn WithLevels(params IEnumerable<string> levels) => throw NoFactor();

    public override FrameColumn AsFactor() => throw NoFactor();

    public override FrameColumn WithContrast(FactorContrasts contrasts) => throw NoFactor();

    public override FrameColumn AsOrdered() => throw NoFactor();

    internal override NumericColumnBuilder NumericBuilder(string model, string name) => new(model, name, values);

    // The formula asks for it, by factor(x).
    internal override DeclaredFactorBuilder FactorBuilder(string model, string name)
    {
        KeyedFactorBuilder<double> builder = new(model, name, values.Length);
        foreach (double value in values)
        {
            builder.Add(value);
        }

        (int[] codes, string[] levels) = builder.Encode(null);
        return new DeclaredFactorBuilder(model, name, levels, codes);
    }

    private InvalidOperationException NoFactor()
        => new($"The column {Name} holds continuous numbers and cannot be declared a factor; write factor() in the formula, or make it whole numbers or text.");
}
