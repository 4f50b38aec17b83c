namespace Lmm.Tests.Frame;

/// <summary>Arguments that are null or out of range are refused by name.</summary>
public sealed class FrameArgumentTests
{
    private static readonly FrameColumn Column = FrameColumn.Integer("x", new long[] { 2, 1, 2 });

    public static TheoryData<string, Action> Nulls { get; } = new()
    {
        { "name", () => FrameColumn.Numeric(null!, new double[] { 1 }) },
        { "values", () => FrameColumn.Numeric("x", (IEnumerable<double>)null!) },
        { "values", () => FrameColumn.Numeric("x", (IEnumerable<double?>)null!) },
        { "name", () => FrameColumn.Integer(null!, new long[] { 1 }) },
        { "values", () => FrameColumn.Integer("x", (IEnumerable<long>)null!) },
        { "name", () => FrameColumn.Integer(null!, new long?[] { 1 }) },
        { "values", () => FrameColumn.Integer("x", (IEnumerable<long?>)null!) },
        { "name", () => FrameColumn.Boolean(null!, [true]) },
        { "values", () => FrameColumn.Boolean("x", null!) },
        { "name", () => FrameColumn.Text(null!, ["a"]) },
        { "values", () => FrameColumn.Text("x", null!) },
        { "name", () => FrameColumn.Date(null!, [DateOnly.MinValue]) },
        { "values", () => FrameColumn.Date("x", null!) },
        { "name", () => FrameColumn.Factor(null!, ["a"], "a") },
        { "values", () => FrameColumn.Factor("x", null!, "a") },
        { "levels", () => FrameColumn.Factor("x", ["a"], (IEnumerable<string>)null!) },
        { "levels", () => Column.WithLevels((IEnumerable<string>)null!) },
        { "contrasts", () => Column.WithContrast(null!) },
        { "columns", () => new ModelFrame((IEnumerable<FrameColumn>)null!) },
        { "column", () => new ModelFrame(Column).With(null!) },
        { "name", () => _ = new ModelFrame(Column)[null!] },
        { "name", () => new ModelFrame(Column).Find(null!) },
        { "path", () => ModelFrame.FromCsv((string)null!) },
        { "stream", () => ModelFrame.FromCsv((Stream)null!) },
        { "rows", () => ModelFrame.From((IEnumerable<string>)null!) },
        { "reader", () => ModelFrame.From((System.Data.Common.DbDataReader)null!) },
    };

    [Theory]
    [MemberData(nameof(Nulls))]
    public void Null_is_refused_by_the_name_of_the_argument(string argument, Action action) => Assert.Throws<ArgumentNullException>(argument, action);

    [Fact]
    public void An_empty_name_is_refused() => Assert.Throws<ArgumentException>("name", () => FrameColumn.Text("", ["a"]));

    [Fact]
    public void A_column_or_a_level_that_is_null_is_refused()
    {
        Assert.Throws<ArgumentException>("columns", () => new ModelFrame(Column, null!));
        Assert.Throws<ArgumentException>("levels", () => Column.WithLevels("1", null!));
    }

    [Fact]
    public void A_coding_or_a_row_that_does_not_exist_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("coding", () => Column.WithContrast((ContrastCoding)99));
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => new ModelFrame(Column).Rows(3));
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => new ModelFrame(Column).Rows(-1));
    }

    [Fact]
    public void Whole_numbers_have_levels_once_they_are_a_factor()
    {
        Assert.Empty(Column.Levels);
        Assert.Equal(["1", "2"], Column.AsFactor().Levels);
        Assert.Equal(["1", "2"], Column.AsOrdered().Levels);
        Assert.Equal(["1", "2"], Column.WithContrast(ContrastCoding.Sum).Levels);
        Assert.Equal(["1", "2"], FrameColumn.Numeric("x", new double[] { 2, 1 }).AsFactor().Levels);
    }
}
