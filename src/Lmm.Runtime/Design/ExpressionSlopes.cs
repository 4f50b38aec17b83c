using Lmm.Formula.Binding;

namespace Lmm.Design;

/// <summary>Turns a numeric expression into the derivative of what it computes, given the derivatives of what it is made of.</summary>
/// <typeparam name="TRow">What stands for a row.</typeparam>
/// <param name="values">Compiles the expression itself.</param>
/// <param name="leaf">The derivative of what an expression is made of; null for one that does not change.</param>
internal sealed class ExpressionSlopes<TRow>(ExpressionCompiler<TRow> values, Func<NumericExpression, Func<TRow, double>?> leaf)
    where TRow : allows ref struct
{
    /// <summary>The derivative. That of comparisons and of whole quotients is zero, as it is wherever they have one.</summary>
    public Func<TRow, double> Compile(NumericExpression expression) => Slope(expression) ?? (static _ => 0);

    // Null stands for zero.
    private Func<TRow, double>? Slope(NumericExpression expression) => expression switch
    {
        NumericConstant => null,
        Negation negation => Slope(negation.Operand) is { } slope ? row => -slope(row) : null,
        ArithmeticOperation operation => Combine(operation),
        FunctionCall call => Slope(call.Argument) is { } slope ? Apply(call.Function, values.Compile(call.Argument), slope) : null,
        _ => leaf(expression),
    };

    private Func<TRow, double>? Combine(ArithmeticOperation operation)
    {
        Func<TRow, double>? left = Slope(operation.Left);
        Func<TRow, double>? right = Slope(operation.Right);
        if (left is null && right is null)
        {
            return null;
        }

        Func<TRow, double> leftSlope = left ?? (static _ => 0);
        Func<TRow, double> rightSlope = right ?? (static _ => 0);
        Func<TRow, double> a = values.Compile(operation.Left);
        Func<TRow, double> b = values.Compile(operation.Right);
        return operation.Operator switch
        {
            ArithmeticOperator.Add => row => leftSlope(row) + rightSlope(row),
            ArithmeticOperator.Subtract => row => leftSlope(row) - rightSlope(row),
            ArithmeticOperator.Multiply => row => (leftSlope(row) * b(row)) + (a(row) * rightSlope(row)),
            ArithmeticOperator.Divide => row => (leftSlope(row) - (a(row) / b(row) * rightSlope(row))) / b(row),
            ArithmeticOperator.Power => Power(a, b, leftSlope, right),
            ArithmeticOperator.Modulo => row => leftSlope(row) - (ElementaryFunctions.IntegerQuotient(a(row), b(row)) * rightSlope(row)),
            _ => null,
        };
    }

    private static Func<TRow, double> Power(Func<TRow, double> a, Func<TRow, double> b, Func<TRow, double> leftSlope, Func<TRow, double>? rightSlope)
    {
        return row => OfBase(row) + (rightSlope is null ? 0 : OfExponent(row, rightSlope(row)));

        double OfBase(TRow row)
        {
            double exponent = b(row);
            double slope = leftSlope(row);
            return exponent == 0 || slope == 0 ? 0 : exponent * ElementaryFunctions.Power(a(row), exponent - 1) * slope;
        }

        double OfExponent(TRow row, double slope) => slope == 0 ? 0 : ElementaryFunctions.Power(a(row), b(row)) * Math.Log(a(row)) * slope;
    }

    private static Func<TRow, double>? Apply(ElementaryFunction function, Func<TRow, double> argument, Func<TRow, double> slope) => function switch
    {
        ElementaryFunction.Log => row => slope(row) / argument(row),
        ElementaryFunction.Log2 => row => slope(row) / (argument(row) * Math.Log(2)),
        ElementaryFunction.Log10 => row => slope(row) / (argument(row) * Math.Log(10)),
        ElementaryFunction.Log1p => row => slope(row) / (1 + argument(row)),
        ElementaryFunction.Exp or ElementaryFunction.Expm1 => row => slope(row) * Math.Exp(argument(row)),
        ElementaryFunction.Sqrt => row => slope(row) / (2 * Math.Sqrt(argument(row))),
        ElementaryFunction.Abs => row => argument(row) is var value && double.IsNaN(value) ? value : slope(row) * Math.Sign(value),
        _ => null,
    };
}
