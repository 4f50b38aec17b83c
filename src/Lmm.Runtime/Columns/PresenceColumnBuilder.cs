using System.ComponentModel;
using Lmm.Columns;

namespace Lmm;

/// <summary>Collects whether rows have the value of a variable that nothing but that depends on.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PresenceColumnBuilder : ColumnBuilder
{
    private ColumnBuffer<bool> _isPresent;
    private bool _hasMissing;

    internal PresenceColumnBuilder(string model, string name, int capacity)
        : base(model, name) => _isPresent = new ColumnBuffer<bool>(capacity);

    /// <summary>Takes from a column which values there are.</summary>
    internal PresenceColumnBuilder(ColumnBuilder column)
        : this(column.Model, column.Name, column.Count)
    {
        for (int row = 0; row < column.Count; row++)
        {
            Add(!column.IsMissing(row));
        }
    }

    /// <inheritdoc/>
    public override int Count => _isPresent.Count;

    internal override bool IsNumeric => true;

    internal override bool HasMissing => _hasMissing;

    /// <summary>Adds the next row.</summary>
    /// <param name="isPresent">Whether it has a value.</param>
    public void Add(bool isPresent)
    {
        _hasMissing |= !isPresent;
        _isPresent.Add(isPresent);
    }

    internal override void Reserve(int rows) => _isPresent.Reserve(rows);

    internal override bool IsMissing(int row) => !_isPresent.Items[row];

    internal override void AddTo(CompleteCases frame, int[]? keptRows)
    {
        // The values themselves are of no use to the model.
    }
}
