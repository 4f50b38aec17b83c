#pragma warning disable CA1822 // contract: bodies to come
namespace Lmm;

/// <summary>The complete rows of the variables that a model uses, as typed columns of equal length.</summary>
public sealed class ModelFrame
{
    /// <summary>The model's name, for messages.</summary>
    public string Model { get; internal init; } = "";

    /// <summary>The model's formula.</summary>
    public string Formula { get; internal init; } = "";

    /// <summary>The number of complete rows.</summary>
    public int RowCount { get; internal init; }

    /// <summary>The number of rows dropped because a value was missing.</summary>
    public int DroppedRowCount { get; internal init; }

    /// <summary>The numeric column of that name.</summary>
    public NumericColumn Numeric(string name) => throw new InvalidOperationException(name + Model);

    /// <summary>The factor of that name.</summary>
    public FactorColumn Factor(string name) => throw new InvalidOperationException(name + Model);

    /// <summary>The factor whose levels are the observed combinations of several factors, named and labelled with colons.</summary>
    public FactorColumn Factor(string name, params ReadOnlySpan<string> factors) => throw new InvalidOperationException(name + Model);

    /// <summary>A column computed from others. A result that is not finite is an error that names the row.</summary>
    /// <param name="label">The expression as the formula spells it.</param>
    /// <param name="value">The value at a row.</param>
    public NumericColumn Compute(string label, Func<int, double> value) => throw new InvalidOperationException(label + Model);
}
