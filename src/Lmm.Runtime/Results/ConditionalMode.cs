namespace Lmm;

/// <summary>A conditional mode with its standard deviation given the data and the estimated parameters.</summary>
/// <param name="Value">The mode.</param>
/// <param name="StandardDeviation">Its conditional standard deviation.</param>
public readonly record struct ConditionalMode(double Value, double StandardDeviation)
{
    /// <summary>The mode's value.</summary>
    public static implicit operator double(ConditionalMode mode) => mode.Value;

    /// <summary>The mode's value.</summary>
    public double ToDouble() => Value;
}
