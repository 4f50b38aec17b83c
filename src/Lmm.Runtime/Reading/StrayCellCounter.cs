using Lmm.Columns;

namespace Lmm.Reading;

/// <summary>Counts, in a column that is read as text, the cells that are numbers and those that are none.</summary>
/// <param name="options">How the file is written.</param>
internal sealed class StrayCellCounter(CsvOptions options)
{
    private readonly List<Notation> _notations = [];
    private readonly List<StrayCell> _first = [];
    private long _numbers;
    private long _alike;
    private long _others;
    private string _cure = "";

    private enum Notation
    {
        Number,
        NumberLike,
        Text,
    }

    /// <summary>Counts a cell.</summary>
    /// <param name="code">The number of its text, in the order in which texts first occur.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="line">Its line.</param>
    public void Add(int code, Utf8Texts texts, ReadOnlySpan<byte> cell, long line)
    {
        if (code == _notations.Count)
        {
            _notations.Add(Utf8Number.TryReadReal(cell, options.DecimalComma, out _) ? Notation.Number
                : NumberAdvice.IsNumberLike(cell, options) ? Notation.NumberLike
                : Notation.Text);
        }

        if (_notations[code] == Notation.Number)
        {
            _numbers++;
            return;
        }

        _alike += _notations[code] == Notation.NumberLike ? 1 : 0;
        if (_others++ == 0)
        {
            _cure = NumberAdvice.For(cell, options);
        }

        if (_first.Count < StrayCells.MostKept)
        {
            _first.Add(new StrayCell(line, texts[code]));
        }
    }

    /// <summary>The cells that are no numbers where most are, or are meant to be; else null.</summary>
    public StrayCells? Result(string origin)
        => _others > 0 && _numbers + _alike > _others - _alike ? new StrayCells(_first, _others, _numbers, _alike, origin, "line", _cure) : null;
}
