using System.Globalization;
using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Tests.Shared;

namespace Lmm.Formula.Tests.Diagnostics;

public class Pages_hold_what_they_say
{
    public static TheoryData<string> Ids => new(FormulaRules.All.Select(rule => rule.Id));

    [Fact]
    public void Ids_are_distinct_and_of_the_ranges_for_formulas()
    {
        int[] numbers = [.. FormulaRules.All.Select(rule => int.Parse(rule.Id.AsSpan("LMM".Length), CultureInfo.InvariantCulture))];

        Assert.Equal(numbers.Order().Distinct(), numbers);
        Assert.All(numbers, number => Assert.True(number is (>= 1 and <= 49) or (>= 70 and <= 79), $"LMM{number:000}"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_a_page_with_its_title_and_severity(string id)
    {
        FormulaRule rule = FormulaRules.All.Single(rule => rule.Id == id);

        Assert.True(DiagnosticPage.Exists(rule));
        Assert.Equal($"# {rule.Id}: {rule.Title}", DiagnosticPage.Of(id).Heading);
        Assert.Equal(rule.Severity.ToString(), DiagnosticPage.Of(id).Severity, ignoreCase: true);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void What_a_page_calls_wrong_is_reported_as_it_says(string id)
    {
        DiagnosticPage page = DiagnosticPage.Of(id);
        Assert.NotEmpty(page.Wrong);
        foreach ((string example, string report) in page.Wrong)
        {
            (string formula, BoundFormula bound) = Bind(example, id);
            Assert.Equal(report, DiagnosticPrinter.Print(formula, bound.Diagnostics));
            Assert.All(bound.Diagnostics, fault => Assert.Equal(id, fault.Rule.Id));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void What_a_page_calls_right_is_not_reported(string id)
    {
        Assert.NotEmpty(DiagnosticPage.Of(id).Right);
        Assert.All(DiagnosticPage.Of(id).Right, example =>
        {
            (_, BoundFormula bound) = Bind(example, id);
            Assert.Empty(bound.Diagnostics);
            Assert.NotNull(bound.Spec);
        });
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_edit_that_is_offered_cures_its_fault(string id)
    {
        foreach ((string example, _) in DiagnosticPage.Of(id).Wrong)
        {
            (string formula, BoundFormula bound) = Bind(example, id);
            foreach (FormulaDiagnostic fault in bound.Diagnostics)
            {
                Assert.All(fault.Edits, edit => Assert.DoesNotContain(Bind(edit.Apply(formula), id).Bound.Diagnostics, left => left.Rule == fault.Rule && left.Span == fault.Span));
            }
        }
    }

    private static (string Formula, BoundFormula Bound) Bind(string example, string id)
    {
        string[] parts = example.Split(" [weights: ");
        string? weights = parts.Length > 1 ? parts[1].TrimEnd(']') : null;
        return (parts[0], ModelBinder.Bind(parts[0], Trial.Variables, weights, withRemarks: FormulaRules.All.Single(rule => rule.Id == id).Severity == FormulaSeverity.Information));
    }
}
