using System.Text;

namespace Lmm.Reading;

/// <summary>Tells the cells that stand for a missing value.</summary>
internal sealed class MissingCells
{
    private readonly byte[][] _texts;
    private readonly int _longest;
    private readonly bool _emptyIsMissing;

    public MissingCells(CsvOptions options)
    {
        _texts = [.. options.MissingTexts.Where(text => text.Length > 0).Select(Encoding.UTF8.GetBytes)];
        _longest = _texts.Length == 0 ? 0 : _texts.Max(text => text.Length);
        _emptyIsMissing = options.MissingTexts.Contains("");
    }

    /// <summary>True when the cell stands for a missing value.</summary>
    public bool Contains(ReadOnlySpan<byte> cell)
    {
        if (cell.Length > 0 && !(Ascii.IsValid(cell[0]) && Ascii.IsValid(cell[^1])))
        {
            cell = PlainNumber.Trim(cell);
        }

        if (cell.Length == 0)
        {
            return _emptyIsMissing;
        }

        if (cell.Length > _longest)
        {
            return false;
        }

        foreach (byte[] text in _texts)
        {
            if (cell.SequenceEqual(text))
            {
                return true;
            }
        }

        return false;
    }
}
