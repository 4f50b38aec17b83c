namespace Lmm.Tests.Frame;

/// <summary>Conditions keep the rows for which they are true, and faults point at the wrong word.</summary>
public sealed class RowConditionTests
{
    private static readonly ModelFrame Data = new(
        FrameColumn.Integer("row", new long[] { 0, 1, 2, 3, 4 }),
        FrameColumn.Numeric("week", [1, 2, double.NaN, 3.5, -1]),
        FrameColumn.Text("the site", ["north", "south", "south", null, "west"]),
        FrameColumn.Boolean("done", [true, false, null, true, false]),
        FrameColumn.Date("day", [new(2024, 1, 1), new(2024, 2, 1), new(2024, 3, 1), new(2024, 4, 1), null]));

    [Theory]
    [InlineData("week > 2", "3")]
    [InlineData("week >= 2", "1 3")]
    [InlineData("2 <= week", "1 3")]
    [InlineData("week < -0.5", "4")]
    [InlineData("week != 2", "0 3 4")]
    [InlineData("!(week == 2)", "0 3 4")]
    [InlineData("week == 1e0 || row == 4", "0 4")]
    [InlineData("row > 0 && row < 3 | row == 4", "1 2 4")]
    [InlineData("row > 0 & (row < 3 | row == 4)", "1 2 4")]
    [InlineData("week > 2 | row == 2", "2 3")]
    [InlineData("week > 2 & row == 2", "")]
    [InlineData("row>0&!week>2", "1 4")]
    [InlineData("`the site` == \"south\"", "1 2")]
    [InlineData("'south' < `the site`", "4")]
    [InlineData("`the site` != 'south'", "0 4")]
    [InlineData("done == TRUE", "0 3")]
    [InlineData("!!(done == 'TRUE')", "0 3")]
    [InlineData("day >= \"2024-02-01\" & day < '2024-04-01'", "1 2")]
    [InlineData("WEEK == 2", "1")]
    public void Rows_are_kept_for_which_the_condition_is_true(string condition, string rows)
        => Assert.Equal(rows, string.Join(' ', Data.Where(condition)["row"].Numbers!));

    [Theory]
    [InlineData("", 0, 0, "here a column, a number or a text in quotes is missing")]
    [InlineData("week >", 6, 0, "here a column, a number or a text in quotes is missing")]
    [InlineData("week = 2", 5, 1, "write '==' for 'is equal'")]
    [InlineData("row > 1 & wek > 2", 10, 3, "there is no column 'wek'; did you mean 'week'?")]
    [InlineData("week > wek", 7, 3, "there is no column 'wek'")]
    [InlineData("week > 'a'", 7, 3, "week is a number; compare it with a number")]
    [InlineData("week > row", 7, 3, "week is a number; compare it with a number")]
    [InlineData("`the site` == 3", 14, 1, "compare it with a text in quotes, such as \"north\"")]
    [InlineData("(week > 2", 9, 0, "a bracket is not closed; write ')'")]
    [InlineData("week > 2)", 8, 1, "this bracket closes nothing")]
    [InlineData("week > 2 row > 1", 9, 3, "write '&' or '|' between comparisons")]
    [InlineData("week", 4, 0, "after 'week' a comparison is missing")]
    [InlineData("2 < 3", 0, 1, "a comparison needs a column")]
    [InlineData("week > ~ 2", 7, 1, "here a column, a number or a text in quotes is missing")]
    [InlineData("week > 2 & 'x", 11, 1, "This quotation mark is never closed")]
    public void A_fault_points_at_the_wrong_word(string condition, int start, int length, string message)
    {
        ConditionException fault = Assert.Throws<ConditionException>(() => Data.Where(condition));

        Assert.Equal((condition, start, length), (fault.Condition, fault.Start, fault.Length));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.EndsWith($"\n  {condition}\n  {new string(' ', start)}{new string('^', int.Max(1, length))}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Brackets_without_end_are_refused()
        => Assert.Contains("nested too deep", Assert.Throws<ConditionException>(() => Data.Where(new string('(', 100_000))).Message, StringComparison.Ordinal);
}
