using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Tests.Binding;

namespace Lmm.Formula.Tests.Diagnostics;

public class Reviews_offer_cures
{
    [Theory]
    [InlineData("rt ~ age + days + age", "rt ~ age + days")]
    [InlineData("rt ~ age + age + days", "rt ~ age + days")]
    [InlineData("rt ~ age + age * days", "rt ~ age * days")]
    [InlineData("rt ~ age - 1 + age * days", "rt ~ - 1 + age * days")]
    [InlineData("rt ~ (age + days + age)^2", "rt ~ (age + days)^2")]
    [InlineData("rt ~ age + (days | subject)", "rt ~ age + days + (days | subject)")]
    [InlineData("rt ~ (days | subject)", "rt ~ days + (days | subject)")]
    [InlineData("rt ~ age + (0 + genotype | subject/item)", "rt ~ age + genotype + (0 + genotype | subject/item)")]
    [InlineData("rt ~ age + (1 | genotype)", "rt ~ age + genotype")]
    [InlineData("rt ~ (1 | subject) + age + (age | subject)", "rt ~ age + (age | subject)")]
    [InlineData("rt ~ age + ((age | subject) + (1 | subject))", "rt ~ age + ((age | subject))")]
    [InlineData("rt ~ age + ((1 | subject)) + (age | subject)", "rt ~ age + (age | subject)")]
    [InlineData("rt ~ age + (1 | subject/item) + (age | subject)", "rt ~ age + (1 | item:subject) + (age | subject)")]
    [InlineData("rt ~ age + diag(age | subject/item) + (age | subject)", "rt ~ age + (age || item:subject) + (age | subject)")]
    public void One_edit_cures_the_formula(string formula, string cured)
    {
        FormulaDiagnostic fault = Assert.Single(ModelBinder.Bind(formula, Trial.Variables).Diagnostics);

        Assert.Equal(cured, Assert.Single(fault.Edits).Apply(formula));
        Assert.Empty(ModelBinder.Bind(cured, Trial.Variables).Diagnostics);
    }

    [Theory]
    [InlineData("rt ~ age - days", "rt ~ age")]
    [InlineData("rt ~ age - (days + 1)", null)]
    [InlineData("rt ~ age + days - (days + weight)", null)]
    public void A_subtraction_that_does_nothing_can_go_and_one_that_does_something_cannot(string formula, string? cured)
    {
        FormulaDiagnostic fault = Assert.Single(ModelBinder.Bind(formula, Trial.Variables).Diagnostics);

        Assert.Equal(FormulaRules.SubtractedTermAbsent, fault.Rule);
        Assert.Equal(cured is null ? [] : [cured], fault.Edits.Select(edit => edit.Apply(formula)));
    }

    [Theory]
    [InlineData("rt ~ age + (age | subject) + diag(age | subject)", "diag(age | subject)")]
    [InlineData("rt ~ age + us(age | subject) + (1 | subject)", "us(age | subject)")]
    public void A_random_term_is_shown_with_the_name_of_its_structure(string formula, string shown)
        => Assert.Contains($"'{shown}'", Assert.Single(ModelBinder.Bind(formula, Trial.Variables).Diagnostics).Message, StringComparison.Ordinal);

    [Fact]
    public void A_random_slope_is_proposed_in_the_structure_of_its_term()
        => Assert.Contains("'(1 + age || subject)'", Assert.Single(ModelBinder.Bind("rt ~ age + diag(1 | subject)", Trial.Variables, withRemarks: true).Diagnostics).Message, StringComparison.Ordinal);

    [Fact]
    public void An_intercept_that_meets_itself_loses_nothing()
        => Assert.Empty(ModelBinder.Bind("rt ~ age + 1:1", Trial.Variables).Diagnostics);

    [Fact]
    public void An_interaction_is_added_with_its_missing_margins_by_one_edit()
    {
        const string Formula = "rt ~ days + (days * genotype | subject)";
        EquatableArray<FormulaDiagnostic> faults = ModelBinder.Bind(Formula, Trial.Variables).Diagnostics;

        Assert.Equal(["days:genotype", "genotype"], faults.Select(fault => fault.Arguments[0]));
        Assert.Equal("rt ~ days + genotype + days:genotype + (days * genotype | subject)", Assert.Single(faults.SelectMany(fault => fault.Edits)).Apply(Formula));
    }

    [Theory]
    [InlineData("rt ~ subject + (1 | subject)")]
    [InlineData("rt ~ age + (age | genotype)")]
    [InlineData("rt ~ genotype + (1 | genotype)")]
    [InlineData("rt ~ days + (1 | days)")]
    public void Where_there_is_a_choice_no_edit_is_offered(string formula)
    {
        EquatableArray<FormulaDiagnostic> faults = ModelBinder.Bind(formula, Trial.Variables).Diagnostics;

        Assert.NotEmpty(faults);
        Assert.All(faults, fault => Assert.Empty(fault.Edits));
    }

    [Fact]
    public void A_whole_number_that_is_a_factor_in_other_rows_is_reported_where_it_is_a_number()
    {
        FormulaDiagnostic fault = Assert.Single(Columns.Bind(
            "y ~ x + batch + (1 | g)", Columns.Continuous("y"), Columns.Continuous("x"), Columns.Text("g"), Columns.Integer("batch") with { FactorIn = "Plate" }).Diagnostics);

        Assert.Equal(FormulaRules.NumberAndFactor, fault.Rule);
        Assert.Equal(new TextSpan(8, 5), fault.Span);
        Assert.Contains("a factor in 'Plate'", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y ~ x + (1 | batch)")]
    [InlineData("batch ~ x")]
    [InlineData("y ~ x + offset(batch)")]
    public void A_whole_number_that_is_a_factor_in_other_rows_may_group_explain_nothing_or_be_explained(string formula)
        => Assert.Empty(Columns.Bind(
            formula, Columns.Continuous("y"), Columns.Continuous("x"), Columns.Integer("batch") with { FactorIn = "Plate" }).Diagnostics);

    [Fact]
    public void Remarks_are_made_only_when_they_are_asked_for()
    {
        const string Formula = "rt ~ age + (1 | subject)";

        Assert.Empty(ModelBinder.Bind(Formula, Trial.Variables).Diagnostics);
        Assert.Equal(FormulaRules.NoRandomSlope, Assert.Single(ModelBinder.Bind(Formula, Trial.Variables, withRemarks: true).Diagnostics).Rule);
    }

    [Fact]
    public void A_remark_is_made_on_each_effect_without_slope()
    {
        EquatableArray<FormulaDiagnostic> remarks = ModelBinder.Bind("rt ~ age * genotype + days + (days + genotype | subject)", Trial.Variables, withRemarks: true).Diagnostics;

        Assert.Equal(["age", "age:genotype"], remarks.Select(fault => fault.Arguments[0]));
        Assert.Equal([new TextSpan(5, 3), new TextSpan(5, 14)], remarks.Select(fault => fault.Span));
    }
}
