using System.Globalization;
using Lmm.Variables;

namespace Lmm.Cells;

/// <summary>The codes of the levels of a factor by the values of its key: whole numbers that lie close together in a table, everything else by its label.</summary>
internal sealed class LevelCodes
{
    private const int MostPlacesForOne = 4;

    private readonly Dictionary<string, int> _byLabel = [];
    private readonly int[] _codeOf = [];
    private readonly long _least;

    /// <summary>Takes the levels, in the order of their codes.</summary>
    public LevelCodes(IReadOnlyList<string> levels)
    {
        var whole = new long[levels.Count];
        bool areWhole = true;
        for (int code = 0; code < levels.Count; code++)
        {
            _byLabel.Add(levels[code], code);
            areWhole &= long.TryParse(levels[code], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole[code]);
        }

        if (!areWhole || levels.Count == 0)
        {
            return;
        }

        _least = whole.Min();
        ulong span = unchecked((ulong)(whole.Max() - _least));
        if (span < MostPlacesForOne * (ulong)whole.Length)
        {
            _codeOf = new int[span + 1];
            Array.Fill(_codeOf, -1);
            for (int code = 0; code < whole.Length; code++)
            {
                _codeOf[whole[code] - _least] = code;
            }
        }
    }

    /// <summary>The code of a value; −1 where it is no level.</summary>
    public int Of(CellKey key) => key.IsWhole ? Of(key.Whole) : OfLabel(key.Value is { } value ? LevelLabel.Of(value) : "");

    /// <summary>The code of a whole number; −1 where it is no level.</summary>
    public int Of(long whole)
    {
        ulong place = unchecked((ulong)(whole - _least));
        return place < (ulong)_codeOf.Length ? _codeOf[place] : OfLabel(LevelLabel.Of(whole));
    }

    private int OfLabel(string label) => _byLabel.GetValueOrDefault(label, -1);

    /// <summary>How many levels there are.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_byLabel.Count} levels");
}
