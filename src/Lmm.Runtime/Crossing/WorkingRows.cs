using System.Runtime.CompilerServices;
using Lmm.Coordinates;
using Lmm.Kernels;

namespace Lmm.Crossing;

/// <summary>Writes rows of [Z<sub>j</sub> X y] in working coordinates for one grouping factor j, in any order of the rows.</summary>
internal sealed class WorkingRows
{
    private readonly ColumnBlock[] _terms;
    private readonly ColumnBlock _fixedEffects;
    private readonly FixedEffectsCoordinates _coordinates;
    private readonly double[] _response;
    private readonly double[]? _offset;

    public WorkingRows(ModelDesign design, FixedEffectsCoordinates coordinates, ColumnBlock[] terms, double[]? response = null)
    {
        _terms = terms;
        _coordinates = coordinates;
        _fixedEffects = new ColumnBlock(design.FixedEffects.Columns, coordinates.Basis);
        _response = response ?? design.Response.Values;
        _offset = design.Offset;
        EffectCount = terms.Sum(static term => term.Count);
        Width = EffectCount + coordinates.Rank + 1;
        Stride = Padding.ToVector(Width);
    }

    /// <summary>The number of effects per level, k.</summary>
    public int EffectCount { get; }

    /// <summary>k + rank + 1.</summary>
    public int Width { get; }

    /// <summary>The distance between rows in the target: <see cref="Width"/> filled up to whole vectors.</summary>
    public int Stride { get; }

    /// <summary>Writes the rows at positions first, first + 1, … of the order (null: the rows' own order).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(int[]? order, int first, int count, Span<double> target)
    {
        WriteEffects(order, first, count, target, Stride);
        _fixedEffects.Write(order, first, count, target[EffectCount..], Stride);
        ReadOnlySpan<double> projection = _coordinates.Response.Projection;
        double shift = _coordinates.Response.Shift;
        double scale = _coordinates.Response.Scale;
        for (int index = 0; index < count; index++)
        {
            int row = order is null ? first + index : order[first + index];
            double value = (_response[row] - (_offset is null ? 0 : _offset[row]) - shift) * scale;
            Span<double> x = target.Slice((index * Stride) + EffectCount, projection.Length + 1);
            for (int column = 0; column < projection.Length; column++)
            {
                value -= projection[column] * x[column];
            }

            x[projection.Length] = value;
        }
    }

    /// <summary>Writes the columns of Z<sub>j</sub> alone.</summary>
    public void WriteEffects(int[]? order, int first, int count, Span<double> target, int stride)
    {
        int at = 0;
        foreach (ColumnBlock term in _terms)
        {
            term.Write(order, first, count, target[at..], stride);
            at += term.Count;
        }
    }
}
