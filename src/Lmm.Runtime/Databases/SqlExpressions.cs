using Lmm.Formula.Binding;

namespace Lmm.Databases;

/// <summary>Writes numeric expressions in SQL, by the meaning that the functions of the formula language have in memory.</summary>
/// <param name="dialect">The engine.</param>
/// <param name="spec">The model whose variables the expressions refer to.</param>
internal sealed class SqlExpressions(SqlDialect dialect, ModelSpec spec)
{
    /// <summary>The value of an expression.</summary>
    public string Of(NumericExpression expression) => expression switch
    {
        NumericConstant constant => SqlDialect.Number(constant.Value),
        VariableReference reference => dialect.AsDouble(Column(reference.Variable)),
        Negation negation => $"(-{Of(negation.Operand)})",
        ArithmeticOperation operation => Operation(operation.Operator, Of(operation.Left), Of(operation.Right)),
        FunctionCall call => Function(call.Function, Of(call.Argument)),
        LevelTest test => Truth(HasLevel(test)),
        LevelMatch match => Truth($"{dialect.AsKey(Column(match.Left))} = {dialect.AsKey(Column(match.Right))}"),
        _ => throw new NotSupportedException(expression.ToString()),
    };

    /// <summary>The name of a variable's column.</summary>
    public string Column(int variable) => dialect.Identifier(spec.Variables[variable].Declaration.MemberName);

    private string HasLevel(LevelTest test) => spec.Variables[test.Variable].Declaration.Type == VariableType.Boolean
        ? dialect.Is(test.Level == "TRUE", Column(test.Variable))
        : $"{dialect.AsKey(Column(test.Variable))} = {dialect.Text(test.Level)}";

    private static string Truth(string condition) => $"(CASE WHEN {condition} THEN 1E0 ELSE 0E0 END)";

    private static string Operation(ArithmeticOperator operation, string left, string right) => operation switch
    {
        ArithmeticOperator.Add => $"({left} + {right})",
        ArithmeticOperator.Subtract => $"({left} - {right})",
        ArithmeticOperator.Multiply => $"({left} * {right})",
        ArithmeticOperator.Divide => $"({left} / {right})",
        ArithmeticOperator.Power when right == SqlDialect.Number(2) => $"({left} * {left})",
        ArithmeticOperator.Power => $"POWER({left}, {right})",
        ArithmeticOperator.Modulo => Rest(Rest(left, right), right),
        ArithmeticOperator.IntegerQuotient => $"(FLOOR({left} / {right}) + FLOOR({Rest(left, right)} / {right}))",
        ArithmeticOperator.Less => Truth($"{left} < {right}"),
        ArithmeticOperator.LessOrEqual => Truth($"{left} <= {right}"),
        ArithmeticOperator.Greater => Truth($"{left} > {right}"),
        ArithmeticOperator.GreaterOrEqual => Truth($"{left} >= {right}"),
        ArithmeticOperator.Equal => Truth($"{left} = {right}"),
        ArithmeticOperator.NotEqual => Truth($"{left} <> {right}"),
        ArithmeticOperator.And => Truth($"{left} <> 0E0 AND {right} <> 0E0"),
        ArithmeticOperator.Or => Truth($"{left} <> 0E0 OR {right} <> 0E0"),
        _ => throw new NotSupportedException(operation.ToString()),
    };

    // What is left of a number; of large ones the quotient is rounded, so that the divisor may be in it once more.
    private static string Rest(string left, string right) => $"({left} - FLOOR({left} / {right}) * {right})";

    private string Function(ElementaryFunction function, string x) => function switch
    {
        ElementaryFunction.Log => dialect.Log(x),
        ElementaryFunction.Log2 => dialect.Log2(x),
        ElementaryFunction.Log10 => dialect.Log10(x),
        ElementaryFunction.Log1p => $"({dialect.Log($"1E0 + {x}")} - ((1E0 + {x}) - 1E0 - {x}) / (1E0 + {x}))",
        ElementaryFunction.Exp => $"EXP({x})",
        ElementaryFunction.Expm1 => $"(CASE WHEN ABS({x}) > 1E0 THEN EXP({x}) - 1E0 WHEN EXP({x}) = 1E0 THEN {x} ELSE (EXP({x}) - 1E0) * ({x} / {dialect.Log($"EXP({x})")}) END)",
        ElementaryFunction.Sqrt => $"SQRT({x})",
        ElementaryFunction.Abs => $"ABS({x})",
        ElementaryFunction.Not => Truth($"{x} = 0E0"),
        _ => throw new NotSupportedException(function.ToString()),
    };
}
