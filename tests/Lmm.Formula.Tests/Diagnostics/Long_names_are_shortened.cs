using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Tests.Binding;

namespace Lmm.Formula.Tests.Diagnostics;

public class Long_names_are_shortened
{
    // A pair of surrogates straddles every place where a text could be cut.
    private static readonly string Name = string.Concat(Enumerable.Repeat("\U0001D465", 200));

    [Fact]
    public void A_long_name_is_cut_in_its_middle_and_marked_whole()
    {
        string formula = $"rt ~ age + `{Name}` + `z{Name}`";
        FormulaDiagnostic[] faults = [.. ModelBinder.Bind(formula, Trial.Variables).Diagnostics];

        Assert.Equal([$"`{Name}`", $"`z{Name}`"], faults.Select(fault => formula.Substring(fault.Span.Start, fault.Span.Length)));
        Assert.All(faults, fault =>
        {
            Assert.InRange(fault.Message.Length, 100, 400);
            Assert.Contains("…", fault.Message, StringComparison.Ordinal);
            Assert.True(IsWellFormed(fault.Message));
            Assert.True(IsWellFormed(DiagnosticPrinter.Print(formula, [fault])));
        });
    }

    [Fact]
    public void A_long_name_that_is_advised_is_cut_and_its_edit_is_not()
    {
        string[] names = [new('n', 300), new('N', 300)];
        FormulaDiagnostic fault = Assert.Single(ModelBinder.Bind($"rt ~ n{names[1][1..]}", new(Columns.Continuous("rt"), Columns.Continuous(names[0]), Columns.Continuous(names[1]))).Diagnostics);

        Assert.InRange(fault.Message.Length, 300, 500);
        Assert.Equal(names, fault.Edits.Select(edit => edit.NewText));
    }

    [Fact]
    public void A_long_formula_is_printed_around_its_fault()
    {
        string sum = string.Join(" + ", Enumerable.Range(0, 900).Select(i => $"age^{i + 2}"));
        string formula = $"rt ~ I({sum} + subject + {sum})";
        FormulaDiagnostic fault = Assert.Single(ModelBinder.Bind(formula, Trial.Variables).Diagnostics, fault => fault.Rule == FormulaRules.TextAsNumber);
        string[] lines = DiagnosticPrinter.Print(formula, [fault]).Split('\n');

        Assert.InRange(fault.Message.Length, 100, 300);
        Assert.InRange(lines[1].Length, 50, 200);
        Assert.Equal("subject", lines[1].Substring(lines[2].IndexOf('^', StringComparison.Ordinal), lines[2].Count(character => character == '^')));
        Assert.StartsWith("  …", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("…", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_short_is_left_as_it_is()
        => Assert.Equal("There is no variable 'x'; y", FormulaRules.UnknownVariable.At(default, "x", "y").Message);

    private static bool IsWellFormed(string text)
        => text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar);
}
