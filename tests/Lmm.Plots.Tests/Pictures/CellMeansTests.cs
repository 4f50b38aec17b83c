namespace Lmm.Plots.Tests.Pictures;

/// <summary>Means of rows in cells.</summary>
public class CellMeansTests
{
    private static readonly string[] Weeks = [.. Enumerable.Range(0, 60).Select(static row => row % 3 == 0 ? "10" : row % 3 == 1 ? "9" : "-1")];
    private static readonly string[] Strains = [.. Enumerable.Range(0, 60).Select(static row => row % 2 == 0 ? "A" : "B")];
    private static readonly double[] Values = [.. Enumerable.Range(0, 60).Select(static row => (row % 3) + (row % 2 * 10.0) + (row % 5 * 0.01))];

    private static readonly RowFactor Week = new("week", Weeks);

    [Fact]
    public void Means_and_intervals_are_those_of_the_cells()
    {
        string description = Plot.CellMeans([new RowNumbers("y", Values)], Week, new RowFactor("strain", Strains)).Description;

        // Ten rows of each cell: the five hundredths twice; 0.0149 is their standard deviation, 2.262 Student's quantile on 9.
        Assert.Contains("-1, A: 2.02 (2.01 to 2.03)", description, StringComparison.Ordinal);
        Assert.Contains("10, B: 10.0 (10.0 to 10.0)", description, StringComparison.Ordinal);
        Assert.True(description.IndexOf("-1, A", StringComparison.Ordinal) < description.IndexOf("9, A", StringComparison.Ordinal));
        Assert.True(description.IndexOf("9, A", StringComparison.Ordinal) < description.IndexOf("10, A", StringComparison.Ordinal));
    }

    [Fact]
    public void A_share_of_the_numbers_narrows_the_axis_to_the_same_share_of_each_panel()
    {
        double[] wide = [.. Values.Select(static value => 100 * value)];
        Picture all = Plot.CellMeans([new RowNumbers("y", Values), new RowNumbers("z", wide)], Week);
        Picture middle = Plot.CellMeans([new RowNumbers("y", Values), new RowNumbers("z", wide)], Week, share: 0.1);
        Assert.DoesNotContain("Each axis shows", all.ToSvg(), StringComparison.Ordinal);
        Assert.Contains("Each axis shows the middle 10 % of the numbers of its panel", middle.ToSvg(), StringComparison.Ordinal);
        Assert.NotEqual(all.ToSvg(), middle.ToSvg());
    }

    [Fact]
    public void Cells_of_one_row_or_of_equal_rows_are_drawn()
    {
        string svg = Plot.CellMeans([new RowNumbers("y", [1, 1, 1, 5])], new RowFactor("g", ["a", "a", "a", "b"])).ToSvg();
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_go_together_is_refused()
    {
        RowNumbers y = new("y", Values);
        Assert.Contains("y has 2 rows, week 60", Assert.Throws<ArgumentException>(() => Plot.CellMeans([new RowNumbers("y", [1, 2])], Week)).Message, StringComparison.Ordinal);
        Assert.Contains("y is not finite in row 3", Assert.Throws<ArgumentException>(() => Plot.CellMeans([new RowNumbers("y", [.. Values.Take(2), double.NaN, .. Values.Skip(3)])], Week)).Message, StringComparison.Ordinal);
        Assert.Contains("week has 60 rows, strain 1", Assert.Throws<ArgumentException>(() => Plot.CellMeans([y], Week, new RowFactor("strain", ["A"]))).Message, StringComparison.Ordinal);
        Assert.Contains("g has 60 levels", Assert.Throws<ArgumentException>(() => Plot.CellMeans([y], new RowFactor("g", [.. Enumerable.Range(0, 60).Select(static row => $"g{row}")]))).Message, StringComparison.Ordinal);
        Assert.Contains("g has no rows", Assert.Throws<ArgumentException>(() => Plot.CellMeans([new RowNumbers("y", [])], new RowFactor("g", []))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Plot.CellMeans([], Week));
        Assert.Throws<ArgumentOutOfRangeException>(() => Plot.CellMeans([y], Week, share: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Plot.CellMeans([y], Week, share: double.NaN));
    }
}
