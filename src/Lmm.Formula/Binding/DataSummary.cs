using System.ComponentModel;

namespace Lmm.Formula.Binding;

/// <summary>What one number can tell of the values of a variable.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum DataSummary
{
    /// <summary>The mean.</summary>
    Mean,

    /// <summary>The standard deviation, by n − 1.</summary>
    StandardDeviation,

    /// <summary>The least value.</summary>
    Minimum,

    /// <summary>The greatest value.</summary>
    Maximum,

    /// <summary>The middle value, or the mean of both.</summary>
    Median,

    /// <summary>The sum.</summary>
    Sum,
}
