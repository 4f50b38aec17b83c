using Lmm.Formula.Syntax;

namespace Lmm.Formula.Tests.Syntax;

public class Operators_bind_as_in_R
{
    /// <summary>Each operation in brackets. Source: R's manual page "Operator Syntax and Precedence".</summary>
    [Theory]
    [InlineData("a + b + c", "((a + b) + c)")]
    [InlineData("a - b - c", "((a - b) - c)")]
    [InlineData("a / b / c", "((a / b) / c)")]
    [InlineData("a ^ b ^ c", "(a ^ (b ^ c))")]
    [InlineData("a ** b", "(a ^ b)")]
    [InlineData("a + b * c", "(a + (b * c))")]
    [InlineData("a * b : c", "(a * (b : c))")]
    [InlineData("a %in% b : c", "(a %in% (b : c))")]
    [InlineData("a * b %in% c", "(a * (b %in% c))")]
    [InlineData("a : b ^ c", "(a : (b ^ c))")]
    [InlineData("-a ^ b", "(-(a ^ b))")]
    [InlineData("-a : b", "((-a) : b)")]
    [InlineData("a ^ -b : c", "((a ^ (-b)) : c)")]
    [InlineData("a ^ -b ^ c", "(a ^ (-(b ^ c)))")]
    [InlineData("a * -b + c", "((a * (-b)) + c)")]
    [InlineData("- - a", "(-(-a))")]
    [InlineData("a - -1", "(a - (-1))")]
    [InlineData("(a + b) * c", "([(a + b)] * c)")]
    [InlineData("(a + b | g)", "[((a + b) | g)]")]
    [InlineData("(a || g / h)", "[(a || (g / h))]")]
    [InlineData("I(a + b * 2)", "I((a + (b * 2)))")]
    [InlineData("poly(x, degree = 1 + 1, \"raw\")", "poly(x, degree = (1 + 1), \"raw\")")]
    [InlineData(". - a", "(. - a)")]
    public void A_formula_is_grouped(string right, string expected)
    {
        FormulaSyntax syntax = FormulaParser.Parse("y ~ " + right);

        Assert.Empty(syntax.Diagnostics);
        Assert.Equal(expected, Grouped(syntax.Right));
    }

    /// <summary>Brackets round each operation; those of the text become square.</summary>
    private static string Grouped(ExpressionSyntax node) => node switch
    {
        BinarySyntax binary => $"({Grouped(binary.Left)} {Deparser.Symbol(binary.Operator)} {Grouped(binary.Right)})",
        UnarySyntax unary => $"({Deparser.Symbol(unary.Operator)}{Grouped(unary.Operand)})",
        BracketedSyntax bracketed => $"[{Grouped(bracketed.Content)}]",
        CallSyntax call => $"{call.Function}({string.Join(", ", call.Arguments.Select(argument => (argument.Name is null ? "" : argument.Name + " = ") + Grouped(argument.Value)))})",
        _ => node.ToString(),
    };
}
