using Lmm.Formula.Binding;

namespace Lmm;

/// <summary>Numbers; NaN is a missing value.</summary>
internal sealed class ContinuousColumn(string name, double[] values)
    : DataColumn(new VariableDeclaration(name, name, VariableType.Continuous, "double") { MayBeMissing = values.AsSpan().Contains(double.NaN) })
{
    public override int RowCount => values.Length;

    public override DataColumn WithLevels(params IEnumerable<string> levels) => throw NoFactor();

    public override DataColumn AsFactor() => throw NoFactor();

    public override DataColumn WithContrast(ContrastCoding coding) => throw NoFactor();

    internal override NumericColumnBuilder NumericBuilder(string model, string name) => new(model, name, values);

    internal override DeclaredFactorBuilder FactorBuilder(string model, string name) => throw NoFactor();

    private InvalidOperationException NoFactor()
        => new($"The column {Name} holds continuous numbers and cannot be a factor; make it whole numbers or text.");
}
