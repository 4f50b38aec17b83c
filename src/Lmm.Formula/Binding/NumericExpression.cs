namespace Lmm.Formula.Binding;

/// <summary>A column computed row by row.</summary>
/// <param name="Label">The expression as R prints it, such as <c>I(age^2)</c>; coefficient names use it.</param>
/// <param name="Expression">The expression.</param>
internal sealed record ColumnExpression(string Label, NumericExpression Expression)
{
    /// <summary>True for one with a number that all rows tell, such as a mean.</summary>
    public bool Learns => Expression.Leaves.OfType<LearnedNumber>().Any();
}

/// <summary>A numeric expression over the variables of a model.</summary>
internal abstract record NumericExpression
{
    /// <summary>True for one that is true or false, as one and zero.</summary>
    public bool IsTruth => this is ArithmeticOperation { Operator: >= ArithmeticOperator.Less } or FunctionCall { Function: ElementaryFunction.Not } or LevelTest or LevelMatch;

    /// <summary>What the expression is made of that is neither an operation nor a constant, in order, once each; what a learned number is learned from is not looked into.</summary>
    public IEnumerable<NumericExpression> Leaves => (this switch
    {
        Negation negation => negation.Operand.Leaves,
        ArithmeticOperation operation => operation.Left.Leaves.Concat(operation.Right.Leaves),
        FunctionCall call => call.Argument.Leaves,
        NumericConstant => [],
        _ => [this],
    }).Distinct();
}

/// <summary>A variable's value.</summary>
/// <param name="Variable">Its index in <see cref="ModelSpec.Variables"/>.</param>
internal sealed record VariableReference(int Variable) : NumericExpression;

/// <summary>A number.</summary>
/// <param name="Value">Its value.</param>
internal sealed record NumericConstant(double Value) : NumericExpression;

/// <summary>A number with its sign turned.</summary>
/// <param name="Operand">The number.</param>
internal sealed record Negation(NumericExpression Operand) : NumericExpression;

/// <summary>Two numbers joined by an operator.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Left">The left operand.</param>
/// <param name="Right">The right operand.</param>
internal sealed record ArithmeticOperation(ArithmeticOperator Operator, NumericExpression Left, NumericExpression Right) : NumericExpression;

/// <summary>An elementary function of a number.</summary>
/// <param name="Function">The function.</param>
/// <param name="Argument">The number.</param>
internal sealed record FunctionCall(ElementaryFunction Function, NumericExpression Argument) : NumericExpression;

/// <summary>A number that the data tell, such as <c>mean(x)</c>: rows to predict have that of the fitted ones.</summary>
/// <param name="Label">The call as R prints it.</param>
/// <param name="Function">What of the values.</param>
/// <param name="Argument">The values.</param>
internal sealed record LearnedNumber(string Label, DataSummary Function, ColumnExpression Argument) : NumericExpression;

/// <summary>Whether a factor has a level: one where it has, else zero.</summary>
/// <param name="Variable">The factor's index in <see cref="ModelSpec.Variables"/>.</param>
/// <param name="Level">The level.</param>
internal sealed record LevelTest(int Variable, string Level) : NumericExpression;

/// <summary>Whether two factors have one level: one where they have, else zero.</summary>
/// <param name="Left">The index of one in <see cref="ModelSpec.Variables"/>.</param>
/// <param name="Right">The index of the other.</param>
internal sealed record LevelMatch(int Left, int Right) : NumericExpression;

/// <summary>The operators of arithmetic.</summary>
internal enum ArithmeticOperator
{
    /// <summary>Sum.</summary>
    Add,

    /// <summary>Difference.</summary>
    Subtract,

    /// <summary>Product.</summary>
    Multiply,

    /// <summary>Quotient.</summary>
    Divide,

    /// <summary>Power; the exponent 2 is computed by multiplication, as R does.</summary>
    Power,

    /// <summary>Remainder, with the sign of the divisor.</summary>
    Modulo,

    /// <summary>Quotient, rounded down.</summary>
    IntegerQuotient,

    /// <summary>Less than: one where it holds, else zero.</summary>
    Less,

    /// <summary>Less or equal.</summary>
    LessOrEqual,

    /// <summary>Greater than.</summary>
    Greater,

    /// <summary>Greater or equal.</summary>
    GreaterOrEqual,

    /// <summary>Equality.</summary>
    Equal,

    /// <summary>Inequality.</summary>
    NotEqual,

    /// <summary>Both are other than zero.</summary>
    And,

    /// <summary>One is other than zero.</summary>
    Or,
}

/// <summary>The elementary functions of the formula language.</summary>
internal enum ElementaryFunction
{
    /// <summary>Natural logarithm.</summary>
    Log,

    /// <summary>Logarithm to base 2.</summary>
    Log2,

    /// <summary>Logarithm to base 10.</summary>
    Log10,

    /// <summary>log(1 + x), exact for small x.</summary>
    Log1p,

    /// <summary>Exponential.</summary>
    Exp,

    /// <summary>exp(x) − 1, exact for small x.</summary>
    Expm1,

    /// <summary>Square root.</summary>
    Sqrt,

    /// <summary>Absolute value.</summary>
    Abs,

    /// <summary>One for zero, zero for all else.</summary>
    Not,
}
