using System.Globalization;

namespace Lmm;

/// <summary>The residual of a row that was given again, one of many.</summary>
/// <param name="Number">The number of the row among those given, counted from one.</param>
/// <param name="Response">The response on the scale of the formula's left side; NaN where it is missing.</param>
/// <param name="FittedValue">What the fit predicts, offset included; NaN where the row lacks a value.</param>
public readonly record struct RowResidual(long Number, double Response, double FittedValue)
{
    /// <summary>Response less fitted value; NaN where either is missing.</summary>
    public double Residual => Response - FittedValue;

    /// <summary>The row and its residual.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"row {Number}: {Residual:G7}");
}
