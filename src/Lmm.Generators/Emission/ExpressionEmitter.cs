using Lmm.Formula.Binding;

namespace Lmm.Generators.Emission;

/// <summary>Writes numeric expressions as C#, with the same operations in the same order as the run-time path.</summary>
/// <param name="leaf">The code for what an expression is made of, such as a variable's value.</param>
internal sealed class ExpressionEmitter(Func<NumericExpression, string> leaf)
{
    private const string Functions = ModelSource.Runtime + ".ElementaryFunctions";

    /// <summary>The code of an expression.</summary>
    public string Emit(NumericExpression expression) => expression switch
    {
        NumericConstant constant => CodeText.Literal(constant.Value),
        Negation negation => $"-{Operand(negation.Operand)}",
        ArithmeticOperation operation when IsCall(operation.Operator) => $"{Functions}.{operation.Operator}({Emit(operation.Left)}, {Emit(operation.Right)})",
        ArithmeticOperation operation => $"{Operand(operation.Left)} {Symbol(operation.Operator)} {Operand(operation.Right)}",
        FunctionCall call => $"{Functions}.{call.Function}({Emit(call.Argument)})",
        _ => leaf(expression),
    };

    private static bool IsCall(ArithmeticOperator operation)
        => operation >= ArithmeticOperator.Power;

    private string Operand(NumericExpression operand)
    {
        string code = Emit(operand);
        return operand is Negation || (operand is ArithmeticOperation operation && !IsCall(operation.Operator)) || operand is NumericConstant { Value: < 0 }
            ? $"({code})"
            : code;
    }

    private static string Symbol(ArithmeticOperator operation) => operation switch
    {
        ArithmeticOperator.Add => "+",
        ArithmeticOperator.Subtract => "-",
        ArithmeticOperator.Multiply => "*",
        _ => "/",
    };
}
