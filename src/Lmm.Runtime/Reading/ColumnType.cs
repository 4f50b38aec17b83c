namespace Lmm;

/// <summary>What the cells of a column of a text file are read as.</summary>
public enum ColumnType
{
    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Whole numbers of up to 64 bits.</summary>
    WholeNumber,

    /// <summary>Text: a factor, its levels in ordinal order.</summary>
    Text,

    /// <summary>TRUE and FALSE in any case: a factor.</summary>
    Boolean,

    /// <summary>Dates by ISO 8601, as 2024-02-29: a factor, its levels in the order of time.</summary>
    Date,
}
