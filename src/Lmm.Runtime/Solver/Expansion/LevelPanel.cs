using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Solver.Expansion;

/// <summary>
/// A dense matrix with a row for each effect of each level of a head: its products with the tail's columns, zeros where it does not meet them, and beside
/// them its products with X and y.
/// </summary>
internal sealed unsafe class LevelPanel
{
    private readonly HeadLevels _head;
    private readonly AlignedBuffer _buffer = new();
    private readonly int _tail;
    private readonly int _data;
    private readonly int _stride;

    /// <summary>Makes a matrix of zeros.</summary>
    /// <param name="head">The head.</param>
    /// <param name="tail">The number of the tail's columns.</param>
    /// <param name="data">The number of columns of X and y.</param>
    public LevelPanel(HeadLevels head, int tail, int data)
    {
        (_head, _tail, _data) = (head, tail, data);
        _stride = Padding.ToVector(tail + data);
        _buffer.Reserve((long)RowCount * _stride);
        Clear();
    }

    /// <summary>The columns of the tail.</summary>
    public StridedMatrix Couplings => new(_buffer.Pointer, _stride, 1);

    /// <summary>The columns of X and y.</summary>
    public StridedMatrix Data => Couplings.From(0, _tail);

    private int RowCount => _head.LevelCount * _head.EffectCount;

    /// <summary>Sets all values to zero.</summary>
    public void Clear() => new Span<double>(_buffer.Pointer, RowCount * _stride).Clear();

    /// <summary>Copies B of all levels.</summary>
    public void CopyCouplings()
    {
        int k = _head.EffectCount;
        for (int level = 0; level < _head.LevelCount; level++)
        {
            ReadOnlySpan<int> columns = _head.Columns(level);
            ReadOnlySpan<double> panel = _head.Panel(level);
            for (int entry = 0; entry < panel.Length; entry++)
            {
                Row((level * k) + (entry / columns.Length))[columns[entry % columns.Length]] = panel[entry];
            }
        }
    }

    /// <summary>Copies the products with X and y.</summary>
    public void CopyData()
    {
        for (int row = 0; row < RowCount; row++)
        {
            _head.Data(row / _head.EffectCount, row % _head.EffectCount).CopyTo(Row(row)[_tail..]);
        }
    }

    /// <summary>Writes the columns of X and y, row by row.</summary>
    public void ReadData(Span<double> target)
    {
        for (int row = 0; row < RowCount; row++)
        {
            Row(row).Slice(_tail, _data).CopyTo(target[(row * _data)..]);
        }
    }

    /// <summary>Becomes each level's rows of another panel times a k × k matrix of that level, levels × k × k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Mix(double[] maps, LevelPanel source)
    {
        int k = _head.EffectCount;
        Clear();
        for (int row = 0; row < RowCount; row++)
        {
            for (int inner = 0; inner < k; inner++)
            {
                VectorProducts.Add(maps[(row * k) + inner], source.Row((row / k * k) + inner), Row(row));
            }
        }
    }

    private Span<double> Row(int row) => new(_buffer.Pointer + ((nint)row * _stride), _stride);
}
