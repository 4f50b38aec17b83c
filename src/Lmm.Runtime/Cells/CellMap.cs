using System.Globalization;
using System.Runtime.CompilerServices;
using Lmm.Kernels;

namespace Lmm.Cells;

/// <summary>The working columns [Z X y] for one grouping factor as functions of the numbers of a row, for each template of cells.</summary>
/// <param name="templates">The number of templates.</param>
/// <param name="numbers">The number of numbers, K.</param>
/// <param name="effectCount">The number of effects per level, k.</param>
/// <param name="width">k + rank + 1.</param>
internal sealed class CellMap(int templates, int numbers, int effectCount, int width)
{
    private readonly double[] _values = new double[checked(templates * (numbers + 1) * Padding.ToVector(width))];

    /// <summary>The number of effects per level, k.</summary>
    public int EffectCount => effectCount;

    /// <summary>k + rank + 1.</summary>
    public int Width => width;

    /// <summary>The distance between rows: <see cref="Width"/> filled up to whole vectors.</summary>
    public int Stride { get; } = Padding.ToVector(width);

    /// <summary>The map of a template: a row for no number, and one for each number.</summary>
    public Span<double> Of(int template) => _values.AsSpan(template * (numbers + 1) * Stride, (numbers + 1) * Stride);

    /// <summary>
    /// Writes the working rows of a cell: that of its means, and for each column of the factor of its sums of products about the means what the numbers of that column make.
    /// </summary>
    /// <param name="template">The template of the cell.</param>
    /// <param name="means">The means of its numbers.</param>
    /// <param name="factor">The factor of its sums.</param>
    /// <param name="rank">The rank of the factor.</param>
    /// <param name="target">1 + rank rows, <see cref="Stride"/> apart.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(int template, ReadOnlySpan<double> means, CellFactor factor, int rank, Span<double> target)
    {
        ReadOnlySpan<double> map = Of(template);
        RowProducts.Combine(map[..Stride], means, map[Stride..], Stride, target);
        for (int column = 0; column < rank; column++)
        {
            RowProducts.Combine([], factor.Column(column), map[Stride..], Stride, target[((column + 1) * Stride)..]);
        }
    }

    /// <summary>How many templates and columns there are.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{templates} templates of {width} columns by {numbers} numbers");
}
