using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Expansion;
using Lmm.Formula.Syntax;
using Lmm.Formula.Tests.Binding;

namespace Lmm.Formula.Tests.Reference;

/// <summary>Source: R 4.2.2, tests/reference/formula-terms.R.</summary>
public class Terms_agree_with_R
{
    private static readonly TermsReference[] References = ReferenceFile.Read<TermsReference>("formula-terms.json");

    private static readonly EquatableArray<VariableDeclaration> Data = new(
        Columns.Enumeration("a", "a1", "a2"),
        Columns.Enumeration("b", "b1", "b2", "b3"),
        Columns.Continuous("x"),
        Columns.Continuous("z"),
        Columns.Enumeration("odd name", "a1", "a2"),
        Columns.Continuous("odd x"),
        Columns.Continuous("y"));

    public static TheoryData<string> Accepted => new(References.Where(reference => !reference.Error).Select(reference => reference.Formula));

    public static TheoryData<string> Refused => new(References.Where(reference => reference.Error).Select(reference => reference.Formula));

    [Fact]
    public void The_reference_holds_at_least_150_formulas_of_each_kind()
    {
        Assert.True(References.Count(reference => !reference.Error) >= 300);
        Assert.True(References.Count(reference => reference.Error) >= 5);
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Terms_and_codes_are_those_of_terms_formula(string formula)
    {
        TermsReference expected = Find(formula);
        ExpandedTerms actual = FormulaExpander.Expand(FormulaParser.Parse(formula)).FixedEffects;

        // R counts offsets among the variables; here they are a list of their own.
        int[] kept = [.. Enumerable.Range(0, expected.Variables.Length).Where(i => !expected.Variables[i].StartsWith("offset(", StringComparison.Ordinal))];
        Assert.Equal(kept.Select(i => expected.Variables[i]), actual.Variables.Select(variable => variable.Label));
        Assert.Equal(expected.Intercept == 1, actual.HasIntercept);
        Assert.Equal(expected.Labels, actual.Terms.Select(term => term.Label));
        Assert.Equal(
            expected.Factors.Select(codes => string.Join(' ', kept.Select(i => codes[i]))),
            actual.Terms.Select(term => string.Join(' ', Codes(term, kept.Length))));
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Columns_are_those_of_model_matrix(string formula)
    {
        BoundFormula bound = ModelBinder.Bind(formula, Data);
        if (bound.Diagnostics.Any(fault => fault.Rule == FormulaRules.NoTerms || fault.Rule == FormulaRules.ResponseAmongTerms))
        {
            return;
        }

        Assert.NotNull(bound.Spec);
        Assert.Equal(Find(formula).Columns, ColumnNames.Of(bound.Spec.FixedTerms, bound.Spec));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_R_refuses_is_an_error(string formula)
        => Assert.Contains(ModelBinder.Bind(formula, Data).Diagnostics, fault => fault.Rule.Severity == FormulaSeverity.Error);

    private static TermsReference Find(string formula) => References.First(reference => reference.Formula == formula);

    private static int[] Codes(ExpandedTerm term, int variables)
    {
        int[] codes = new int[variables];
        foreach (TermFactor factor in term.Factors)
        {
            codes[factor.Variable] = factor.ByContrasts ? 1 : 2;
        }

        return codes;
    }
}
