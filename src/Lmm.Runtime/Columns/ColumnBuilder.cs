using System.ComponentModel;

namespace Lmm;

/// <summary>Collects one variable of a model frame, row by row.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ColumnBuilder
{
    private protected ColumnBuilder(string model, string name)
    {
        Model = model;
        Name = name;
    }

    /// <summary>The name by which the formula calls the variable.</summary>
    public string Name { get; }

    /// <summary>The number of rows added so far.</summary>
    public abstract int Count { get; }

    /// <summary>The model's name, for messages.</summary>
    internal string Model { get; }

    internal abstract bool IsNumeric { get; }

    /// <summary>True when a row that lacks just this value is complete all the same.</summary>
    internal bool IsOptional { get; set; }

    internal abstract void Reserve(int rows);

    /// <summary>The first row, counted from zero, whose value is infinite; -1 when there is none.</summary>
    internal virtual int FirstInfinity => -1;

    /// <summary>True when some row lacks its value.</summary>
    internal abstract bool HasMissing { get; }

    /// <summary>True when the row, counted from zero, lacks its value.</summary>
    internal abstract bool IsMissing(int row);

    /// <summary>Closes the column over the rows to keep (null: all) and hands it to the frame.</summary>
    internal abstract void AddTo(CompleteCases frame, int[]? keptRows);
}
