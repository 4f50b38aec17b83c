using Lmm.Variables;

namespace Lmm.Tests.Reading;

/// <summary>Rows of files are named by the lines where they begin, whatever has become of the table since.</summary>
public sealed class RowLineTests
{
    // The rows begin in the lines 2, 4, 6 and 8.
    private const string Text = "y,x,site\n1,1,\"a\nb\"\n2,,c\n\n3,3,\"a\nb\"\n5,4,d\n";

    [Fact]
    public void Lines_are_those_that_were_added_however_many_are_passed_over()
    {
        RowLines lines = new();
        long[] added = [2, 3, 4, 9, 10, 12, 20, 21];
        Array.ForEach(added, lines.Add);

        Assert.Equal(added, Enumerable.Range(0, lines.Count).Select(row => lines[row]));
        Assert.Equal([21, 2, 3, 12], Enumerable.Range(0, 4).Select(row => lines.Of([7, 0, 1, 5])[row]));
    }

    [Fact]
    public void A_level_that_no_fitted_row_has_is_named_with_its_line()
    {
        ModelFrame data = Frame();
        LinearModelFit fit = (LinearModelFit)Model.Parse("y ~ site").Fit(data.Rows(0, 1, 2));

        ModelException fault = Assert.Throws<ModelException>(() => fit.Predict(data.Where("y > 1")));
        Assert.Contains("line 8 has the value 'd' of site", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_value_that_is_refused_is_named_with_its_line()
    {
        ModelException fault = Assert.Throws<ModelException>(
            () => Model.Parse("y ~ x").Fit(Frame().With(FrameColumn.Numeric("z", [1, 2, 3, 4])), options: new FitOptions { MissingValues = MissingValues.Refuse }));
        Assert.Contains("line 4 has no value of x", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_infinity_is_named_with_its_line()
    {
        ModelException fault = Assert.Throws<ModelException>(() => Model.Parse("y ~ x").Fit(Csv.Read(Text.Replace("3,3", "3,Inf", StringComparison.Ordinal))));
        Assert.Contains("x is infinite in line 6;", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_come_from_no_text_are_named_by_their_numbers()
    {
        ModelFrame data = new(FrameColumn.Numeric("y", [1, 2, 3]), FrameColumn.Numeric("x", [1, 0, 2]));

        ModelException fault = Assert.Throws<ModelException>(() => Model.Parse("y ~ log(x)").Fit(data));
        Assert.Contains("log(x) is -infinity in row 2;", fault.Message, StringComparison.Ordinal);
    }

    private static ModelFrame Frame() => Csv.Read(Text);
}
