using FsCheck;
using FsCheck.Fluent;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Expansion;
using Lmm.Formula.Syntax;
using Lmm.Formula.Tests.Syntax;

namespace Lmm.Formula.Tests.Expansion;

/// <summary>The explicit and the compact form of a formula have its terms, no more and no fewer.</summary>
public class Forms_keep_the_terms
{
    private const int Trials = 200;

    private static readonly Gen<string> Formulas =
        from fixedEffects in FormulaGenerators.Trees
        from effects in FormulaGenerators.Trees
        from grouping in Gen.Elements("g", "g:h", "g/h", "g/h/k", "(g:h)/k")
        from bar in Gen.Elements("|", "||")
        select $"y ~ {Deparser.Deparse(fixedEffects)} + ({Deparser.Deparse(effects)} {bar} {grouping})";

    [Fact]
    public void Random_formulas_written_out() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(Trials), Prop.ForAll(Arb.From(Formulas), formula => KeepsTerms(formula, ExplicitForm.Of)));

    [Fact]
    public void Random_formulas_drawn_together() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(Trials), Prop.ForAll(Arb.From(Formulas), formula => KeepsTerms(formula, CompactForm.Of)));

    [Theory]
    [InlineData("y ~ a * b", "1 + a + b + a:b", "a * b")]
    [InlineData("y ~ (a + b + c)^2", "1 + a + b + c + a:b + a:c + b:c", "(a + b + c)^2")]
    [InlineData("y ~ a:b + a + b", "1 + a + b + a:b", "a * b")]
    [InlineData("y ~ 0 + (1 | g/h/k)", "0 + (1 | k:(h:g)) + (1 | h:g) + (1 | g)", "0 + (1 | g/h/k)")]
    [InlineData("y ~ (1 | g:h) + (1 | k)", "1 + (1 | g:h) + (1 | k)", "1 + (1 | g:h) + (1 | k)")]
    [InlineData("y ~ (1 | g:h) + (a | h)", "1 + (1 | g:h) + (1 + a | h)", "1 + (1 | g:h) + (a | h)")]
    [InlineData("y ~ (a | `g h`) + (0 + a | (`g h`:k)/m)", "1 + (1 + a | `g h`) + (0 + a | m:(`g h`:k)) + (0 + a | `g h`:k)", "1 + (a | `g h`) + (0 + a | m:(`g h`:k)) + (0 + a | `g h`:k)")]
    [InlineData("y ~ a + (0 + a || g)", "1 + a + (0 + a || g)", "a + (0 + a || g)")]
    [InlineData("y ~ `a b` * I(c + d) + offset(e)", "1 + `a b` + I(c + d) + `a b`:I(c + d) + offset(e)", "`a b` * I(c + d) + offset(e)")]
    public void A_formula_has_both_forms(string formula, string written, string compact)
    {
        ExpandedFormula expanded = FormulaExpander.Expand(FormulaParser.Parse(formula));
        Assert.Equal(written, ExplicitForm.Of(expanded));
        Assert.Equal(compact, CompactForm.Of(expanded));
    }

    [Fact]
    public void The_largest_formula_is_written_out_at_once()
    {
        string variables = string.Join(" + ", Enumerable.Range(0, 12).Select(i => $"v{i}"));
        ExpandedFormula expanded = FormulaExpander.Expand(FormulaParser.Parse($"y ~ ({variables})^12"));
        Assert.Equal(4095, expanded.FixedEffects.Terms.Count);
        Assert.Equal(4095, ExplicitForm.Of(expanded).Count(character => character == '+'));
        Assert.Equal(4094, CompactForm.Of(expanded).Count(character => character == '+'));
    }

    private static bool KeepsTerms(string formula, Func<ExpandedFormula, string> form)
    {
        FormulaSyntax syntax = FormulaParser.Parse(formula);
        ExpandedFormula expanded = FormulaExpander.Expand(syntax);

        // A faulty formula has no terms to keep.
        return syntax.Diagnostics.Count > 0
            || expanded.Diagnostics.Any(fault => fault.Rule.Severity == FormulaSeverity.Error)
            || Terms(expanded) == Terms(FormulaExpander.Expand(FormulaParser.Parse("y ~ " + form(expanded))));
    }

    // Without their order, which follows that of the variables: it is the caller's to ask for.
    private static string Terms(ExpandedFormula formula)
        => Terms(formula.FixedEffects) + string.Concat(formula.RandomTerms.Select(random => $" ({Terms(random.Effects)} {random.Covariance} {random.Grouping.Name})"));

    private static string Terms(ExpandedTerms sum)
        => sum.HasIntercept + ": " + string.Join(", ", sum.Terms.Select(term => Term(term, sum)).Order(StringComparer.Ordinal));

    private static string Term(ExpandedTerm term, ExpandedTerms sum)
        => string.Join(":", term.Factors.Select(factor => sum.Variables[factor.Variable].Label + (factor.ByContrasts ? "" : "!")).Order(StringComparer.Ordinal));
}
