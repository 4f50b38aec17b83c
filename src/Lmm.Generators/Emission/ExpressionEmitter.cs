using Lmm.Formula.Binding;

namespace Lmm.Generators.Emission;

/// <summary>Writes numeric expressions as C#, with the same operations in the same order as the run-time path.</summary>
/// <param name="variable">The code for a variable's value, given its index.</param>
internal sealed class ExpressionEmitter(Func<int, string> variable)
{
    private const string Functions = ModelSource.Runtime + ".ElementaryFunctions";

    /// <summary>The code of an expression.</summary>
    public string Emit(NumericExpression expression) => expression switch
    {
        VariableReference reference => variable(reference.Variable),
        NumericConstant constant => CodeText.Literal(constant.Value),
        Negation negation => $"-{Operand(negation.Operand)}",
        ArithmeticOperation { Operator: ArithmeticOperator.Power } power => $"{Functions}.Power({Emit(power.Left)}, {Emit(power.Right)})",
        ArithmeticOperation operation => $"{Operand(operation.Left)} {Symbol(operation.Operator)} {Operand(operation.Right)}",
        FunctionCall call => $"{Functions}.{call.Function}({Emit(call.Argument)})",
        _ => throw new NotSupportedException(expression.ToString()),
    };

    /// <summary>The variables that an expression reads, by index, once each.</summary>
    public static IEnumerable<int> VariablesOf(NumericExpression expression) => (expression switch
    {
        VariableReference reference => [reference.Variable],
        Negation negation => VariablesOf(negation.Operand),
        ArithmeticOperation operation => VariablesOf(operation.Left).Concat(VariablesOf(operation.Right)),
        FunctionCall call => VariablesOf(call.Argument),
        _ => [],
    }).Distinct();

    private string Operand(NumericExpression operand)
    {
        string code = Emit(operand);
        return operand is Negation or ArithmeticOperation { Operator: not ArithmeticOperator.Power } or NumericConstant { Value: < 0 }
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
