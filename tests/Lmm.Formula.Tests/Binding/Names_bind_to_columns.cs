using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using static Lmm.Formula.Tests.Binding.Columns;

namespace Lmm.Formula.Tests.Binding;

public class Names_bind_to_columns
{
    [Fact]
    public void A_name_matches_exactly_before_it_matches_without_case()
    {
        ModelSpec spec = Bind("y ~ dose", Continuous("y"), Continuous("Dose"), Continuous("dose")).Spec!;

        Assert.Equal("dose", spec.Variables[1].Declaration.MemberName);
    }

    [Fact]
    public void Two_spellings_of_one_column_are_one_variable_with_the_first_spelling()
    {
        ModelSpec spec = Bind("y ~ Week + week:f + WEEK", Continuous("y"), Continuous("week"), Text("F")).Spec!;

        Assert.Equal(["(Intercept)", "Week", "Week:f"], spec.FixedTerms.Select(term => term.Label));
        Assert.Equal(["y", "Week", "f"], spec.Variables.Select(variable => variable.Name));
    }

    [Fact]
    public void The_name_of_a_declaration_counts_and_not_its_members()
    {
        VariableDeclaration renamed = new("probe set", "Probesets", VariableType.Text, "string");
        ModelSpec spec = Bind("y ~ 1 + (1 | `probe set`)", Continuous("y"), renamed).Spec!;

        Assert.Equal("probe set", spec.RandomTerms[0].Grouping.Name);
        Assert.Equal("Probesets", spec.Variables[1].Declaration.MemberName);
        Assert.Null(Bind("y ~ 1 + (1 | Probesets)", Continuous("y"), renamed).Spec);
    }

    [Fact]
    public void Variables_stand_in_the_order_of_the_text()
    {
        ModelSpec spec = Bind(
            "log(y) ~ (x | g/h) + offset(o) + z * x",
            Continuous("z"), Continuous("o"), Continuous("x"), Continuous("y"), Text("h"), Text("g")).Spec!;

        Assert.Equal(["y", "x", "g", "h", "o", "z"], spec.Variables.Select(variable => variable.Name));
    }

    [Fact]
    public void Of_a_variable_whose_terms_are_all_taken_out_the_presence_matters()
    {
        ModelSpec spec = Bind("y ~ x + z - z", Continuous("y"), Continuous("x"), Continuous("z")).Spec!;

        Assert.Equal(["y", "x", "z"], spec.Variables.Select(variable => variable.Name));
        Assert.Equal([VariableUse.Numeric, VariableUse.Numeric, VariableUse.Presence], spec.Variables.Select(variable => variable.Use));
        Assert.True(spec.Variables[2].IsOutcome);
    }

    [Fact]
    public void A_variable_can_be_a_number_and_a_grouping_factor()
    {
        ModelSpec spec = Bind("y ~ day + (1 | day)", Continuous("y"), Integer("day")).Spec!;

        Assert.Equal(VariableUse.Numeric | VariableUse.Factor, spec.Variables[1].Use);
        Assert.IsType<NumericComponent>(spec.FixedTerms[1].Components[0]);
    }

    [Fact]
    public void Weights_are_the_last_variable_unless_the_formula_reads_them()
    {
        EquatableArray<VariableDeclaration> columns = new(Continuous("w"), Continuous("y"), Continuous("x"));

        Assert.Equal(2, ModelBinder.Bind("y ~ x", columns, "W").Spec!.Weights);
        Assert.Equal(1, ModelBinder.Bind("y ~ w", columns, "w").Spec!.Weights);
        Assert.Equal(VariableUse.Numeric, ModelBinder.Bind("y ~ x", columns, "w").Spec!.Variables[2].Use);
        Assert.Null(ModelBinder.Bind("y ~ x", columns).Spec!.Weights);
    }

    [Fact]
    public void An_offset_beside_the_formula_is_added_to_those_in_it()
    {
        EquatableArray<VariableDeclaration> columns = new(Continuous("o"), Continuous("y"), Continuous("x"), Text("g"));

        Assert.Equal(["x", "O"], ModelBinder.Bind("y ~ offset(x)", columns, offset: "O").Spec!.Offsets.Select(offset => offset.Label));
        Assert.Equal(["(Intercept)", "x", "g"], ModelBinder.Bind("y ~ .", columns, offset: "o").Spec!.FixedTerms.Select(term => term.Label));
        FormulaDiagnostic fault = Assert.Single(ModelBinder.Bind("y ~ x", columns, offset: "oo").Diagnostics);
        Assert.Equal("LMM025", fault.Rule.Id);
        Assert.Equal(new TextSpan(0, 0), fault.Span);
        Assert.Empty(fault.Edits);
        Assert.Equal("LMM031", Assert.Single(ModelBinder.Bind("y ~ x", columns, offset: "g").Diagnostics).Rule.Id);
    }

    [Fact]
    public void Continuous_columns_group_rows_only_where_the_data_say_so()
    {
        VariableDeclaration dose = Continuous("dose");

        Assert.Equal("LMM033", Assert.Single(Bind("y ~ (1 | dose)", Continuous("y"), dose).Diagnostics).Rule.Id);
        Assert.Empty(Bind("y ~ (1 | dose)", Continuous("y"), dose with { GroupsRows = true }).Diagnostics);
    }

    [Theory]
    [InlineData("v", "LMM037", "")]
    [InlineData("g", "LMM038", "")]
    [InlineData("dose", "LMM037", "Dose, DOSE")]
    public void Wrong_weights_are_a_fault_beside_the_formula(string weights, string id, string cures)
    {
        FormulaDiagnostic fault = Assert.Single(ModelBinder.Bind("y ~ 1", new(Continuous("y"), Text("g"), Continuous("Dose"), Continuous("DOSE")), weights).Diagnostics);

        Assert.Equal(id, fault.Rule.Id);
        Assert.Equal(new TextSpan(0, 0), fault.Span);
        Assert.Equal(cures, string.Join(", ", fault.Edits.Select(edit => edit.Apply(weights))));
    }

    [Theory]
    [InlineData("weeek", "week")]
    [InlineData("wek", "week")]
    [InlineData("ewek", "week")]
    [InlineData("genotpye", "Genotype")]
    [InlineData("probeset", "probe set")]
    public void The_nearest_name_is_offered_as_an_edit(string written, string meant)
    {
        string formula = "y ~ " + written;
        BoundFormula bound = Bind(formula, Continuous("y"), Continuous("week"), Text("Genotype"), Text("probe set"));

        FormulaDiagnostic fault = Assert.Single(bound.Diagnostics);
        Assert.Contains($"did you mean '{meant}'?", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Bind(fault.Edits.First().Apply(formula), Continuous("y"), Continuous("week"), Text("Genotype"), Text("probe set")).Diagnostics);
    }

    [Fact]
    public void A_name_far_from_all_gets_the_list()
        => Assert.Equal(
            "There is no variable 'temperature'; choose from 'y', 'week' and 'g'",
            Assert.Single(Bind("y ~ temperature", Continuous("y"), Continuous("week"), Text("g")).Diagnostics).Message);

    [Theory]
    [InlineData("week", "week", 0)]
    [InlineData("week", "weak", 1)]
    [InlineData("week", "ewek", 1)]
    [InlineData("week", "wek", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("ca", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_counts_edits_and_swaps(string left, string right, int distance)
    {
        Assert.Equal(distance, NearestNames.Distance(left, right));
        Assert.Equal(distance, NearestNames.Distance(right, left));
    }
}
