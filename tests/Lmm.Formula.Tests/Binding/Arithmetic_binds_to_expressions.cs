using System.Globalization;
using Lmm.Formula.Binding;
using static Lmm.Formula.Tests.Binding.Columns;

namespace Lmm.Formula.Tests.Binding;

public class Arithmetic_binds_to_expressions
{
    private static readonly VariableDeclaration[] Data = [Continuous("y"), Continuous("x"), Integer("z"), Text("g")];

    [Theory]
    [InlineData("I(x + z * 2)", "(x + (z * 2))")]
    [InlineData("I(x - z - 1)", "((x - z) - 1)")]
    [InlineData("I(x / z / 2)", "((x / z) / 2)")]
    [InlineData("I(x^z^2)", "(x ^ (z ^ 2))")]
    [InlineData("I(-x^2)", "-((x ^ 2))")]
    [InlineData("I((x + z)^2)", "((x + z) ^ 2)")]
    [InlineData("I(+x)", "x")]
    [InlineData("I(x**2)", "(x ^ 2)")]
    [InlineData("I(I(x))", "x")]
    [InlineData("I(2 * log(x)^2)", "(2 * (Log(x) ^ 2))")]
    [InlineData("log(x + 1)", "Log((x + 1))")]
    [InlineData("log2(x)", "Log2(x)")]
    [InlineData("log10(x)", "Log10(x)")]
    [InlineData("log1p(x)", "Log1p(x)")]
    [InlineData("exp(-x / 2)", "Exp((-(x) / 2))")]
    [InlineData("expm1(x)", "Expm1(x)")]
    [InlineData("sqrt(abs(x * z))", "Sqrt(Abs((x * z)))")]
    public void A_term_computes_what_it_says(string term, string expected)
    {
        ModelSpec spec = Bind("y ~ " + term, Data).Spec!;

        Assert.Equal(expected, Show(Assert.IsType<NumericComponent>(spec.FixedTerms[1].Components[0]).Column.Expression, spec));
    }

    [Theory]
    [InlineData("log(y) ~ x", "log(y)", "Log(y)")]
    [InlineData("y / 1000 ~ x", "y/1000", "(y / 1000)")]
    [InlineData("I(y^2) ~ x", "I(y^2)", "(y ^ 2)")]
    [InlineData("sqrt(y + z) ~ x", "sqrt(y + z)", "Sqrt((y + z))")]
    [InlineData("-y ~ x", "-y", "-(y)")]
    public void A_response_is_arithmetic_without_further_ado(string formula, string label, string expected)
    {
        ModelSpec spec = Bind(formula, Data).Spec!;

        Assert.Equal(label, spec.Response.Label);
        Assert.Equal(expected, Show(spec.Response.Expression, spec));
    }

    [Fact]
    public void Offsets_keep_their_order()
    {
        ModelSpec spec = Bind("y ~ offset(log(z)) + x + offset(2 * x) + (1 | g)", Data).Spec!;

        Assert.Equal(["log(z)", "2 * x"], spec.Offsets.Select(offset => offset.Label));
        Assert.Equal(["Log(z)", "(2 * x)"], spec.Offsets.Select(offset => Show(offset.Expression, spec)));
        Assert.Equal(["(Intercept)", "x"], spec.FixedTerms.Select(term => term.Label));
    }

    private static string Show(NumericExpression expression, ModelSpec spec) => expression switch
    {
        VariableReference reference => spec.Variables[reference.Variable].Name,
        NumericConstant constant => constant.Value.ToString(CultureInfo.InvariantCulture),
        Negation negation => $"-({Show(negation.Operand, spec)})",
        FunctionCall call => $"{call.Function}({Show(call.Argument, spec)})",
        ArithmeticOperation operation => $"({Show(operation.Left, spec)} {Symbol(operation.Operator)} {Show(operation.Right, spec)})",
        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
    };

    private static char Symbol(ArithmeticOperator @operator) => @operator switch
    {
        ArithmeticOperator.Add => '+',
        ArithmeticOperator.Subtract => '-',
        ArithmeticOperator.Multiply => '*',
        ArithmeticOperator.Divide => '/',
        _ => '^',
    };
}
