using Lmm.Reading;

namespace Lmm.Cells;

/// <summary>The value of a key: a whole number as such, so that millions of them need no objects, everything else as the source gives it.</summary>
internal readonly struct CellKey
{
    private readonly object? _other;
    private readonly long _whole;

    /// <summary>A whole number.</summary>
    public CellKey(long whole)
    {
        _whole = whole;
        IsWhole = true;
    }

    private CellKey(object? other) => _other = other;

    /// <summary>Whether it is a whole number of 64 bits.</summary>
    public bool IsWhole { get; }

    /// <summary>The whole number; zero for another value.</summary>
    public long Whole => _whole;

    /// <summary>The value; null where there is none.</summary>
    public object? Value => IsWhole ? _whole : _other;

    /// <summary>The key of a value; null where there is none.</summary>
    public static CellKey Of(object? value) => ValueColumn.Whole(value) is { } whole ? new CellKey(whole) : new CellKey(value);

    /// <summary>The value.</summary>
    public override string ToString() => $"{Value}";
}
