using Lmm.Formula.Binding;
using static Lmm.Formula.Tests.Binding.Columns;

namespace Lmm.Formula.Tests.Binding;

public class Published_models_bind
{
    [Fact]
    public void Sleepstudy_has_one_random_slope_term()
    {
        ModelSpec spec = Specify("Reaction ~ Days + (Days | Subject)", Continuous("Reaction"), Continuous("Days"), Text("Subject"));

        Assert.Equal("Reaction", spec.Response.Label);
        Assert.Equal(new VariableReference(0), spec.Response.Expression);
        Assert.Equal(["(Intercept)", "Days"], Labels(spec.FixedTerms));
        RandomTerm random = Assert.Single(spec.RandomTerms);
        Assert.Equal("Subject", random.Grouping.Name);
        Assert.Equal([2], random.Grouping.Parts.Select(part => part.Variable));
        Assert.Equal(["(Intercept)", "Days"], Labels(random.Terms));
        Assert.Equal(CovarianceStructure.Unstructured, random.Covariance);
        Assert.Equal([VariableUse.Numeric, VariableUse.Numeric, VariableUse.Factor], spec.Variables.Select(variable => variable.Use));
    }

    [Fact]
    public void Pastes_nests_cask_in_batch_as_lme4_names_it()
    {
        ModelSpec spec = Specify("strength ~ 1 + (1 | batch/cask)", Continuous("strength"), Text("batch"), Text("cask"));

        Assert.Equal(["(Intercept)"], Labels(spec.FixedTerms));
        Assert.Equal(["cask:batch", "batch"], spec.RandomTerms.Select(random => random.Grouping.Name));
        Assert.Equal([2, 1], spec.RandomTerms[0].Grouping.Parts.Select(part => part.Variable));
        Assert.Equal([1], spec.RandomTerms[1].Grouping.Parts.Select(part => part.Variable));
    }

    [Fact]
    public void Gene_expression_keeps_the_formulas_spelling()
    {
        ModelSpec spec = Specify(
            "values ~ week * genotype + (week | probesets)",
            Continuous("Values"), Continuous("Week"), Enumeration("Genotype", "WT", "CSB"), Text("Probesets"));

        Assert.Equal(["(Intercept)", "week", "genotype", "week:genotype"], Labels(spec.FixedTerms));
        Assert.Equal(["values", "week", "genotype", "probesets"], spec.Variables.Select(variable => variable.Name));
        Assert.Equal(
            [new NumericComponent(new ColumnExpression("week", new VariableReference(1))), new FactorComponent("genotype", 2, ContrastCoding.Treatment)],
            spec.FixedTerms[3].Components);
    }

    [Fact]
    public void Growth_curves_keep_arithmetic_in_both_parts()
    {
        ModelSpec spec = Specify("height ~ age + I(age^2) + (age + I(age^2) | Subject)", Continuous("height"), Continuous("age"), Text("Subject"));

        var square = new ColumnExpression("I(age^2)", new ArithmeticOperation(ArithmeticOperator.Power, new VariableReference(1), new NumericConstant(2)));
        Assert.Equal([new NumericComponent(square)], spec.FixedTerms[2].Components);
        Assert.Equal(["(Intercept)", "age", "I(age^2)"], Labels(spec.RandomTerms[0].Terms));
        Assert.Equal(spec.FixedTerms[2], spec.RandomTerms[0].Terms[2]);
    }

    private static ModelSpec Specify(string formula, params VariableDeclaration[] columns)
    {
        BoundFormula bound = Bind(formula, columns);
        Assert.Empty(bound.Diagnostics);
        Assert.Equal(formula, bound.Spec!.Formula);
        return bound.Spec;
    }

    private static IEnumerable<string> Labels(EquatableArray<ModelTerm> terms) => terms.Select(term => term.Label);
}
