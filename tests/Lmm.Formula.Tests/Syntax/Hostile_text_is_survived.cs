using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;
using Lmm.Formula.Tests.Diagnostics;

namespace Lmm.Formula.Tests.Syntax;

public class Hostile_text_is_survived
{
    // The smallest stack a compiler's host is likely to give a thread is 512 KB; half of it must do.
    private const int SmallStack = 256 * 1024;

    [Theory]
    [InlineData("(", 10_000, "x", ")")]
    [InlineData("log(", 10_000, "x", ")")]
    [InlineData("-", 10_000, "x", "")]
    [InlineData("x^", 10_000, "x", "")]
    [InlineData("(", 10_000, "", "")]
    [InlineData("-(", 5_000, "x", ")")]
    [InlineData("I(-", 5_000, "x", "^2)")]
    [InlineData("((1 | g) + ", 3_000, "x", ")")]
    public void Deep_nesting_is_one_fault(string open, int depth, string middle, string close)
    {
        string formula = "rt ~ " + string.Concat(Enumerable.Repeat(open, depth)) + middle + string.Concat(Enumerable.Repeat(close, depth));

        FormulaDiagnostic fault = Assert.Single(Bind(formula).Diagnostics);

        Assert.Equal(FormulaRules.TooLarge, fault.Rule);
    }

    [Theory]
    [InlineData("(", "age", ")")]
    [InlineData("log(", "age", ")")]
    [InlineData("-", "age", "")]
    [InlineData("I(", "age", ")")]
    public void Nesting_up_to_the_limit_fits_a_small_stack(string open, string middle, string close)
    {
        string formula = "rt ~ " + string.Concat(Enumerable.Repeat(open, FormulaLimits.Depth)) + middle + string.Concat(Enumerable.Repeat(close, FormulaLimits.Depth));
        BoundFormula? bound = null;
        var thread = new Thread(() => bound = Bind(formula), SmallStack);
        thread.Start();
        thread.Join();

        Assert.DoesNotContain(bound!.Diagnostics, fault => fault.Rule.Severity == FormulaSeverity.Error);
    }

    [Theory]
    [InlineData("(age) + ")]
    [InlineData("(-age) + ")]
    [InlineData("I(-(age^2)) + ")]
    public void Brackets_side_by_side_are_not_deep(string piece)
        => Assert.DoesNotContain(Bind("rt ~ " + string.Concat(Enumerable.Repeat(piece, 4 * FormulaLimits.Depth)) + "days").Diagnostics, fault => fault.Rule == FormulaRules.TooLarge);

    [Theory]
    [InlineData("age + ")]
    [InlineData("age:")]
    [InlineData("(1 | subject) + ")]
    [InlineData("$")]
    [InlineData("(")]
    [InlineData(" ")]
    public void A_megabyte_is_one_fault(string piece)
    {
        string formula = "rt ~ " + string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)) + "age";

        Assert.Equal(FormulaRules.TooLarge, Assert.Single(Bind(formula).Diagnostics).Rule);
    }

    [Theory]
    [InlineData("age + ", "age")]
    [InlineData("age - ", "age")]
    [InlineData("age * ", "age")]
    [InlineData("age:", "age")]
    [InlineData("age/", "age")]
    [InlineData("age %in% ", "age")]
    [InlineData("age ", "age")]
    [InlineData("age | ", "subject")]
    [InlineData("(1 | subject) + ", "age")]
    [InlineData("unknown + ", "age")]
    [InlineData("log(age) + ", "age")]
    [InlineData("* ", "age")]
    [InlineData("~ ", "age")]
    [InlineData("$ ", "age")]
    [InlineData(")", "")]
    [InlineData("`", "")]
    [InlineData("\"", "")]
    [InlineData("'a ", "")]
    [InlineData("1 ", "")]
    [InlineData("%", "")]
    [InlineData("%a", "")]
    [InlineData("2*", "2")]
    [InlineData("1:", "age")]
    [InlineData("I(genotype) + ", "age")]
    [InlineData("(age + subject)^2 - ", "age")]
    public void A_long_chain_takes_work_in_proportion_and_little_stack(string piece, string end)
    {
        int count = (FormulaLimits.Length - 20) / piece.Length;

        // Allocated bytes are a count of work that no machine's speed changes: four times the pieces take four times as
        // many. An algorithm that goes over what it has seen for each piece takes sixteen times as many.
        long quarter = AllocatedFor(Chain(piece, count / 4, end));
        long whole = AllocatedFor(Chain(piece, count, end));
        Assert.InRange(whole, 0, (6 * quarter) + 1_000_000);
        Assert.InRange(whole, 0, 20_000L * FormulaLimits.Length);
    }

    [Fact]
    public void A_long_expression_is_one_fault()
    {
        string formula = "rt ~ I(" + string.Concat(Enumerable.Repeat("age + ", 4_000)) + "age)";

        Assert.Equal(FormulaRules.TooLarge, Assert.Single(Bind(formula).Diagnostics).Rule);
    }

    [Theory]
    [InlineData("(a + b + c + d + e + f + g + h + i + j + k + l + m + n)^14")]
    [InlineData("a*b*c*d*e*f*g*h*i*j*k*l*m*n*o*p*q*r*s*t*u*v*w*x*z")]
    [InlineData("((a + b + c + d + e + f + g + h + i + j + k + l + m + n)^2)^1000000")]
    [InlineData("(a + b + c + d + e + f + g + h)^999999999 + (a*b*c*d*e*f*g*h*i*j*k*l*m)^2")]
    public void Too_many_terms_are_one_fault_and_take_little_work(string right)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        VariableDeclaration[] letters = [.. "abcdefghijklmnopqrstuvwxyz".Select(letter => Binding.Columns.Continuous(letter.ToString()))];
        BoundFormula bound = ModelBinder.Bind("y ~ " + right, new EquatableArray<VariableDeclaration>(letters));

        Assert.Equal(FormulaRules.TooLarge, Assert.Single(bound.Diagnostics).Rule);

        // The limit of terms times a generous size of each; the terms of the whole product would take terabytes.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, FormulaLimits.Terms * 100_000L);
    }

    private static string Chain(string piece, int count, string end) => "rt ~ " + string.Concat(Enumerable.Repeat(piece, count)) + end;

    private static long AllocatedFor(string formula)
    {
        BoundFormula? bound = null;
        long allocated = 0;
        var thread = new Thread(
            () =>
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                bound = Bind(formula);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            },
            SmallStack);
        thread.Start();
        thread.Join();
        Assert.NotNull(bound);
        return allocated;
    }

    private static BoundFormula Bind(string formula) => ModelBinder.Bind(formula, Trial.Variables);
}
