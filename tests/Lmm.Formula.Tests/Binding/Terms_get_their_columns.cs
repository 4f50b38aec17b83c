using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using static Lmm.Formula.Tests.Binding.Columns;

namespace Lmm.Formula.Tests.Binding;

public class Terms_get_their_columns
{
    private static readonly VariableDeclaration[] Data =
    [
        Continuous("y"), Continuous("x"), Integer("day"), Boolean("b"), Text("t"), Key("k"),
        Enumeration("f", "u", "v", "w"), Integer("block") with { IsFactor = true },
        Text("s") with { Contrast = ContrastCoding.Sum },
    ];

    [Theory]
    [InlineData("f")]
    [InlineData("b")]
    [InlineData("t")]
    [InlineData("block")]
    public void Factors_are_coded_by_treatment_contrasts(string name)
        => Assert.Equal(new FactorComponent(name, 1, ContrastCoding.Treatment), Component("y ~ " + name));

    [Theory]
    [InlineData("x")]
    [InlineData("day")]
    public void Numbers_are_columns(string name)
        => Assert.Equal(new NumericComponent(new ColumnExpression(name, new VariableReference(1))), Component("y ~ " + name));

    [Fact]
    public void A_declared_contrast_is_used_where_contrasts_are()
    {
        Assert.Equal(new FactorComponent("s", 1, ContrastCoding.Sum), Component("y ~ s"));
        Assert.Equal(new FactorComponent("s", 1, null), Component("y ~ 0 + s"));
    }

    [Fact]
    public void A_declared_contrast_is_forgotten_by_factor_as_in_R()
        => Assert.Equal(ContrastCoding.Treatment, ((FactorComponent)Component("y ~ factor(s)")).Coding);

    [Fact]
    public void Center_centres_and_leaves_the_scale()
        => Assert.Equal(new ScaledBasis(IsCentered: true, IsScaled: false), ((BasisComponent)Component("y ~ center(x)")).Basis);

    [Fact]
    public void Arguments_with_a_name_are_matched_before_those_without()
        => Assert.Equal(new PolynomialBasis(2, IsRaw: true), ((BasisComponent)Component("y ~ poly(x, TRUE, degree = 2)")).Basis);

    [Theory]
    [InlineData("y ~ bs(x, knots = c(0, 5), Boundary.knots = c(0, 10))")]
    [InlineData("y ~ bs(x, knots = c(5, 10), Boundary.knots = c(0, 10))")]
    public void Knots_on_the_boundary_are_refused(string formula)
        => Assert.Equal(FormulaRules.InvalidArgument, Assert.Single(Bind(formula, Data).Diagnostics).Rule);

    [Fact]
    public void Variables_are_known_by_what_they_are_for()
    {
        BoundFormula bound = ModelBinder.Bind("y ~ day + (x | t)", new EquatableArray<VariableDeclaration>(Data), weights: "y", offset: null);
        Dictionary<string, ModelVariable> variables = bound.Spec!.Variables.ToDictionary(variable => variable.Name);

        Assert.Equal(["x", "t"], variables.Values.Where(variable => variable.IsRandomOnly).Select(variable => variable.Name));
        Assert.Equal(["y"], variables.Values.Where(variable => variable.IsOutcome).Select(variable => variable.Name));
    }

    [Fact]
    public void A_random_term_decides_on_its_own_about_indicators()
    {
        ModelSpec spec = Bind("y ~ 0 + f + (f | t) + (0 + f | t) + (x:f | t)", Data).Spec!;

        Assert.Equal([null, ContrastCoding.Treatment, null, null], new[] { spec.FixedTerms[0], spec.RandomTerms[0].Terms[1], spec.RandomTerms[1].Terms[0], spec.RandomTerms[2].Terms[1] }
            .Select(term => term.Components.OfType<FactorComponent>().Single().Coding));
    }

    [Fact]
    public void Double_bars_make_one_diagonal_term_for_each_grouping_factor()
    {
        ModelSpec spec = Bind("y ~ ((x + day || t/f)) + (x | t)", Data).Spec!;

        Assert.Equal(["f:t", "t", "t"], spec.RandomTerms.Select(term => term.Grouping.Name));
        Assert.Equal(
            [CovarianceStructure.Diagonal, CovarianceStructure.Diagonal, CovarianceStructure.Unstructured],
            spec.RandomTerms.Select(term => term.Covariance));
        Assert.Equal(["(Intercept)", "x", "day"], spec.RandomTerms[0].Terms.Select(term => term.Label));
    }

    [Fact]
    public void A_name_before_the_brackets_asks_for_a_covariance_structure()
    {
        ModelSpec spec = Bind("y ~ x + diag(1 + poly(x, 2) | t/f) + us(x | t)", Data).Spec!;

        Assert.Equal([CovarianceStructure.Diagonal, CovarianceStructure.Diagonal, CovarianceStructure.Unstructured], spec.RandomTerms.Select(term => term.Covariance));
        Assert.Equal(Bind("y ~ x + (1 + poly(x, 2) || t/f) + (x | t)", Data).Spec!.RandomTerms, spec.RandomTerms);
    }

    [Theory]
    [InlineData("y ~ diag(x || t)")]
    [InlineData("y ~ us(x | t, 2)")]
    public void A_name_takes_one_bar_and_nothing_else(string formula)
        => Assert.Equal(["LMM045"], Bind(formula, Data).Diagnostics.Select(diagnostic => diagnostic.Rule.Id));

    [Theory]
    [InlineData("day")]
    [InlineData("b")]
    [InlineData("t")]
    [InlineData("k")]
    [InlineData("f")]
    [InlineData("block")]
    public void Everything_that_labels_rows_can_group_them(string name)
        => Assert.Equal([1], Bind($"y ~ (1 | {name})", Data).Spec!.RandomTerms[0].Grouping.Parts.Select(part => part.Variable));

    [Fact]
    public void Without_fixed_terms_a_random_term_makes_a_model()
    {
        ModelSpec spec = Bind("y ~ 0 + (1 | t)", Data).Spec!;

        Assert.Empty(spec.FixedTerms);
        Assert.Single(spec.RandomTerms);
    }

    [Fact]
    public void Specifications_compare_by_value()
    {
        Assert.Equal(Bind("y ~ x * f + (x | t)", Data), Bind("y ~ x * f + (x | t)", Data));
        Assert.NotEqual(Bind("y ~ x * f + (x | t)", Data), Bind("y ~ x * f + (x || t)", Data));
        Assert.Equal(Bind("y ~ x + + *", Data), Bind("y ~ x + + *", Data));
    }

    private static TermComponent Component(string formula)
        => Assert.Single(Bind(formula, Data).Spec!.FixedTerms.Single(term => !term.IsIntercept).Components);
}
