namespace Lmm;

/// <summary>What a column of a table holds, which decides how its cells are formatted.</summary>
public enum ColumnKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>What a row is of, such as a coefficient or a model. Printed tables leave its header out.</summary>
    Label,

    /// <summary>What several rows have in common, such as a grouping factor; printed on the first of them.</summary>
    Group,

    /// <summary>The level of a factor.</summary>
    Level,

    /// <summary>A number of things.</summary>
    Count,

    /// <summary>Degrees of freedom.</summary>
    DegreesOfFreedom,

    /// <summary>An estimate; it shares its decimals with the standard errors beside it.</summary>
    Estimate,

    /// <summary>The standard error of an estimate.</summary>
    StandardError,

    /// <summary>A variance.</summary>
    Variance,

    /// <summary>A standard deviation.</summary>
    StandardDeviation,

    /// <summary>A correlation.</summary>
    Correlation,

    /// <summary>A test statistic.</summary>
    Statistic,

    /// <summary>The p-value of a test.</summary>
    PValue,

    /// <summary>A criterion or a sum of squares, whose elements are compared with each other.</summary>
    Criterion,

    /// <summary>Any other number.</summary>
    Number,
}
