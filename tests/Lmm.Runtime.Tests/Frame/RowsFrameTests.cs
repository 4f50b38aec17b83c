using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Tests.Reading;
using Lmm.Tests.ReferenceModels.Rows;

namespace Lmm.Runtime.Tests.Frame;

/// <summary>Frames of rows by reflection.</summary>
public class RowsFrameTests
{
    [Fact]
    public void Attributes_say_what_they_say_at_build_time()
    {
        Plot[] rows =
        [
            new(1.5, 2, "b", Dose.High, 4) { Ordered = 3 },
            new(null, 1, "a", Dose.Low, 5) { Ordered = 1 },
            new(2.5, 2, null, Dose.None, 6) { Ordered = 3 },
        ];
        ModelFrame frame = ModelFrame.From(rows);

        Assert.Equal(["the yield", "Block", "Site", "Dose", "Plain", "Ordered", "Field"], frame.Columns.Select(column => column.Name));
        Assert.Equal([1.5, double.NaN, 2.5], frame.Numbers("the yield"));
        Assert.True(frame["Block"].Declaration.IsFactor);
        Assert.Equal(["b", "a"], frame["Site"].Declaration.Levels);
        Assert.Equal(VariableType.Enumeration, frame["Dose"].Declaration.Type);
        Assert.Equal(["Low", "High", "None"], frame["Dose"].Declaration.Levels);
        Assert.Equal(ContrastCoding.Sum, frame["Dose"].Declaration.Contrast);
        Assert.Equal(VariableType.Integer, frame["Plain"].Declaration.Type);
        Assert.True(frame["Ordered"].Declaration.IsOrdered);
        Assert.Equal(["b", "a", null], frame.Texts("Site"));
        Assert.Equal([7, 7, 7], frame.Numbers("Field"));
    }

    [Fact]
    public void Rows_by_reflection_fit_as_by_generated_code()
    {
        Cake[] rows = [.. Enumerable.Range(0, 90).Select(row => new Cake((short)((row * row % 37) + (row % 15)), (Recipe)(row % 3), 175 + (10 * (row / 3 % 6)), (byte)(row / 18)))];
        LinearMixedModelFit generated = CakeModel.Fit(rows);
        LinearMixedModelFit reflected = Assert.IsType<LinearMixedModelFit>(Model.Parse(CakeModel.Formula).Fit(ModelFrame.From(rows)));

        Assert.Equal(generated.Objective, reflected.Objective);
        Assert.Equal(generated.Coefficients, reflected.Coefficients);
    }

    [Fact]
    public void Anonymous_rows_and_structs_will_do()
    {
        ModelFrame frame = ModelFrame.From(Enumerable.Range(0, 3).Select(row => new { Y = row / 2.0, G = $"g{row}", Ignored = new object() }));

        Assert.Equal(["Y", "G"], frame.Columns.Select(column => column.Name));
        Assert.Equal([0, 0.5, 1], frame.Numbers("Y"));
        Assert.Equal(["height", "age", "Subject"], ModelFrame.From(new[] { new Boy() }).Columns.Select(column => column.Name));
    }

    [Fact]
    public void Dates_and_identifiers_group_rows_until_they_are_made_factors()
    {
        ModelFrame frame = ModelFrame.From(Enumerable.Range(0, 12).Select(row => new { Y = row * row % 7, Day = new DateOnly(2024, 2, 27).AddDays(row % 3), Id = new Guid(row % 4, 0, 0, new byte[8]) }));

        Assert.DoesNotContain(Model.Check("Y ~ 1 + (1 | Day) + (1 | Id)", frame), fault => fault.Rule.Severity == FormulaSeverity.Error);
        Assert.Equal("LMM036", Assert.Single(Model.Check("Y ~ Day", frame), fault => fault.Rule.Severity == FormulaSeverity.Error).Rule.Id);
        LinearModelFit fit = Assert.IsType<LinearModelFit>(Model.Parse("Y ~ Day").Fit(frame.With(frame["Day"].AsFactor())));
        Assert.Equal(["(Intercept)", "Day2024-02-28", "Day2024-02-29"], fit.Coefficients.Select(coefficient => coefficient.Name));
    }

    [Fact]
    public void A_null_row_and_an_undeclared_value_name_their_rows()
    {
        Assert.StartsWith("Row 2 is null", Assert.Throws<ArgumentException>(() => ModelFrame.From(new string?[] { "a", null })).Message, StringComparison.Ordinal);
        ArgumentException fault = Assert.Throws<ArgumentException>(() => ModelFrame.From([new Plot(1, 1, "b", (Dose)99, 1)]));
        Assert.StartsWith("Row 1 has the value '99' of Dose", fault.Message, StringComparison.Ordinal);
    }

    private sealed record Plot(
        [Variable("the yield")] double? Yield,
        [property: Factor] byte Block,
        [Levels("b", "a")] string? Site,
        [Contrast(ContrastCoding.Sum)] Dose Dose,
        long Plain)
    {
        public readonly ulong Field = 7;

        [Factor(Ordered = true)]
        public int Ordered { get; init; }

        public static int Static => 1;
    }
}
