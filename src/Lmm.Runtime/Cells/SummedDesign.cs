using System.Globalization;
using Lmm.Coordinates;
using Lmm.Crossing;
using Lmm.Kernels;

namespace Lmm.Cells;

/// <summary>A design whose rows are known by the sums of cells.</summary>
/// <remarks>
/// In the columns of <see cref="Cells"/> summed numbers are ones: a column of a row is that of its cell times a number of the row, or the column of the cell. What depends on all rows (units, the rank of X, the coordinates
/// in which the solver works) is chosen for the sums of all cells that agree in these columns. The blocks of the grouping factors are then sums over cells, of each its mean row with its weight, and the columns of the
/// Cholesky factor of its sums about the means.
/// </remarks>
internal sealed class SummedDesign : ISummedDesign
{
    // Rows reach further than their sums: so many powers of two within the ordinary range the sums must be.
    private const int Reach = 32;

    private readonly CellTable _cells;
    private readonly ColumnNumbers _numbers;
    private readonly double _centre;

    private SummedDesign(ModelDesign design, CellTable cells, ColumnNumbers numbers, double centre)
    {
        Cells = design;
        _cells = cells;
        _numbers = numbers;
        _centre = centre;
    }

    /// <inheritdoc/>
    public ModelDesign Cells { get; }

    /// <inheritdoc/>
    public int MostRows => (int)Math.Min(int.MaxValue, Math.Min(_cells.RowCount, (long)_cells.Count * (_cells.NumberCount + 1)));

    /// <summary>The design of cells.</summary>
    /// <param name="cells">The cells, with the response for the last number.</param>
    /// <param name="frame">Their keys, encoded.</param>
    /// <param name="centre">What stays subtracted from the response.</param>
    /// <param name="workers">What stops the work.</param>
    /// <exception cref="ModelException">The cells cannot be fitted.</exception>
    public static SummedDesign Of(CellTable cells, CellFrame frame, double centre, Workers workers)
    {
        NumberUnit unit = cells.Units[^1];
        double[] weights = GC.AllocateUninitializedArray<double>(cells.Count);
        double[] response = GC.AllocateUninitializedArray<double>(cells.Count);
        for (int cell = 0; cell < cells.Count; cell++)
        {
            weights[cell] = cells.WeightOf(cell);
            response[cell] = unit.Centre - centre + (cells.MeanOf(cell, cells.NumberCount - 1) / unit.Scale);
        }

        CellDriver driver = frame.Drive(null, [.. new double[]?[cells.NumberCount - 1], response], weights, withResponse: true, workers);
        return new SummedDesign(driver.Build(), cells, driver.ColumnNumbers, centre);
    }

    /// <inheritdoc/>
    public CrossProducts? Form(Workers workers)
    {
        // Columns that are kept by what each row has are terms of their own to the solver, each with rows of its own.
        if (Cells.ObservedRows is not null || Array.Exists(Cells.RandomTerms, static term => term.Matrix.Indicators.Length > 0))
        {
            return null;
        }

        RandomTermPart[] parts = RandomTermPart.Of(Cells);
        if (Array.Exists(parts, static part => part.Rows is not null)
            || CellTemplates.Of(Cells.RandomTerms.SelectMany(static term => term.Matrix.Columns).Concat(Cells.FixedEffects.Columns), _cells, workers) is not { } templates)
        {
            return null;
        }

        ModelDesign total = Standing(templates);
        if (!IsOrdinary(total))
        {
            return null;
        }

        DesignUnits units = new(0, new int[total.FixedEffects.ColumnCount], Array.ConvertAll(total.RandomTerms, static term => new int[term.Matrix.ColumnCount]));
        CrossingPlan plan = CrossingPlan.Of(new EstimationDesign(Cells.Shape, total, Rows: null, units, ResponseUnit: 0, Cells.Rows.Represented!.LogWeightSum), workers);
        return new CellCrossing(Cells, _cells, GroupedFactor.Of(Cells, parts), plan, new CellMaps(Cells, _numbers, _cells.Units, _centre, templates, plan)).Form(workers);
    }

    // The rows that have the sums of all cells of each template, without their levels.
    private ModelDesign Standing(CellTemplates templates)
    {
        CellRows rows = CellRows.Of(templates.Sums, null, _centre, new Workers(1, CancellationToken.None));
        CompleteCases cases = new()
        {
            ModelName = Cells.Rows.ModelName,
            Formula = Cells.Rows.Formula,
            RowCount = rows.Cells.Length,
            Represented = Cells.Rows.Represented,
        };
        return Cells.With(
            cases,
            new NumericColumn(Cells.Response.Name, rows.Numbers[^1]),
            rows.Weights,
            offset: null,
            Matrix(Cells.FixedEffects, _numbers.FixedEffects),
            [.. Cells.RandomTerms.Select((term, index) => term with
            {
                Grouping = new FactorColumn(term.Grouping.Name, new int[rows.Cells.Length], term.Grouping.Levels[..1]),
                Matrix = Matrix(term.Matrix, _numbers.RandomTerms[index]),
            })]);

        ModelMatrix Matrix(ModelMatrix matrix, int[] numbers) => matrix with { Columns = [.. matrix.Columns.Select((column, index) => Column(column, numbers[index]))] };

        double[] Column(double[] column, int number)
        {
            double[] factors = Array.ConvertAll(rows.Cells, template => column[templates.First[template]]);
            return number == ColumnNumbers.None ? factors : [.. factors.Zip(rows.Numbers[number], static (factor, value) => factor * value)];
        }
    }

    // Where columns or weights are in units other than one, or a few weights outweigh all others, the sums of the rows are taken.
    private bool IsOrdinary(ModelDesign total)
    {
        WeightUnit unit = new(Cells.Weights!, total.FixedEffects.ColumnCount);
        return unit is { Root: 0, IsDominated: false } && !new WeightUnit(total.Weights!, total.FixedEffects.ColumnCount).IsDominated
            && total.RandomTerms.SelectMany(static term => term.Matrix.Columns).Concat(total.FixedEffects.Columns).Append(total.Response.Values).All(IsWithin);

        static bool IsWithin(double[] column)
        {
            double largest = LargestMagnitude.Of(column);
            return BinaryUnit.Of(Math.ScaleB(largest, Reach)) == 0 && BinaryUnit.Of(Math.ScaleB(largest, -Reach)) == 0;
        }
    }

    /// <summary>How many cells there are.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Cells} in {_cells}");
}
