namespace Lmm.Variables;

/// <summary>The lines of a text where the rows of a table begin. Rows whose lines follow each other are kept as one run.</summary>
internal sealed class RowLines
{
    private readonly List<int> _firstRows = [];
    private readonly List<long> _firstLines = [];

    /// <summary>The number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>The line, counted from one, where a row begins.</summary>
    /// <param name="row">The row, counted from zero.</param>
    public long this[int row]
    {
        get
        {
            int found = _firstRows.BinarySearch(row);
            int run = found >= 0 ? found : ~found - 1;
            return _firstLines[run] + row - _firstRows[run];
        }
    }

    /// <summary>Adds the line of the next row.</summary>
    public void Add(long line)
    {
        if (Count == 0 || line != _firstLines[^1] + Count - _firstRows[^1])
        {
            _firstRows.Add(Count);
            _firstLines.Add(line);
        }

        Count++;
    }

    /// <summary>The lines of some rows, in their order.</summary>
    public RowLines Of(ReadOnlySpan<int> rows)
    {
        RowLines lines = new();
        foreach (int row in rows)
        {
            lines.Add(this[row]);
        }

        return lines;
    }
}
