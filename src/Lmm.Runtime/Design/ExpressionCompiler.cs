using Lmm.Formula.Binding;

namespace Lmm.Design;

/// <summary>
/// Turns a numeric expression into a function of the row, by the same operators and <see cref="ElementaryFunctions"/>
/// that generated code writes out.
/// </summary>
/// <typeparam name="TRow">What stands for a row: its number in a frame, or the row itself.</typeparam>
/// <param name="leaf">The function for what an expression is made of, such as a variable's value.</param>
internal sealed class ExpressionCompiler<TRow>(Func<NumericExpression, Func<TRow, double>> leaf)
    where TRow : allows ref struct
{
    public Func<TRow, double> Compile(NumericExpression expression)
    {
        switch (expression)
        {
            case NumericConstant constant:
                double value = constant.Value;
                return _ => value;
            case Negation negation:
                Func<TRow, double> operand = Compile(negation.Operand);
                return row => -operand(row);
            case ArithmeticOperation operation:
                return Combine(operation.Operator, Compile(operation.Left), Compile(operation.Right));
            case FunctionCall call:
                return Apply(call.Function, Compile(call.Argument));
            default:
                return leaf(expression);
        }
    }

    private static Func<TRow, double> Combine(ArithmeticOperator operation, Func<TRow, double> left, Func<TRow, double> right) => operation switch
    {
        ArithmeticOperator.Add => row => left(row) + right(row),
        ArithmeticOperator.Subtract => row => left(row) - right(row),
        ArithmeticOperator.Multiply => row => left(row) * right(row),
        ArithmeticOperator.Divide => row => left(row) / right(row),
        ArithmeticOperator.Modulo => row => ElementaryFunctions.Modulo(left(row), right(row)),
        ArithmeticOperator.IntegerQuotient => row => ElementaryFunctions.IntegerQuotient(left(row), right(row)),
        ArithmeticOperator.Less => row => ElementaryFunctions.Less(left(row), right(row)),
        ArithmeticOperator.LessOrEqual => row => ElementaryFunctions.LessOrEqual(left(row), right(row)),
        ArithmeticOperator.Greater => row => ElementaryFunctions.Greater(left(row), right(row)),
        ArithmeticOperator.GreaterOrEqual => row => ElementaryFunctions.GreaterOrEqual(left(row), right(row)),
        ArithmeticOperator.Equal => row => ElementaryFunctions.Equal(left(row), right(row)),
        ArithmeticOperator.NotEqual => row => ElementaryFunctions.NotEqual(left(row), right(row)),
        ArithmeticOperator.And => row => ElementaryFunctions.And(left(row), right(row)),
        ArithmeticOperator.Or => row => ElementaryFunctions.Or(left(row), right(row)),
        ArithmeticOperator.Power => row => ElementaryFunctions.Power(left(row), right(row)),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "There is no such operator."),
    };

    private static Func<TRow, double> Apply(ElementaryFunction function, Func<TRow, double> argument) => function switch
    {
        ElementaryFunction.Log => row => ElementaryFunctions.Log(argument(row)),
        ElementaryFunction.Log2 => row => ElementaryFunctions.Log2(argument(row)),
        ElementaryFunction.Log10 => row => ElementaryFunctions.Log10(argument(row)),
        ElementaryFunction.Log1p => row => ElementaryFunctions.Log1p(argument(row)),
        ElementaryFunction.Exp => row => ElementaryFunctions.Exp(argument(row)),
        ElementaryFunction.Expm1 => row => ElementaryFunctions.Expm1(argument(row)),
        ElementaryFunction.Sqrt => row => ElementaryFunctions.Sqrt(argument(row)),
        ElementaryFunction.Not => row => ElementaryFunctions.Not(argument(row)),
        ElementaryFunction.Abs => row => ElementaryFunctions.Abs(argument(row)),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "There is no such function."),
    };
}
