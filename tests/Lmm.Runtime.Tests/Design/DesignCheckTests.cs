using Lmm.Formula.Binding;

namespace Lmm.Runtime.Tests.Design;

public class DesignCheckTests
{
    private const int Rows = 12;

    private static CompleteCases Frame(Func<int, double> y, Func<int, double>? weight = null, int levels = 3, bool dropFirst = false)
    {
        CompleteCasesBuilder builder = new("YieldModel", "y ~ x + (x | g)");
        NumericColumnBuilder ys = builder.Numeric("y");
        NumericColumnBuilder xs = builder.Numeric("x");
        NumericColumnBuilder weights = builder.Numeric("w");
        KeyedFactorBuilder<int> groups = builder.Factor<int>("g");
        if (dropFirst)
        {
            ys.Add(double.NaN);
            xs.Add(0);
            weights.Add(1);
            groups.Add(0);
        }

        for (int i = 0; i < Rows; i++)
        {
            ys.Add(y(i));
            xs.Add(i);
            weights.Add(weight is null ? 1 : weight(i));
            groups.Add(i % levels);
        }

        return builder.Build();
    }

    private static ModelDesign Build(CompleteCases frame, bool slope = false, CovarianceStructure? covariance = null, bool offset = false)
    {
        DesignBuilder builder = new(frame);
        builder.Response(frame.Numeric("y"));
        builder.Weights(frame.Numeric("w"));
        if (offset)
        {
            builder.Offset(frame.Compute("0.1 * x", row => 0.1 * frame.Numeric("x")[row]));
        }

        builder.Intercept();
        RandomTermBuilder random = builder.Random(frame.Factor("g"), covariance ?? CovarianceStructure.Unstructured).Intercept();
        if (slope)
        {
            random.Term("x", frame.Numeric("x"));
        }

        return builder.Build();
    }

    [Fact]
    public void A_constant_response_is_refused()
        => Assert.StartsWith("YieldModel: y is 2.5 in all 12 rows", Assert.Throws<ModelException>(() => Build(Frame(_ => 2.5))).Message);

    [Fact]
    public void A_response_that_equals_its_offset_up_to_a_constant_is_refused()
        => Assert.StartsWith("YieldModel: y less its offset is 7 in all 12 rows", Assert.Throws<ModelException>(() => Build(Frame(i => 7 + (0.1 * i)), offset: true)).Message);

    [Fact]
    public void A_response_that_varies_in_its_last_digits_is_accepted()
        => Assert.Equal(Rows, Build(Frame(i => 1e9 + (1e-6 * i))).Response.Values.Length);

    [Theory]
    [InlineData(-0.5, "the weight w is -0.5 in row 5; weights must be finite and not negative")]
    [InlineData(-1e-300, "the weight w is -1E-300 in row 5;")]
    public void A_negative_weight_names_its_row(double weight, string expected)
        => Assert.Contains(expected, Assert.Throws<ModelException>(() => Build(Frame(i => i, i => i == 4 ? weight : 1))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_weight_that_is_not_finite_is_refused(double weight)
    {
        CompleteCases frame = Frame(i => i);
        DesignBuilder builder = new(frame);
        builder.Response(frame.Numeric("y"));
        builder.Weights(new NumericColumn("w", [.. Enumerable.Range(0, Rows).Select(i => i == 3 ? weight : 1)]));

        Assert.Contains("in row 4;", Assert.Throws<ModelException>(builder.Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_in_messages_are_those_of_the_input()
        => Assert.Contains("in row 6;", Assert.Throws<ModelException>(() => Build(Frame(i => i, i => i == 4 ? -1 : 1, dropFirst: true))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_grouping_factor_with_one_level_is_refused()
        => Assert.StartsWith("YieldModel: the grouping factor g has the one level '0'", Assert.Throws<ModelException>(() => Build(Frame(i => i, levels: 1))).Message);

    [Fact]
    public void A_grouping_factor_with_a_level_for_each_row_is_refused()
        => Assert.StartsWith("YieldModel: the grouping factor g has 12 levels for 12 rows", Assert.Throws<ModelException>(() => Build(Frame(i => i, levels: 12))).Message);

    [Fact]
    public void A_random_term_with_as_many_effects_as_rows_is_refused()
    {
        ModelException fault = Assert.Throws<ModelException>(() => Build(Frame(i => i, levels: 6), slope: true));

        Assert.StartsWith("YieldModel: the random-effects term ((Intercept) + x | g) has 12 random effects (2 for each of 6 levels) for 12 rows", fault.Message);
        Assert.Single(Build(Frame(i => i, levels: 5), slope: true).RandomTerms);
    }

    [Fact]
    public void Independent_random_effects_count_term_by_term_as_lme4_has_it()
        => Assert.Single(Build(Frame(i => i, levels: 6), slope: true, CovarianceStructure.Diagonal).RandomTerms);

    [Theory]
    [InlineData(46, "|", "1081 covariance parameters, and 1000 are the most", "The term on g alone has 1081, for 46 effects of each of 3 levels, in 276 rows; leave correlations out by || in place of |, let the levels")]
    [InlineData(1001, "||", "1001 covariance parameters, and 1000 are the most", "The term on g alone has 1001, for 1001 effects of each of 3 levels, in 6006 rows; let the levels")]
    public void More_covariance_parameters_than_can_be_searched_are_refused_with_their_counts(int levels, string bar, string limit, string counts)
    {
        ModelFrame frame = ModelFrame.From(Enumerable.Range(0, levels * 6).Select(i => new { Y = Math.Sin(i), F = $"f{i % levels:0000}", G = $"g{i / levels % 3}" }));

        ModelException fault = Assert.Throws<ModelException>(() => Model.Parse($"Y ~ 1 + (0 + F {bar} g)").Bind(frame).BuildDesign());

        Assert.Contains(limit, fault.Message);
        Assert.Contains(counts, fault.Message);
        Assert.Equal(44, Model.Parse("Y ~ 1 + (0 + F | g)").Bind(frame.Rows([.. Enumerable.Range(0, frame.RowCount).Where(i => i % levels < 44)])).BuildDesign().RandomTerms[0].Matrix.ColumnCount);
    }

    [Fact]
    public void A_random_term_without_columns_is_an_internal_error()
    {
        CompleteCases frame = Frame(i => i);
        DesignBuilder builder = new(frame);
        builder.Response(frame.Numeric("y"));
        builder.Random(frame.Factor("g"), CovarianceStructure.Unstructured);

        Assert.Throws<InvalidOperationException>(builder.Build);
    }
}
