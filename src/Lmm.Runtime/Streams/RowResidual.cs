using System.Globalization;

namespace Lmm;

/// <summary>The residual of a row that was given again, one of many.</summary>
public readonly record struct RowResidual
{
    internal RowResidual(long number, double response, double fittedValue)
    {
        Number = number;
        Response = response;
        FittedValue = fittedValue;
    }

    /// <summary>The number of the row among those given, counted from one.</summary>
    public long Number { get; }

    /// <summary>The response on the scale of the formula's left side; NaN where it is missing.</summary>
    public double Response { get; }

    /// <summary>What the fit predicts, offset included; NaN where the row lacks a value.</summary>
    public double FittedValue { get; }

    /// <summary>Response less fitted value; NaN where either is missing.</summary>
    public double Residual => Response - FittedValue;

    /// <summary>The row and its residual.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"row {Number}: {Residual:G7}");
}
