using System.Globalization;
using Lmm.Columns;
using Lmm.Formula.Binding;
using Lmm.Reading;
using Lmm.Variables;

namespace Lmm.Cells;

/// <summary>The values of one key, one per cell: whole numbers as such, texts as the levels of a factor, everything else as the source gives it.</summary>
internal sealed class KeyValues
{
    // What messages on values call that which the rows come from.
    private const string SourceName = "the source";

    private readonly BlockList<long> _whole = new();
    private FactorEncoder<string>? _texts;
    private List<object?>? _others;

    /// <summary>The number of values.</summary>
    public int Count => _others?.Count ?? _texts?.Count ?? _whole.Count;

    /// <summary>Adds a value.</summary>
    public void Add(CellKey key)
    {
        if (_others is null && _texts is null && key.IsWhole)
        {
            _whole.Add(key.Whole);
        }
        else if (_others is null && _whole.Count == 0 && key.Value is string text)
        {
            _texts ??= new FactorEncoder<string>(0);
            _texts.Add(text);
        }
        else
        {
            _others ??= [.. Enumerable.Range(0, Count).Select(cell => this[cell])];
            _others.Add(key.Value);
        }
    }

    /// <summary>The value of a cell.</summary>
    public object? this[int cell] => _others is not null ? _others[cell] : _texts is not null ? _texts.KeyAt(cell) : _whole[cell];

    /// <summary>The factor of the values of all cells; null where they are neither whole numbers nor texts throughout.</summary>
    /// <param name="name">The factor's name.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public CategoricalColumn? Factor(string name, CancellationToken cancellationToken)
    {
        if (_others is not null)
        {
            return null;
        }

        if (_texts is null)
        {
            return CategoricalColumn.Encode(new VariableDeclaration(name, name, VariableType.Integer, "long"), _whole.ToArray(), null, cancellationToken);
        }

        (int[] codes, string[] levels) = _texts.Encode(null, cancellationToken);
        return new CategoricalColumn(new VariableDeclaration(name, name, VariableType.Text, "string"), levels, codes);
    }

    /// <summary>The column of rows that stand for cells, and after them values of incomplete rows.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="cells">The cell of each row.</param>
    /// <param name="incomplete">The values of incomplete rows, null where one is missing.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public FrameColumn Column(string name, int[] cells, IReadOnlyList<object?> incomplete, CancellationToken cancellationToken)
        => _others is null && _texts is null && incomplete.Count == 0
            ? new WholeNumberColumn(name, Array.ConvertAll(cells, cell => _whole[cell]), null)
            : ValueColumn.Make(name, [.. cells.Select(cell => this[cell]), .. incomplete], SourceName, cancellationToken);

    /// <summary>How many values there are.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} values such as {(Count == 0 ? "" : LevelLabel.Of(this[0]))}");
}
