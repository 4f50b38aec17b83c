using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Lmm.Columns;
using Lmm.Variables;

namespace Lmm;

/// <summary>Collects a factor whose levels are known beforehand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DeclaredFactorBuilder : ColumnBuilder
{
    /// <summary>The code of a missing value.</summary>
    public const int Missing = -1;

    private readonly string[] _levels;
    private Dictionary<string, int>? _codeOfLevel;
    private ColumnBuffer<int> _codes;
    private string? _lastLevel;
    private int _lastCode;
    private bool _hasMissing;

    internal DeclaredFactorBuilder(string model, string name, string[] levels, int capacity)
        : base(model, name)
    {
        _levels = levels;
        _codeOfLevel = IndexLevels(model, name, levels);
        _codes = new ColumnBuffer<int>(capacity);
    }

    /// <summary>Takes a column that is coded already, without copying it.</summary>
    internal DeclaredFactorBuilder(string model, string name, string[] levels, int[] codes)
        : base(model, name)
    {
        _levels = levels;
        _codes = new ColumnBuffer<int>(codes);
        _hasMissing = codes.AsSpan().Contains(Missing);
    }

    /// <inheritdoc/>
    public override int Count => _codes.Count;

    internal override bool IsNumeric => false;

    internal override bool HasMissing => _hasMissing;

    /// <summary>Adds the next row's level by its index, or <see cref="Missing"/>.</summary>
    /// <exception cref="ModelException">The code is neither that of a level nor <see cref="Missing"/>.</exception>
    public void Add(int code)
    {
        if ((uint)code >= (uint)_levels.Length)
        {
            if (code != Missing)
            {
                Undeclared(code);
            }

            _hasMissing = true;
        }

        _codes.Add(code);
    }

    /// <summary>Adds the next row's level by its name.</summary>
    /// <param name="level">The name; null when it is missing.</param>
    /// <exception cref="ModelException">The name is that of no level.</exception>
    public void Add(string? level)
    {
        if (level is null)
        {
            Add(Missing);
            return;
        }

        if (!ReferenceEquals(level, _lastLevel))
        {
            _codeOfLevel ??= IndexLevels(Model, Name, _levels);
            if (!_codeOfLevel.TryGetValue(level, out int code))
            {
                Undeclared(level);
            }

            _lastLevel = level;
            _lastCode = code;
        }

        _codes.Add(_lastCode);
    }

    /// <summary>Throws the error for a value of the next row that is none of the levels, such as an undeclared enum value.</summary>
    /// <exception cref="ModelException">Always; the message names the row, the value and the levels.</exception>
    [DoesNotReturn]
    public int Undeclared<T>(T value) => throw new ModelException(
        Model, LmmErrorCode.UnsuitableColumn,
        $"row {Count + 1} has the value '{LevelLabel.Of(value)}' of {Name}, which is none of its declared levels ({LevelLabel.List(_levels)}); declare the level, correct the row or leave it out.");

    internal override void Reserve(int rows) => _codes.Reserve(rows);

    internal override bool IsMissing(int row) => _codes.Items[row] == Missing;

    internal override void AddTo(CompleteCases frame, int[]? keptRows)
    {
        int[] codes = keptRows is null ? _codes.ToArray() : _codes.Select(keptRows);
        bool[] used = UsedLevels.Find(codes, _levels.Length);
        string?[] dropped = Array.ConvertAll(_codes.Select(frame.DroppedRows), code => code == Missing ? null : _levels[code]);
        frame.Add(used.AsSpan().Contains(false)
            ? new FactorColumn(Name, UsedLevels.Recode(codes, UsedLevels.Ranks(used)), [.. _levels.Where((_, level) => used[level])], Model) { DroppedLevels = dropped }
            : new FactorColumn(Name, codes, _levels, Model) { DroppedLevels = dropped });
    }

    private static Dictionary<string, int> IndexLevels(string model, string name, string[] levels)
    {
        Dictionary<string, int> codeOfLevel = new(levels.Length);
        for (int i = 0; i < levels.Length; i++)
        {
            if (!codeOfLevel.TryAdd(levels[i], i))
            {
                throw new ModelException(model, LmmErrorCode.UnsuitableColumn, $"the level '{levels[i]}' of {name} is declared twice; declare each level once.");
            }
        }

        return codeOfLevel;
    }
}
