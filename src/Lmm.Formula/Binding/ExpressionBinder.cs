using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;
using Lmm.Formula.Syntax.Lexing;

namespace Lmm.Formula.Binding;

/// <summary>Binds arithmetic: what stands in <c>I()</c>, in elementary functions, in offsets, and the response.</summary>
/// <param name="variables">The variables.</param>
/// <param name="constantAdvice">What to write in place of an expression without a variable.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class ExpressionBinder(VariableTable variables, string constantAdvice, List<FormulaDiagnostic> faults)
{
    private readonly LevelComparisonBinder _levels = new(variables, faults);
    private string _label = "";
    private int _operations;
    private bool _hasVariable;

    /// <summary>Binds an expression; null when it has faults, which are reported.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="asked">What asks for it, which messages name; null for the expression itself.</param>
    public ColumnExpression? Bind(ExpressionSyntax expression, ExpressionSyntax? asked = null)
    {
        string label = Deparser.Deparse(expression);
        _label = asked is null ? label : Deparser.Deparse(asked);
        _operations = 0;
        _hasVariable = false;
        int faultsBefore = faults.Count;
        NumericExpression? bound = Visit(expression);
        if (bound is not null && !_hasVariable)
        {
            faults.Add(FormulaRules.ConstantExpression.At(expression.Span, label, constantAdvice));
        }

        if (_operations > FormulaLimits.Operations)
        {
            faults.Add(FormulaRules.TooLarge.At(expression.Span, $"has an expression of more than {FormulaLimits.Operations} operations here", "compute it before fitting and give it a variable of its own"));
        }

        return bound is null || faults.Count > faultsBefore ? null : new ColumnExpression(label, bound);
    }

    private NumericExpression? Visit(ExpressionSyntax node)
    {
        switch (node)
        {
            case NameSyntax name:
                return Variable(name);
            case NumberSyntax number:
                return new NumericConstant(number.Value);
            case BracketedSyntax { Structure: null } bracketed:
                // Within arithmetic a bar in brackets is R's "or".
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

    private NumericExpression? Variable(NameSyntax name)
    {
        if (variables.Find(name.Name) is null && Constants.Truth(name) is { } truth)
        {
            return new NumericConstant(truth ? 1 : 0);
        }

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

        if (declaration.Type == VariableType.Boolean)
        {
            return new LevelTest(variables.NumberOf(name.Name), "TRUE");
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
        NumericExpression? value = _levels.Handles(spine.Peek()) ? null : Visit(spine.Peek().Left);
        foreach (BinarySyntax node in spine)
        {
            _operations++;
            if (node.Operator.IsComparison() && node.Left is BinarySyntax { Operator: var before } && before.IsComparison())
            {
                faults.Add(FormulaRules.MisusedLogic.At(node.OperatorSpan, Deparser.Deparse(node), "compares the outcome of a comparison", "join comparisons of two values each by '&'"));
            }

            if (_levels.Handles(node))
            {
                _hasVariable = true;
                value = _levels.Bind(node);
                continue;
            }

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
                faults.Add(FormulaRules.MisusedLogic.At(not.OperatorSpan, Deparser.Deparse(node), "has '!' after another operator", $"write '{Deparser.Deparse(node.Left)} {Deparser.Symbol(node.Operator)} ({Deparser.Deparse(not)})'"));
            }

            if (node.Operator == FormulaOperator.DoubleBar)
            {
                faults.Add(UnknownCharacterFault.At(node.OperatorSpan, "||", "|"));
            }
            else if (@operator is null && node.Operator is FormulaOperator.Colon or FormulaOperator.In)
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
