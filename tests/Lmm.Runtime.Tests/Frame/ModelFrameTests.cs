using Lmm.Formula.Binding;

namespace Lmm.Runtime.Tests.Frame;

public class ModelFrameTests
{
    private static readonly ModelFrame Data = new(
        FrameColumn.Numeric("y", [1.5, 2.5, double.NaN, 4.5, 5.5]),
        FrameColumn.Numeric("x", [1.0, null, 3.0, 4.0, 5.0]),
        FrameColumn.Integer("day", [10L, 9, 10, null, 9]),
        FrameColumn.Boolean("flag", [true, false, null, true, true]),
        FrameColumn.Text("g", ["b", "a", "b", "c", null]),
        FrameColumn.Date("when", [new DateOnly(2024, 2, 29), new DateOnly(2023, 1, 1), null, null, new DateOnly(2024, 2, 29)]));

    private static ModelSpec Spec(params (string Name, VariableUse Use)[] variables)
    {
        ModelVariable[] used = [.. variables.Select(variable => new ModelVariable(variable.Name, Data[variable.Name].Declaration, variable.Use))];
        return new ModelSpec("formula", new(used), new ColumnExpression("y", new VariableReference(0)), default, default, default);
    }

    [Fact]
    public void Each_model_gets_the_complete_rows_of_its_own_variables()
    {
        CompleteCases frame = Data.Select(Spec(("y", VariableUse.Numeric), ("x", VariableUse.Numeric)), "M");
        Assert.Equal([1.5, 4.5, 5.5], frame.Numeric("y").Values);
        Assert.Equal(2, frame.DroppedRowCount);

        CompleteCases other = Data.Select(Spec(("y", VariableUse.Numeric), ("g", VariableUse.Factor)), "M");
        Assert.Equal([1.5, 2.5, 4.5], other.Numeric("y").Values);
        Assert.Equal(["a", "b", "c"], other.Factor("g").Levels);
        Assert.Equal([1, 0, 2], other.Factor("g").Codes);
    }

    [Fact]
    public void Whole_numbers_serve_as_number_and_as_factor()
    {
        CompleteCases frame = Data.Select(Spec(("day", VariableUse.Numeric | VariableUse.Factor)), "M");

        Assert.Equal([10, 9, 10, 9], frame.Numeric("day").Values);
        Assert.Equal(["9", "10"], frame.Factor("day").Levels);
        Assert.Equal([1, 0, 1, 0], frame.Factor("day").Codes);
    }

    [Fact]
    public void Whole_numbers_too_large_for_a_double_stay_apart_as_levels()
    {
        FrameColumn id = FrameColumn.Integer("id", [9007199254740993, 9007199254740992]);
        ModelVariable variable = new("id", id.Declaration, VariableUse.Factor);
        CompleteCases frame = new ModelFrame(id).Select(new ModelSpec("f", new(variable), new ColumnExpression("id", new VariableReference(0)), default, default, default), "M");

        Assert.Equal(["9007199254740992", "9007199254740993"], frame.Factor("id").Levels);
    }

    [Fact]
    public void Truth_values_and_dates_are_factors()
    {
        CompleteCases frame = Data.Select(Spec(("flag", VariableUse.Factor), ("when", VariableUse.Factor)), "M");

        Assert.Equal(["FALSE", "TRUE"], frame.Factor("flag").Levels);
        Assert.Equal(["2023-01-01", "2024-02-29"], frame.Factor("when").Levels);
        Assert.Equal([1, 0, 1], frame.Factor("when").Codes);
    }

    [Fact]
    public void Declarations_tell_the_binder_what_the_columns_are()
    {
        VariableType[] types = [.. Data.Declarations.Select(declaration => declaration.Type)];

        Assert.Equal([VariableType.Continuous, VariableType.Continuous, VariableType.Integer, VariableType.Boolean, VariableType.Text, VariableType.Text], types);
        Assert.All(Data.Declarations, declaration => Assert.True(declaration.MayBeMissing));
        Assert.False(FrameColumn.Text("t", ["a"]).Declaration.MayBeMissing);
    }

    [Fact]
    public void Declared_levels_fix_the_order()
    {
        FrameColumn column = FrameColumn.Factor("g", ["low", null, "high", "low"], "low", "mid", "high");
        ModelFrame data = new(column);
        ModelVariable variable = new("g", column.Declaration, VariableUse.Factor);
        CompleteCases frame = data.Select(new ModelSpec("f", new(variable), new ColumnExpression("g", new VariableReference(0)), default, default, default), "M");

        Assert.Equal(["low", "mid", "high"], column.Declaration.Levels);
        Assert.True(column.Declaration.IsFactor);
        Assert.Equal(["low", "high"], frame.Factor("g").Levels);
        Assert.Equal([0, 1, 0], frame.Factor("g").Codes);
    }

