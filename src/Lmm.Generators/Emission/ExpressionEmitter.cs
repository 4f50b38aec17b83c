using Lmm.Formula.Binding;

namespace Lmm.Generators.Emission;

/// <summary>Writes numeric expressions as C#, with the same operations in the same order as the run-time path.</summary>
/// <param name="variable">The code for a variable's value, given its index.</param>
/// <param name="learned">The code for a number that the data tell.</param>
internal sealed class ExpressionEmitter(Func<int, string> variable, Func<LearnedNumber, string> learned)
{
    private const string Functions = ModelSource.Runtime + ".ElementaryFunctions";

    /// <summary>The code of an expression.</summary>
    public string Emit(NumericExpression expression) => expression switch
    {
        VariableReference reference => variable(reference.Variable),
        NumericConstant constant => CodeText.Literal(constant.Value),
        Negation negation => $"-{Operand(negation.Operand)}",
        LearnedNumber number => learned(number),
        ArithmeticOperation operation when IsCall(operation.Operator) => $"{Functions}.{operation.Operator}({Emit(operation.Left)}, {Emit(operation.Right)})",
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

    /// <summary>The numbers that the data tell of which an expression is made.</summary>
    public static IEnumerable<LearnedNumber> LearnedNumbersOf(NumericExpression expression) => (expression switch
    {
        LearnedNumber number => [number],
        Negation negation => LearnedNumbersOf(negation.Operand),
        ArithmeticOperation operation => LearnedNumbersOf(operation.Left).Concat(LearnedNumbersOf(operation.Right)),
        FunctionCall call => LearnedNumbersOf(call.Argument),
        _ => [],
    }).Distinct();

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
