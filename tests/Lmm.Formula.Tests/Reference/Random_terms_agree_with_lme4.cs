using Lmm.Formula.Binding;
using Lmm.Formula.Tests.Binding;

namespace Lmm.Formula.Tests.Reference;

/// <summary>Source: lme4 1.1-31, tests/reference/formula-random.R.</summary>
public class Random_terms_agree_with_lme4
{
    private static readonly RandomReference[] References = ReferenceFile.Read<RandomReference>("formula-random.json");

    private static readonly EquatableArray<VariableDeclaration> Data = new(
        Columns.Enumeration("a", "a1", "a2", "a3"),
        Columns.Enumeration("b", "b1", "b2", "b3"),
        Columns.Enumeration("c", "c1", "c2"),
        Columns.Enumeration("odd g", "a1", "a2", "a3"),
        Columns.Enumeration("f", "u", "v", "w"),
        Columns.Continuous("x"),
        Columns.Continuous("z"),
        Columns.Continuous("odd x"),
        Columns.Continuous("y"));

    public static TheoryData<string> Accepted => new(References.Where(reference => !reference.Error).Select(reference => reference.Formula));

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Grouping_factors_and_effects_are_those_of_lme4(string formula)
    {
        RandomReference expected = References.First(reference => reference.Formula == formula);
        ModelSpec spec = ModelBinder.Bind(formula, Data).Spec!;

        Assert.Equal(expected.Terms.Select(term => term.Grouping), spec.RandomTerms.Select(term => term.Grouping.Name));
        Assert.Equal(
            expected.Terms.Select(term => string.Join(' ', term.Effects)),
            spec.RandomTerms.Select(term => string.Join(' ', ColumnNames.Of(term.Terms, spec))));
        Assert.Equal(
            expected.Terms.Select(term => term.Level),
            spec.RandomTerms.Select(term => string.Join(':', term.Grouping.Parts.Select(part => spec.Variables[part.Variable].Declaration.Levels[0]))));
    }

    [Theory]
    [InlineData("y ~ x + (1 | a + b)")]
    [InlineData("y ~ x + (1 | a * b)")]
    [InlineData("y ~ x + (1 | (a + b)/c)")]
    public void What_lme4_cannot_group_by_is_an_error(string formula)
    {
        Assert.True(References.First(reference => reference.Formula == formula).Error);
        Assert.Null(ModelBinder.Bind(formula, Data).Spec);
    }

    [Fact]
    public void Nesting_in_brackets_which_lme4_refuses_is_nesting()
        => Assert.Equal(
            ["c:b:a", "b:a", "a"],
            ModelBinder.Bind("y ~ (1 | a/(b/c))", Data).Spec!.RandomTerms.Select(term => term.Grouping.Name));
}
