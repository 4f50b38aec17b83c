using System.Globalization;
using Lmm.Formula.Binding;

namespace Lmm.Streams;

/// <summary>Tells the rows of a chunk apart by the values of variables.</summary>
/// <param name="spec">The model.</param>
/// <param name="rows">The complete rows of the chunk.</param>
internal sealed class ChunkKeys(ModelSpec spec, CompleteCases rows)
{
    /// <summary>The cell of each row, and their number.</summary>
    /// <param name="keys">The variables whose values rows of a cell have in common.</param>
    public (int[] Cells, int Count) Cells(IReadOnlyList<int> keys)
    {
        int[] cells = new int[rows.RowCount];
        int count = 1;
        foreach (int key in keys)
        {
            rows.Stop.ThrowIfCancellationRequested();
            int[] codes = rows.GroupsBy(spec.Variables[key].Name)!;
            Dictionary<(int Cell, int Code), int> joined = new(count);
            for (int row = 0; row < cells.Length; row++)
            {
                (int, int) pair = (cells[row], codes[row]);
                if (!joined.TryGetValue(pair, out int cell))
                {
                    cell = joined.Count;
                    joined.Add(pair, cell);
                }

                cells[row] = cell;
            }

            count = joined.Count;
        }

        return (cells, count);
    }

    /// <summary>The value of a variable at a row; null where it is missing. After the rows of the chunk come those that were dropped because they lack a value.</summary>
    public object? ValueAt(int variable, int row)
    {
        ModelVariable known = spec.Variables[variable];
        bool isWhole = known.Declaration.Type == VariableType.Integer;
        if (rows.NumericOrNull(known.Name) is { } number)
        {
            double value = number[row];
            return double.IsNaN(value) ? null
                : isWhole && value == Math.Truncate(value) && Math.Abs(value) <= long.MaxValue / 2 ? (long)value
                : value;
        }

        string? level = rows.Factor(known.Name).LevelAt(row);
        return level is null ? null
            : known.Declaration.Type == VariableType.Boolean ? level == "TRUE"
            : isWhole && long.TryParse(level, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? whole
            : (isWhole || known.Declaration.Type == VariableType.Continuous) && double.TryParse(level, CultureInfo.InvariantCulture, out double real) ? real
            : level;
    }
}
