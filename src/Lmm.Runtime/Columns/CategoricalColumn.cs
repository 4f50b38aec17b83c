using System.Globalization;
using Lmm.Formula.Binding;
using Lmm.Kernels;
using Lmm.Variables;

namespace Lmm.Columns;

/// <summary>A factor: a code per row, -1 where the value is missing, and the levels that the codes stand for.</summary>
internal sealed class CategoricalColumn : FrameColumn
{
    private readonly string[] _levels;
    private readonly int[] _codes;

    public CategoricalColumn(VariableDeclaration declaration, string[] levels, int[] codes)
        : base(declaration with { MayBeMissing = codes.AsSpan().Contains(DeclaredFactorBuilder.Missing) })
    {
        _levels = levels;
        _codes = codes;
    }

    public override int RowCount => _codes.Length;

    // What can only group rows by its type is a factor in terms when it is declared one.
    private VariableDeclaration DeclarationAsFactor => Declaration with { IsFactor = true, Type = Declaration.Type == VariableType.Key ? VariableType.Text : Declaration.Type };

    public override IReadOnlyList<string> Levels => _levels;

    internal override ReadOnlySpan<int> Codes => _codes;

    /// <summary>Encodes texts; the levels are those that occur, in ordinal order.</summary>
    public static CategoricalColumn Encode(VariableDeclaration declaration, IEnumerable<string?> values, string? reason = null, StrayCells? strays = null, CancellationToken cancellationToken = default)
    {
        FactorEncoder<string> encoder = new(0);
        foreach (string? value in values.StoppedBy(cancellationToken))
        {
            if (value is null)
            {
                encoder.AddMissing();
            }
            else
            {
                encoder.Add(value);
            }
        }

        (int[] codes, string[] levels) = encoder.Encode(null, cancellationToken);
        return new CategoricalColumn(declaration, levels, codes) { Reason = reason, Strays = strays };
    }

    /// <summary>Encodes whole numbers; the levels are those that occur, in numeric order.</summary>
    public static CategoricalColumn Encode(VariableDeclaration declaration, long[] values, bool[]? missing, CancellationToken cancellationToken = default)
    {
        if (DenseEncoding.Encode(values, missing, cancellationToken) is { } dense)
        {
            return Labelled(dense.Codes, dense.Keys);
        }

        FactorEncoder<long> encoder = new(values.Length);
        for (int row = 0; row < values.Length; row++)
        {
            if (row % Stoppable.Stride == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (missing is not null && missing[row])
            {
                encoder.AddMissing();
            }
            else
            {
                encoder.Add(values[row]);
            }
        }

        (int[] codes, long[] keys) = encoder.Encode(null, cancellationToken);
        return Labelled(codes, keys);

        CategoricalColumn Labelled(int[] codes, long[] keys) => new(declaration, Stoppable.Convert(keys, LevelLabel.Of, cancellationToken), codes);
    }

    private protected override FrameColumn Declare(string[] levels)
    {
        Dictionary<string, int> codeOfLevel = new(levels.Length);
        for (int i = 0; i < levels.Length; i++)
        {
            if (!codeOfLevel.TryAdd(levels[i], i))
            {
                throw new ArgumentException($"The level '{levels[i]}' of {Name} is declared twice; declare each level once.", nameof(levels));
            }
        }

        int[] newCodes = Array.ConvertAll(_levels, level => codeOfLevel.GetValueOrDefault(level, DeclaredFactorBuilder.Missing));
        int[] codes = Array.ConvertAll(_codes, code => code < 0 ? code : newCodes[code]);
        for (int row = 0; row < codes.Length; row++)
        {
            if (codes[row] < 0 && _codes[row] >= 0)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Row {row + 1} has the value '{_levels[_codes[row]]}' of {Name}, which is none of its declared levels ({LevelLabel.List(levels)}); declare the level or correct the row."),
                    nameof(levels));
            }
        }

        return new CategoricalColumn(DeclarationAsFactor with { Levels = new(levels) }, levels, codes);
    }

    public override FrameColumn AsFactor() => new CategoricalColumn(DeclarationAsFactor, _levels, _codes);

    private protected override FrameColumn CodedBy(FactorContrasts contrasts)
        => new CategoricalColumn(DeclarationAsFactor with { Contrast = contrasts }, _levels, _codes);

    public override FrameColumn AsOrdered() => new CategoricalColumn(DeclarationAsFactor with { IsOrdered = true }, _levels, _codes);

    internal override FrameColumn Rows(ReadOnlySpan<int> rows) => new CategoricalColumn(Declaration, _levels, RowSelection.Of<int>(_codes, rows)) { Reason = Reason, Strays = Strays };

    internal override NumericColumnBuilder NumericBuilder(string model, string name)
        => throw new ModelException(model, LmmErrorCode.UnsuitableColumn, $"{Name} is a {Declaration.TypeName} and the model needs a number.{(Reason is null ? "" : $" {Reason}")}");

    internal override DeclaredFactorBuilder FactorBuilder(string model, string name, CancellationToken cancellationToken) => new(model, name, _levels, _codes);
}
