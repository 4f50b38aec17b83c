using Lmm.Cells;

namespace Lmm.Streams;

/// <summary>What transforms learn from of rows that are in no cell, because they lack another variable or have no weight: each combination of values once, with the number of its rows.</summary>
internal sealed class LearnedRows
{
    private readonly Dictionary<string, int> _places = [];
    private readonly List<(object?[] Values, long Count)> _rows = [];

    /// <summary>The combinations.</summary>
    public IReadOnlyCollection<(object?[] Values, long Count)> All => _rows;

    /// <summary>Adds a row.</summary>
    /// <param name="values">Its values, null where missing.</param>
    public void Add(object?[] values)
    {
        string name = Combination.NameOf(values);
        if (_places.TryAdd(name, _rows.Count))
        {
            _rows.Add((values, 1));
        }
        else
        {
            int place = _places[name];
            _rows[place] = (_rows[place].Values, _rows[place].Count + 1);
        }
    }

    /// <summary>The number of combinations.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_rows.Count} combinations");
}
