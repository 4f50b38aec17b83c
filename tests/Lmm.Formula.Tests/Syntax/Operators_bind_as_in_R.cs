using Lmm.Formula.Syntax;

namespace Lmm.Formula.Tests.Syntax;

public class Operators_bind_as_in_R
{
    /// <summary>Source: R's manual page "Operator Syntax and Precedence".</summary>
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
        Assert.Equal(expected, TreeShape.Of(syntax.Right));
    }
}
