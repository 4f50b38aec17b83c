using FsCheck;
using FsCheck.Fluent;
using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;
using Lmm.Formula.Tests.Diagnostics;

namespace Lmm.Formula.Tests.Syntax;

public class Any_text_is_answered
{
    // A fixed seed, so that a failure is everybody's failure; LMM_PROPERTY_TESTS asks for a longer run.
    private static readonly Config Config = Config.QuickThrowOnFailure
        .WithMaxTest(int.TryParse(Environment.GetEnvironmentVariable("LMM_PROPERTY_TESTS"), out int count) ? count : 1_000)
        .WithEndSize(60)
        .WithReplay(20_240_229, 1);

    [Fact]
    public void Any_string_gets_a_specification_or_faults() => Check(FormulaGenerators.Anything);

    [Fact]
    public void Any_jumble_of_pieces_gets_a_specification_or_faults() => Check(FormulaGenerators.Jumbles);

    [Fact]
    public void Any_damaged_formula_gets_a_specification_or_faults() => Check(FormulaGenerators.Damaged);

    [Fact]
    public void A_valid_tree_is_printed_and_parsed_to_the_same_tree()
        => Prop.ForAll(FormulaGenerators.Trees.ToArbitrary(), tree =>
        {
            FormulaSyntax parsed = FormulaParser.Parse("y ~ " + Deparser.Deparse(tree));

            Assert.Empty(parsed.Diagnostics);
            Assert.Equal(TreeShape.Of(tree), TreeShape.Of(parsed.Right));
        }).Check(Config);

    private static void Check(Gen<string> texts)
        => Prop.ForAll(texts.ToArbitrary(), text => Check(text)).Check(Config);

    private static void Check(string text)
    {
        BoundFormula bound = ModelBinder.Bind(text, Trial.Variables);

        Assert.Equal(bound.Diagnostics.Any(fault => fault.Rule.Severity == FormulaSeverity.Error), bound.Spec is null);
        Assert.Equal(bound.Diagnostics.Select(fault => fault.Span.Start).Order(), bound.Diagnostics.Select(fault => fault.Span.Start));
        Assert.All(bound.Diagnostics, fault =>
        {
            Assert.InRange(fault.Span.Start, 0, text.Length);
            Assert.InRange(fault.Span.Length, Math.Min(1, text.Length), text.Length - fault.Span.Start);
            Assert.NotEmpty(fault.Message);
            Assert.All(fault.Edits, edit => Assert.NotNull(edit.Apply(text)));
        });
        Assert.NotNull(DiagnosticPrinter.Print(text, bound.Diagnostics));
    }
}
