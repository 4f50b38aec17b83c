using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;

namespace Lmm.Formula.Tests.Diagnostics;

public class Faults_are_printed_with_carets
{
    [Fact]
    public void Each_fault_has_its_line()
        => Assert.Equal(
            """
            error LMM025: There is no variable 'agee'; did you mean 'Age'?
              rt ~ agee + (1 | subjct)
                   ^^^^
            error LMM027: There is no variable 'subjct' to group by; did you mean 'Subject'?
              rt ~ agee + (1 | subjct)
                               ^^^^^^

            """,
            Print("rt ~ agee + (1 | subjct)"));

    [Fact]
    public void A_formula_of_several_lines_shows_the_faulty_one()
        => Assert.Equal(
            "error LMM003: Nothing stands after '*'; write a term there, or remove '*'\n  \t+ days *\n  \t       ^\n",
            Print("rt ~ age\r\n\t+ days *\r\n"));

    [Fact]
    public void A_span_over_several_lines_is_marked_on_its_first()
        => Assert.Equal(
            "error LMM020: 'subject + item' is no grouping factor; write a variable, 'a:b' for combinations, 'a/b' for b nested in a, or a random term for each factor\n  rt ~ (1 | subject\n            ^^^^^^^\n",
            Print("rt ~ (1 | subject\n + item)"));

    [Fact]
    public void The_empty_formula_has_no_carets()
        => Assert.Equal("error LMM005: The formula has no '~'; write the response, '~', and then the terms\n", Print(""));

    private static string Print(string formula) => DiagnosticPrinter.Print(formula, ModelBinder.Bind(formula, Trial.Variables).Diagnostics);
}
