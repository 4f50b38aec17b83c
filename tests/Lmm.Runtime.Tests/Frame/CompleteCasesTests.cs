namespace Lmm.Runtime.Tests.Frame;

public class CompleteCasesTests
{
    private static CompleteCases Frame(int rows, Func<int, string> a, Func<int, string> b, Func<int, double>? x = null)
    {
        CompleteCasesBuilder builder = new("M", "f");
        KeyedFactorBuilder<string> first = builder.Factor<string>("a");
        KeyedFactorBuilder<string> second = builder.Factor<string>("b");
        NumericColumnBuilder numeric = builder.Numeric("x");
        for (int i = 0; i < rows; i++)
        {
            first.Add(a(i));
            second.Add(b(i));
            numeric.Add(x is null ? i : x(i));
        }

        return builder.Build();
    }

    [Fact]
    public void Combinations_of_factors_are_those_observed_with_the_first_varying_slowest()
    {
        string[] a = ["q", "p", "q", "p", "q"];
        string[] b = ["2", "1", "1", "1", "2"];
        CompleteCases frame = Frame(5, i => a[i], i => b[i]);

        FactorColumn crossing = frame.Factor("a:b", frame.Factor("a"), frame.Factor("b"));
        Assert.Equal("a:b", crossing.Name);
        Assert.Equal(["p:1", "q:1", "q:2"], crossing.Levels);
        Assert.Equal([2, 0, 1, 0, 2], crossing.Codes);
        Assert.Equal(["1:p", "1:q", "2:q"], frame.Factor("b:a", frame.Factor("b"), frame.Factor("a")).Levels);
        Assert.Same(crossing, frame.Factor("a:b", frame.Factor("a"), frame.Factor("b")));
    }

    [Theory]
    [InlineData(200, 3, 4)]
    [InlineData(200, 150, 140)]
    public void Combinations_of_three_factors_agree_with_a_naive_count(int rows, int aLevels, int bLevels)
    {
        Random random = new(rows + aLevels);
        string[] a = [.. Enumerable.Range(0, rows).Select(_ => $"a{random.Next(aLevels):D3}")];
        string[] b = [.. Enumerable.Range(0, rows).Select(_ => $"b{random.Next(bLevels):D3}")];
        CompleteCases frame = Frame(rows, i => a[i], i => b[i]);
        FactorColumn crossing = frame.Factor("a:b:a", frame.Factor("a"), frame.Factor("b"), frame.Factor("a"));

        string[] expected = [.. Enumerable.Range(0, rows).Select(i => $"{a[i]}:{b[i]}:{a[i]}")];
        Assert.Equal(expected.Distinct().Order(StringComparer.Ordinal), crossing.Levels);
        Assert.Equal(expected, crossing.Codes.Select(code => crossing.Levels[code]));
    }

    [Fact]
    public void Combinations_of_large_factors_need_no_table_of_all_pairs()
    {
        const int Rows = 60_000;
        CompleteCases frame = Frame(Rows, i => $"a{i}", i => $"b{Rows - i}");

        long before = GC.GetAllocatedBytesForCurrentThread();
        FactorColumn crossing = frame.Factor("a:b", frame.Factor("a"), frame.Factor("b"));

        Assert.Equal(Rows, crossing.Levels.Length);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000_000, "3.6e9 pairs would need 14 GB");
    }

    [Fact]
    public void A_computed_column_takes_its_values_row_by_row()
    {
        CompleteCases frame = Frame(3, _ => "p", _ => "q");
        NumericColumn x = frame.Numeric("x");

        NumericColumn square = frame.Compute("I(x^2)", row => ElementaryFunctions.Power(x[row], 2));
        Assert.Equal("I(x^2)", square.Name);
        Assert.Equal([0, 1, 4], square.Values);
    }

    [Fact]
    public void A_computed_value_that_is_not_finite_names_the_expression_and_the_input_row()
    {
        CompleteCases frame = Frame(4, _ => "p", _ => "q", i => i == 0 ? double.NaN : 2 - i);
        NumericColumn x = frame.Numeric("x");

        ModelException infinite = Assert.Throws<ModelException>(() => frame.Compute("log(x)", row => Math.Log(x[row])));
        ModelException undefined = Assert.Throws<ModelException>(() => frame.Compute("sqrt(x - 1)", row => Math.Sqrt(x[row] - 1)));
        Assert.StartsWith("M: log(x) is -infinity in row 3;", infinite.Message);
        Assert.StartsWith("M: sqrt(x - 1) is not a number in row 3;", undefined.Message);
    }

    [Fact]
    public void A_comparison_with_a_text_is_one_and_zero()
    {
        CompleteCases frame = Frame(4, i => i % 2 == 0 ? "p" : "q", i => i < 2 ? "p" : "r");

        Assert.Equal([1, 0, 1, 0], frame.HasLevel("a", "p").Values);
        Assert.Equal([0, 0, 0, 0], frame.HasLevel("a", "other").Values);
        Assert.Equal([1, 0, 0, 0], frame.HaveOneLevel("a", "b").Values);
    }

    [Fact]
    public void An_unknown_column_is_refused_with_the_names_there_are()
    {
        CompleteCases frame = Frame(3, _ => "p", _ => "q");

        Assert.Contains("no numeric column a; it has x", Assert.Throws<ArgumentException>(() => frame.Numeric("a")).Message, StringComparison.Ordinal);
        Assert.Contains("no factor c; it has a, b", Assert.Throws<ArgumentException>(() => frame.Factor("a:c", frame.Factor("a"), frame.Factor("c"))).Message, StringComparison.Ordinal);
    }
}
