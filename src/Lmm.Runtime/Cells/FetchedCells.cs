using System.Globalization;
using System.Runtime.CompilerServices;
using Lmm.Crossing;

namespace Lmm.Cells;

/// <summary>Some cells of a table, in another order, as they lie beside one another.</summary>
/// <param name="most">The most cells.</param>
/// <param name="numbers">The number of numbers that are summed.</param>
internal sealed class FetchedCells(int most, int numbers)
{
    private readonly (int Cell, int Template, long Rows)[] _cells = new (int, int, long)[most];
    private readonly int _width = CellTable.WidthOf(numbers);
    private readonly double[] _sums = new double[most * CellTable.WidthOf(numbers)];
    private int _first;

    /// <summary>Which cell is at a place of the order, its template and the number of its rows.</summary>
    public (int Cell, int Template, long Rows) this[int place] => _cells[place - _first];

    /// <summary>The weight, the means and the sums of products of the cell at a place.</summary>
    public ReadOnlySpan<double> SumsOf(int place) => _sums.AsSpan((place - _first) * _width, _width);

    /// <summary>Fetches cells.</summary>
    /// <param name="cells">The table.</param>
    /// <param name="templates">The template of each cell.</param>
    /// <param name="order">The order.</param>
    /// <param name="first">The first place.</param>
    /// <param name="end">The place after the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fetch(CellTable cells, int[] templates, LevelOrder order, int first, int end)
    {
        _first = first;
        for (int place = first; place < end; place++)
        {
            int cell = order.Rows is null ? place : order.Rows[place];
            _cells[place - first] = (cell, templates[cell], cells.RowsOf(cell));
            cells.SumsOf(cell).CopyTo(_sums.AsSpan((place - first) * _width));
        }
    }

    /// <summary>The first place.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_cells.Length} cells from {_first}");
}
