using System.Text.Json;

namespace Lmm.Tests.Reading;

/// <summary>A few cells that are no numbers make a factor of a column of numbers: the model says so.</summary>
public sealed class StrayCellTests
{
    private const int Row = 20;

    [Theory]
    [InlineData("50%", "write the number without '%'")]
    [InlineData("$5", "write the number without '$'")]
    [InlineData("-", "correct it, or list it in CsvOptions.MissingTexts")]
    [InlineData(".", "correct it, or list it in CsvOptions.MissingTexts")]
    [InlineData("na", "correct it, or list it in CsvOptions.MissingTexts")]
    [InlineData("\"1,234\"", "if its comma separates thousands, write the number without it; if its comma is a decimal one, set CsvOptions.DecimalComma")]
    [InlineData("\"1,234.5\"", "if its comma separates thousands, write the number without it")]
    [InlineData("\"1.234,5\"", "if its point separates thousands, write the number without it; if its comma is a decimal one")]
    [InlineData("5 000", "if blanks or marks separate its thousands")]
    [InlineData("5\u200B", "it contains the invisible character U+200B: remove it")]
    [InlineData("123456789012345678901234567890", "it is a whole number of 30 digits, too long for 64 bits")]
    public void A_model_says_which_cell_makes_a_factor_of_a_number(string cell, string cure)
    {
        BoundModel model = Model.Parse("y ~ x + (1 | g)").Bind(Csv.Read(With(cell)));

        Note note = Assert.Single(model.Fit().Notes, note => note.Kind == NoteKind.StrayCell);
        Assert.Equal("stray-cell", note.Id);
        Assert.StartsWith("x is text, a factor of 10 levels, though of its 60 values 59 are numbers", note.Text, StringComparison.Ordinal);
        Assert.Contains($" in line {Row + 1}; {cure}", note.Text, StringComparison.Ordinal);
        Assert.EndsWith(", or declare x a factor.", note.Text, StringComparison.Ordinal);
        Assert.Equal(note.Text, Assert.Single(model.Notes).Text);
    }

    [Fact]
    public void A_column_has_its_stray_cells_with_lines_and_texts()
        => Assert.Equal([(Row + 1, "50%")], Csv.Read(With("50%"))["x"].StrayCells.Select(cell => (cell.Line, cell.Text)));

    [Fact]
    public void The_first_cell_may_be_the_stray_one()
        => Assert.Equal([(2, "-")], Csv.Read("x,y\n-,1\n1,2\n2,3\n3,4\n")["x"].StrayCells.Select(cell => (cell.Line, cell.Text)));

    [Theory]
    [InlineData("\"1,100.5\"", "\"2,100.5\"", "\"1,300.5\"")]
    [InlineData("50%", "30%", "20%")]
    [InlineData("\"1,5\"", "\"2,5\"", "\"3,5\"")]
    public void Numbers_in_another_notation_count_as_numbers(string first, string second, string third)
        => Assert.Equal(3, Csv.Read($"x,y\n{first},1\n{second},2\n{third},3\n")["x"].StrayCells.Count);

    [Theory]
    [InlineData("y ~ z + (1 | x)")]
    [InlineData("y ~ factor(x) + (1 | g)")]
    [InlineData("y ~ C(x, sum) + (1 | g)")]
    [InlineData("y ~ z + (1 | g)")]
    public void Groups_and_declared_factors_are_as_they_are_meant(string formula)
        => Assert.Empty(Model.Parse(formula).Bind(Csv.Read(With("50%"))).Notes);

    [Theory]
    [InlineData("y ~ z + (x | g)")]
    [InlineData("y ~ z:x + (1 | g)")]
    public void Slopes_and_interactions_count_as_uses(string formula)
        => Assert.Single(Model.Parse(formula).Bind(Csv.Read(With("50%"))).Notes);

    [Fact]
    public void A_column_that_is_declared_a_factor_has_no_stray_cells()
    {
        ModelFrame data = Csv.Read(With("50%"));

        Assert.Empty(data["x"].AsFactor().StrayCells);
        Assert.Empty(Model.Parse("y ~ x + (1 | g)").Bind(data.With(data["x"].AsFactor())).Notes);
        Assert.Single(data.Rows(Enumerable.Range(0, 40).ToArray())["x"].StrayCells);
    }

    [Theory]
    [InlineData("x,y\na,1\nb,2\n3,4\n")]
    [InlineData("x,y\n1a,1\n2b,2\n3,4\n")]
    [InlineData("x,y\n2024-02-29,1\n2024-03-01,2\n")]
    [InlineData("x,y\n12345678901234567890123,1\n12345678901234567890124,2\n")]
    public void A_column_that_is_mostly_text_has_none(string text) => Assert.Empty(Csv.Read(text)["x"].StrayCells);

    [Fact]
    public void The_fit_as_json_has_the_note()
    {
        using JsonDocument json = JsonDocument.Parse(Model.Parse("y ~ x + (1 | g)").Fit(Csv.Read(With("50%"))).ToJson());

        Assert.Contains(json.RootElement.GetProperty("warnings").EnumerateArray(), note => note.GetProperty("id").GetString() == "stray-cell");
    }

    // Sixty rows; x runs from 0 to 8.
    private static string With(string cell) => "y,x,z,g\n" + string.Concat(Enumerable.Range(1, 60).Select(row =>
        FormattableString.Invariant($"{(row % 7 * 0.3) + (row % 5):F2},{(row == Row ? cell : $"{row % 9}")},{row % 4},{"abcdef"[row % 6]}\n")));
}
