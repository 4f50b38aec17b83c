using System.Globalization;
using Lmm.Columns;
using Lmm.Formula.Binding;
using Lmm.Reading;
using Lmm.Variables;

namespace Lmm.Cells;

/// <summary>The values of one key, one per cell: whole numbers as such, everything else as the source gives it.</summary>
internal sealed class KeyValues
{
    // What messages on values call that which the rows come from.
    private const string SourceName = "the source";

    private readonly SharedTexts _texts = new();
    private List<long>? _whole = [];
    private List<object?>? _others;

    /// <summary>The number of values.</summary>
    public int Count => _whole?.Count ?? _others!.Count;

    /// <summary>Adds a value.</summary>
    public void Add(CellKey key)
    {
        if (_whole is not null)
        {
            if (key.IsWhole)
            {
                _whole.Add(key.Whole);
                return;
            }

            _others = [.. _whole.Select(static number => (object)number)];
            _whole = null;
        }

        _others!.Add(key.Value is string text ? _texts.Of(text) : key.Value);
    }

    /// <summary>The value of a cell.</summary>
    public object? this[int cell] => _whole is null ? _others![cell] : _whole[cell];

    /// <summary>The factor of the values of all cells; null where they are neither whole numbers nor texts throughout.</summary>
    /// <param name="name">The factor's name.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public CategoricalColumn? Factor(string name, CancellationToken cancellationToken)
        => _whole is { } whole ? CategoricalColumn.Encode(new VariableDeclaration(name, name, VariableType.Integer, "long"), [.. whole], null, cancellationToken)
            : _others!.TrueForAll(static value => value is string) ? CategoricalColumn.Encode(new VariableDeclaration(name, name, VariableType.Text, "string"), _others.Cast<string>(), cancellationToken: cancellationToken)
            : null;

    /// <summary>The column of rows that stand for cells, and after them values of incomplete rows.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="cells">The cell of each row.</param>
    /// <param name="incomplete">The values of incomplete rows, null where one is missing.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public FrameColumn Column(string name, int[] cells, IReadOnlyList<object?> incomplete, CancellationToken cancellationToken)
        => _whole is { } whole && incomplete.Count == 0
            ? new WholeNumberColumn(name, Array.ConvertAll(cells, cell => whole[cell]), null)
            : ValueColumn.Make(name, [.. cells.Select(cell => this[cell]), .. incomplete], SourceName, cancellationToken);

    /// <summary>How many values there are.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} values such as {(Count == 0 ? "" : LevelLabel.Of(this[0]))}");
}
