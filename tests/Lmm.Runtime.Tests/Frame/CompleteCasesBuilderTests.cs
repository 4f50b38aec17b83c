using Lmm.Tests.Kernels;

namespace Lmm.Runtime.Tests.Frame;

public class FrameBuilderTests
{
    private static CompleteCasesBuilder Builder(MissingValues missing = MissingValues.Drop)
        => new("DoseModel", "y ~ dose + (1 | subject)", new FitOptions { MissingValues = missing });

    private static CompleteCases Build(double[] y, double[] dose, string?[] subject, MissingValues missing = MissingValues.Drop)
    {
        CompleteCasesBuilder builder = Builder(missing);
        NumericColumnBuilder ys = builder.Numeric("y");
        NumericColumnBuilder doses = builder.Numeric("dose");
        KeyedFactorBuilder<string> subjects = builder.Factor<string>("subject");
        for (int i = 0; i < y.Length; i++)
        {
            ys.Add(y[i]);
            doses.Add(dose[i]);
            subjects.Add(subject[i]);
        }

        return builder.Build();
    }

    [Fact]
    public void Complete_rows_are_kept_as_they_are()
    {
        CompleteCases frame = Build([1, 2, 3], [4, 5, 6], ["b", "a", "b"]);

        Assert.Equal(3, frame.RowCount);
        Assert.Equal(0, frame.DroppedRowCount);
        Assert.Equal([1, 2, 3], frame.Numeric("y").Values);
        Assert.Equal([1, 0, 1], frame.Factor("subject").Codes);
        Assert.Equal(["a", "b"], frame.Factor("subject").Levels);
        Assert.Equal("DoseModel", frame.ModelName);
        Assert.Equal("y ~ dose + (1 | subject)", frame.Formula);
    }

    [Fact]
    public void Rows_with_a_missing_value_are_dropped_and_counted()
    {
        CompleteCases frame = Build([double.NaN, 2, 3, 4, 5], [1, 2, double.NaN, 4, 5], ["a", "b", "c", null, "d"]);

        Assert.Equal(2, frame.RowCount);
        Assert.Equal(3, frame.DroppedRowCount);
        Assert.Equal([2, 5], frame.Numeric("y").Values);
        Assert.Equal([2, 5], frame.Numeric("dose").Values);
        Assert.Equal(["b", "d"], frame.Factor("subject").Levels);
        Assert.Equal([0, 1], frame.Factor("subject").Codes);
        Assert.Equal([2, 5], [frame.InputRowNumber(0), frame.InputRowNumber(1)]);
    }

    [Fact]
    public void A_refused_missing_value_names_the_first_row_and_its_variable()
    {
        ModelException fault = Assert.Throws<ModelException>(
            () => Build([1, 2, 3, double.NaN], [1, 2, 3, 4], ["a", "b", null, "d"], MissingValues.Refuse));

        Assert.StartsWith("DoseModel: row 3 has no value of subject", fault.Message);
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void An_infinity_names_its_input_row_and_variable(double infinity)
    {
        ModelException fault = Assert.Throws<ModelException>(
            () => Build([double.NaN, 2, 3, 4, infinity, 6, 7, 8, 9, 10], [1, 2, 3, infinity, 5, 6, 7, 8, 9, 10], ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]));

        Assert.StartsWith("DoseModel: dose is infinite in row 4;", fault.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(16)]
    public void An_infinity_is_found_wherever_it_stands(int row)
    {
        double[] y = [.. Enumerable.Range(0, 17).Select(i => i == row ? double.PositiveInfinity : i)];
        ModelException fault = Assert.Throws<ModelException>(() => Build(y, new double[17], [.. y.Select(_ => "a")]));

        Assert.Contains($"y is infinite in row {row + 1};", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frame_without_rows_is_refused()
        => Assert.Contains("there are no rows to fit", Assert.Throws<ModelException>(() => Build([], [], [])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_frame_without_complete_rows_names_what_is_missing()
    {
        ModelException fault = Assert.Throws<ModelException>(() => Build([double.NaN, 1], [1, 2], ["a", null]));

        Assert.StartsWith("DoseModel: none of the 2 rows is complete (missing are values of y, subject)", fault.Message);
    }

    [Fact]
    public void Variables_with_different_numbers_of_rows_are_an_internal_error()
    {
        CompleteCasesBuilder builder = Builder();
        builder.Numeric("y").Add(1);
        builder.Numeric("dose");

        InvalidOperationException fault = Assert.Throws<InvalidOperationException>(builder.Build);
        Assert.Contains("dose was given 0 rows, but y 1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_registered_twice_is_an_internal_error()
    {
        CompleteCasesBuilder builder = Builder();
        builder.Numeric("y");

        Assert.Throws<ArgumentException>(() => builder.Numeric("y"));
    }

    [Fact]
    public void One_variable_can_serve_as_number_and_as_factor()
    {
        CompleteCasesBuilder builder = Builder();
        NumericColumnBuilder number = builder.Numeric("day");
        KeyedFactorBuilder<int> factor = builder.Factor<int>("day");
        foreach (int day in (int[])[10, 9, 10])
        {
            number.Add(day);
            factor.Add(day);
        }

        CompleteCases frame = builder.Build();
        Assert.Equal([10, 9, 10], frame.Numeric("day").Values);
        Assert.Equal(["9", "10"], frame.Factor("day").Levels);
    }

    [Fact]
    public void Adding_to_reserved_columns_allocates_nothing()
    {
        const int Rows = 5000;
        CompleteCasesBuilder builder = Builder();
        NumericColumnBuilder numeric = builder.Numeric("y");
        DeclaredFactorBuilder declared = builder.Factor("treatment", "A", "B");
        KeyedFactorBuilder<string> text = builder.Factor<string>("subject");
        KeyedFactorBuilder<int> whole = builder.Factor<int>("day");
        builder.Reserve(Rows);
        string[] names = ["s1", "s2", "s3"];
        void AddRow(int i)
        {
            numeric.Add(i);
            declared.Add(i % 2);
            text.Add(names[i % 3]);
            whole.Add(i % 5);
        }

        for (int i = 0; i < 50; i++)
        {
            AddRow(i);
        }

        int row = 50;
        Assert.Equal(0, Allocation.Of(() =>
        {
            for (int end = row + 1000; row < end; row++)
            {
                AddRow(row);
            }
        }));
    }
}