    [Fact]
    public void A_value_that_is_no_declared_level_names_its_row()
    {
        ArgumentException fault = Assert.Throws<ArgumentException>(() => FrameColumn.Factor("g", ["low", null, "hihg"], "low", "high"));

        Assert.StartsWith("Row 3 has the value 'hihg' of g, which is none of its declared levels (low, high)", fault.Message);
        Assert.Throws<ArgumentException>(() => FrameColumn.Factor("g", ["low"], "low", "low"));
    }

    [Fact]
    public void Whole_numbers_can_be_declared_a_factor_with_contrasts_or_levels()
    {
        FrameColumn contrasted = Data["day"].WithContrast(ContrastCoding.Sum);
        FrameColumn ordered = Data["day"].WithLevels("10", "9");

        Assert.True(contrasted.Declaration.IsFactor);
        Assert.Equal(ContrastCoding.Sum, contrasted.Declaration.Contrast);
        Assert.True(Data["day"].AsFactor().Declaration.IsFactor);
        Assert.Equal(["10", "9"], ordered.Declaration.Levels);
    }

    [Fact]
    public void Numbers_can_be_declared_a_factor()
    {
        FrameColumn factor = FrameColumn.Numeric("dose", [10.0, 0.5, 10, double.NaN]).AsFactor();
        ModelVariable variable = new("dose", factor.Declaration, VariableUse.Factor);
        CompleteCases frame = new ModelFrame(factor).Select(new ModelSpec("f", new(variable), new ColumnExpression("dose", new VariableReference(0)), default, default, default), "M");

        Assert.Equal(["0.5", "10"], frame.Factor("dose").Levels);
        Assert.Equal([1, 0, 1], frame.Factor("dose").Codes);
    }

    [Fact]
    public void A_column_replaces_the_one_of_its_name_or_is_appended()
    {
        ModelFrame replaced = Data.With(FrameColumn.Numeric("x", [0.0, 0, 0, 0, 0]));
        ModelFrame appended = Data.With(FrameColumn.Numeric("z", [0.0, 0, 0, 0, 0]));

        Assert.Equal(Data.Columns.Select(column => column.Name), replaced.Columns.Select(column => column.Name));
        Assert.False(replaced["x"].Declaration.MayBeMissing);
        Assert.Equal("z", appended.Columns[^1].Name);
    }

    [Fact]
    public void A_table_can_be_narrowed_to_some_of_its_rows_in_any_order()
    {
        ModelFrame data = new(
            FrameColumn.Numeric("y", [1, 2, 3, double.NaN]),
            FrameColumn.Integer("n", [10, null, 30, 40]),
            FrameColumn.Text("g", ["a", "b", null, "c"]),
            FrameColumn.Boolean("t", [true, false, true, null]));

        ModelFrame rows = data.Rows(2, 0);

        CompleteCases frame = rows.Select(new ModelSpec("f", new(new ModelVariable("y", rows["y"].Declaration, VariableUse.Numeric), new ModelVariable("n", rows["n"].Declaration, VariableUse.Numeric)), new ColumnExpression("y", new VariableReference(0)), default, default, default), "M");
        Assert.Equal([3, 1], frame.Numeric("y").Values);
        Assert.Equal([30, 10], frame.Numeric("n").Values);
        Assert.Equal([false, false, true, false], rows.Columns.Select(column => column.Declaration.MayBeMissing));
        Assert.Equal(["a", "b", "c"], rows["g"].Levels);
        Assert.Equal(["FALSE", "TRUE"], rows["t"].Levels);
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => data.Rows(4));
    }

    [Fact]
    public void Levels_are_told_in_order_and_numbers_have_none()
    {
        Assert.Equal(["b", "a"], FrameColumn.Text("g", ["a", "b"]).WithLevels("b", "a").Levels);
        Assert.Empty(FrameColumn.Integer("n", [1L, 2]).Levels);
        Assert.Empty(FrameColumn.Numeric("y", [1.0]).Levels);
    }

    [Fact]
    public void Columns_of_different_lengths_or_of_one_name_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ModelFrame(FrameColumn.Numeric("a", [1.0]), FrameColumn.Numeric("b", [1.0, 2])));
        Assert.Throws<ArgumentException>(() => new ModelFrame(FrameColumn.Numeric("a", [1.0]), FrameColumn.Text("a", ["x"])));
        Assert.Throws<ArgumentException>(() => Data["nothing"]);
    }

    [Fact]
    public void A_frame_does_not_change_with_the_arrays_that_it_was_made_of()
    {
        double[] values = [1, 2, 3];
        FrameColumn column = FrameColumn.Numeric("y", values);
        values[0] = 100;
        ModelVariable variable = new("y", column.Declaration, VariableUse.Numeric);
        CompleteCases frame = new ModelFrame(column).Select(new ModelSpec("f", new(variable), new ColumnExpression("y", new VariableReference(0)), default, default, default), "M");

        Assert.Equal([1, 2, 3], frame.Numeric("y").Values);
    }
}
