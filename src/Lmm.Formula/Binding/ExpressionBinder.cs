using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Formula.Binding;

/// <summary>Binds arithmetic: what stands in <c>I()</c>, in elementary functions, in offsets, and the response.</summary>
/// <param name="variables">The variables.</param>
/// <param name="constantAdvice">What to write in place of an expression without a variable.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class ExpressionBinder(VariableTable variables, string constantAdvice, List<FormulaDiagnostic> faults)
{
    private string _label = "";
    private int _operations;
    private bool _hasVariable;

    /// <summary>Binds an expression; null when it has faults, which are reported.</summary>
    public ColumnExpression? Bind(ExpressionSyntax expression)
    {
        _label = Deparser.Deparse(expression);
        _operations = 0;
        _hasVariable = false;
        int faultsBefore = faults.Count;
        NumericExpression? bound = Visit(expression);
        if (bound is not null && !_hasVariable)
        {
            faults.Add(FormulaRules.ConstantExpression.At(expression.Span, _label, constantAdvice));
        }

        if (_operations > FormulaLimits.Operations)
        {
            faults.Add(FormulaRules.TooLarge.At(expression.Span, $"has an expression of more than {FormulaLimits.Operations} operations here", "compute it before fitting and give it a variable of its own"));
        }

        return bound is null || faults.Count > faultsBefore ? null : new ColumnExpression(_label, bound);
    }

    private NumericExpression? Visit(ExpressionSyntax node)
    {
        switch (node)
        {
            case NameSyntax name:
                return Variable(name);
            case NumberSyntax number:
                return new NumericConstant(number.Value);
            case BracketedSyntax { Bar: null } bracketed:
                return Visit(bracketed.Content);
            case UnarySyntax unary:
                _operations++;
                NumericExpression? operand = Visit(unary.Operand);
                return operand is null || unary.Operator == FormulaOperator.Plus ? operand
                    : unary.Operator == FormulaOperator.Not ? new FunctionCall(ElementaryFunction.Not, operand)
                    : new Negation(operand);
            case BinarySyntax binary:
                return Spine(binary);
            case CallSyntax call:
                return Call(call);
            case MissingSyntax:
                return null;
            default:
                faults.Add(FormulaRules.NotArithmetic.At(node.Span, Deparser.Deparse(node), _label));
                return null;
        }
    }

    private VariableReference? Variable(NameSyntax name)
    {
        _hasVariable = true;
        VariableDeclaration? declaration = variables.Resolve(name, FormulaRules.UnknownVariable, faults);
        if (declaration is null)
        {
            return null;
        }

        if (declaration.IsNumeric())
        {
            return new VariableReference(variables.NumberOf(name.Name));
        }

        faults.Add(declaration switch
        {
            { Type: VariableType.Text } => FormulaRules.TextAsNumber.At(name.Span, name.Name, Wording.Type(declaration), _label),
            _ when declaration.IsFactorInTerms() => FormulaRules.FactorAsNumber.At(name.Span, name.Name, Wording.TypeName(declaration), _label),
            _ => FormulaRules.UnusableType.At(name.Span, name.Name, Wording.Type(declaration), "a number", "declare it with a numeric type"),
        });
        return null;
    }

    private NumericExpression? Spine(BinarySyntax binary)
    {
        Stack<BinarySyntax> spine = binary.LeftSpine();
        NumericExpression? value = Visit(spine.Peek().Left);
        foreach (BinarySyntax node in spine)
        {
            _operations++;
            NumericExpression? right = Visit(node.Right);
            ArithmeticOperator? @operator = node.Operator switch
            {
                FormulaOperator.Plus => ArithmeticOperator.Add,
                FormulaOperator.Minus => ArithmeticOperator.Subtract,
                FormulaOperator.Star => ArithmeticOperator.Multiply,
                FormulaOperator.Slash => ArithmeticOperator.Divide,
                FormulaOperator.Caret => ArithmeticOperator.Power,
                FormulaOperator.Modulo => ArithmeticOperator.Modulo,
                FormulaOperator.IntegerQuotient => ArithmeticOperator.IntegerQuotient,
                FormulaOperator.Less => ArithmeticOperator.Less,
                FormulaOperator.LessOrEqual => ArithmeticOperator.LessOrEqual,
                FormulaOperator.Greater => ArithmeticOperator.Greater,
                FormulaOperator.GreaterOrEqual => ArithmeticOperator.GreaterOrEqual,
                FormulaOperator.Equal => ArithmeticOperator.Equal,
                FormulaOperator.NotEqual => ArithmeticOperator.NotEqual,
                FormulaOperator.And => ArithmeticOperator.And,
                FormulaOperator.Bar => ArithmeticOperator.Or,
                _ => null,
            };

            // In R the mark reaches further right than it does here.
            if (node.Right is UnarySyntax { Operator: FormulaOperator.Not } not && node.Operator is not (FormulaOperator.And or FormulaOperator.Bar))
            {
                faults.Add(FormulaRules.NotArithmetic.At(not.OperatorSpan, "!", _label));
            }

            if (@operator is null && node.Operator is FormulaOperator.Colon or FormulaOperator.In or FormulaOperator.DoubleBar)
            {
                faults.Add(FormulaRules.NotArithmetic.At(node.OperatorSpan, Deparser.Symbol(node.Operator), _label));
            }

            value = value is null || right is null || @operator is null || _operations > FormulaLimits.Operations
                ? null
                : new ArithmeticOperation(@operator.Value, value, right);
        }

        return value;
    }

    private NumericExpression? Call(CallSyntax call)
    {
        _operations++;
        ElementaryFunction? function = FunctionCatalogue.Find(call.Function);
        if (call.Function == FunctionCatalogue.Offset)
        {
            faults.Add(FormulaRules.MisplacedOffset.At(call.Span, "has no place in arithmetic"));
            return null;
        }

        if (FunctionCatalogue.FindSummary(call.Function) is { } summary)
        {
            return FunctionCatalogue.OnlyArgument(call, faults) is { } values && Visit(values) is { } column
                ? new LearnedNumber(Deparser.Deparse(call), summary, new ColumnExpression(Deparser.Deparse(values), column))
                : null;
        }

        if (function is null && call.Function != FunctionCatalogue.Inhibition)
        {
            _hasVariable = true;
            faults.Add(FunctionCatalogue.Fault(call, variables));
            return null;
        }

        NumericExpression? argument = FunctionCatalogue.OnlyArgument(call, faults) is { } only ? Visit(only) : null;
        return argument is null || function is null ? argument : new FunctionCall(function.Value, argument);
    }
}
