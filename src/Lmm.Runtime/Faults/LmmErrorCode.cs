namespace Lmm;

/// <summary>
/// What kind of fault an <see cref="LmmException"/> is of, for programs to switch on. Codes keep their meaning; a new kind of fault gets a new
/// code. Calls that no data can mend (arguments out of range, members asked of what does not have them) are the exceptions of .NET for that.
/// </summary>
public enum LmmErrorCode
{
    /// <summary>A formula is malformed, or does not suit the columns; a <see cref="FormulaException"/> with every diagnostic.</summary>
    Formula,

    /// <summary>A condition on rows is malformed, or does not suit the columns; a <see cref="ConditionException"/>.</summary>
    Condition,

    /// <summary>The data do not have a column that is named.</summary>
    UnknownColumn,

    /// <summary>A column is there, and neither its type nor its values serve: text for a number, levels without their contrasts, a transform that it does not admit.</summary>
    UnsuitableColumn,

    /// <summary>A value is missing, and the options refuse that; or a row is null.</summary>
    MissingValue,

    /// <summary>A value is infinite or not a number, or leaves the range of double numbers.</summary>
    NotFinite,

    /// <summary>A prior weight is negative or not finite, all are zero, or one leaves nothing of the others.</summary>
    UnusableWeight,

    /// <summary>There are no rows, no complete ones, or too few for the coefficients.</summary>
    NotEnoughRows,

    /// <summary>The response has one value throughout.</summary>
    ConstantResponse,

    /// <summary>The model explains the response perfectly, so that no variance is left to estimate.</summary>
    PerfectFit,

    /// <summary>The data cannot tell what the model asks: a factor of one level, a level per row, a criterion without an optimum, groups too far apart.</summary>
    NotIdentifiable,

    /// <summary>The model is too large for the memory, or has more covariance parameters than a search can end with.</summary>
    TooLarge,

    /// <summary>A linear model was given to the fit of mixed models, or the other way round.</summary>
    WrongKindOfModel,

    /// <summary>A row to predict has a level that no fitted row had, and the options refuse that.</summary>
    UnknownLevel,

    /// <summary>A fit has no coefficient, level, grouping factor or covariance of the name that was asked for, or more than one.</summary>
    NoSuchResult,

    /// <summary>Fits cannot be compared: other rows, response or weights, or neither contains the other.</summary>
    NotComparable,

    /// <summary>Sums that were formed elsewhere contradict each other, or are of another model.</summary>
    ContradictorySums,

    /// <summary>Data cannot be opened or read: no such file, no access, not text.</summary>
    UnreadableSource,

    /// <summary>Data can be read, and their text or cells are malformed; a <see cref="DataSourceException"/>, with the line where one is to blame.</summary>
    MalformedSource,

    /// <summary>A statistic that this fit cannot give: its method is not defined for the model, it needs rows that the fit does not have, or too much memory.</summary>
    NotAvailable,

    /// <summary>A hypothesis on the fixed effects is malformed, names an unknown coefficient, or is not estimable.</summary>
    UnusableHypothesis,

    /// <summary>A saved file is not what was saved: damaged, cut off, or empty; a <see cref="SavedFileException"/>.</summary>
    DamagedFile,

    /// <summary>A saved file is of another version of the format than the library reads; a <see cref="SavedFileException"/>.</summary>
    OtherVersion,

    /// <summary>A file holds something else than was asked for: no saved fit, another kind of one, or one of another model; a <see cref="SavedFileException"/>.</summary>
    OtherContents,

    /// <summary>A file cannot be written: no such directory, no access, no room; a <see cref="SavedFileException"/>.</summary>
    UnwritableFile,
}
