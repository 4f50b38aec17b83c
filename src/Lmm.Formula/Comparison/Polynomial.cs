using System.Globalization;
using Lmm.Formula.Binding;

namespace Lmm.Formula.Comparison;

/// <summary>
/// A numeric expression as a sum of monomials, so that <c>I(x - 50)</c> is seen to lie in the span of <c>1</c> and
/// <c>x</c>. What is no polynomial, such as <c>exp(x)</c>, counts as an unknown of its own.
/// </summary>
internal sealed class Polynomial
{
    /// <summary>The highest power that is multiplied out.</summary>
    public const int HighestPower = 8;

    private const int MostMonomials = 50;
    private const char Times = '\u00d7';

    private readonly SortedDictionary<string, double> _coefficients = new(StringComparer.Ordinal);

    /// <summary>The coefficients by monomial; the empty text is the monomial of the constant.</summary>
    public IReadOnlyDictionary<string, double> Coefficients => _coefficients;

    /// <summary>The polynomial 1.</summary>
    public static Polynomial One => Of("", 1);

    /// <summary>Expands an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="nameOf">A name for a variable's index that is the same in all models.</param>
    public static Polynomial Of(NumericExpression expression, Func<int, string> nameOf) => expression switch
    {
        VariableReference reference => Of(nameOf(reference.Variable), 1),
        NumericConstant constant => Of("", constant.Value),
        Negation negation => Of(negation.Operand, nameOf).Scaled(-1),
        ArithmeticOperation operation => Operation(operation.Operator, Of(operation.Left, nameOf), Of(operation.Right, nameOf)),
        FunctionCall call => Call(call.Function, Of(call.Argument, nameOf)),
        LevelTest test => Of($"{nameOf(test.Variable)} is {test.Level}", 1),
        LevelMatch match => Of(string.Join(" is ", new[] { nameOf(match.Left), nameOf(match.Right) }.OrderBy(name => name, StringComparer.Ordinal)), 1),
        LearnedNumber learned => Of($"{learned.Function}({Of(learned.Argument.Expression, nameOf)})", 1),
        _ => Of(expression.ToString(), 1),
    };

    /// <summary>The product of two polynomials; an unknown of its own where it has too many monomials.</summary>
    public static Polynomial Product(Polynomial left, Polynomial right)
    {
        if (left._coefficients.Count * right._coefficients.Count > MostMonomials)
        {
            return Of($"({left})({right})", 1);
        }

        var product = new Polynomial();
        foreach (KeyValuePair<string, double> first in left._coefficients)
        {
            foreach (KeyValuePair<string, double> second in right._coefficients)
            {
                string[] unknowns = [.. (first.Key + Times + second.Key).Split([Times], StringSplitOptions.RemoveEmptyEntries)];
                Array.Sort(unknowns, StringComparer.Ordinal);
                product.Add(string.Join(Times.ToString(), unknowns), first.Value * second.Value);
            }
        }

        return product;
    }

    /// <summary>The powers of a polynomial from the first to the one of a degree.</summary>
    public static IReadOnlyList<Polynomial> Powers(Polynomial polynomial, int degree)
        => [.. Enumerable.Range(1, degree).Select(power => Enumerable.Repeat(polynomial, power).Aggregate(One, Product))];

    /// <summary>A text that is the same for equal polynomials.</summary>
    public override string ToString()
        => string.Join(" + ", _coefficients.Select(pair => pair.Value.ToString("R", CultureInfo.InvariantCulture) + "*" + pair.Key.Replace(Times, '.')));

    private static Polynomial Of(string monomial, double coefficient)
    {
        var polynomial = new Polynomial();
        polynomial.Add(monomial, coefficient);
        return polynomial;
    }

    private static Polynomial Operation(ArithmeticOperator @operator, Polynomial left, Polynomial right)
    {
        switch (@operator)
        {
            case ArithmeticOperator.Add:
                return Sum(left, right);
            case ArithmeticOperator.Subtract:
                return Sum(left, right.Scaled(-1));
            case ArithmeticOperator.Multiply:
                return Product(left, right);
            case ArithmeticOperator.Divide:
                return right.Constant is { } divisor && divisor != 0 ? left.Scaled(1 / divisor) : Product(left, Of($"1/({right})", 1));
            case ArithmeticOperator.Power:
                return right.Constant is { } power && power == Math.Floor(power) && power is >= 0 and <= HighestPower
                    ? Enumerable.Repeat(left, (int)power).Aggregate(One, Product)
                    : Of($"({left})^({right})", 1);
            default:
                return Of($"({left}) {@operator} ({right})", 1);
        }
    }

    // Logarithms to different bases are multiples of each other.
    private static Polynomial Call(ElementaryFunction function, Polynomial argument) => function switch
    {
        ElementaryFunction.Log2 => Of($"Log({argument})", 1 / Math.Log(2)),
        ElementaryFunction.Log10 => Of($"Log({argument})", 1 / Math.Log(10)),
        _ => Of($"{function}({argument})", 1),
    };

    private static Polynomial Sum(Polynomial left, Polynomial right)
    {
        var sum = new Polynomial();
        foreach (KeyValuePair<string, double> pair in left._coefficients.Concat(right._coefficients))
        {
            sum.Add(pair.Key, pair.Value);
        }

        return sum;
    }

    private double? Constant => _coefficients.Count == 0 ? 0 : _coefficients.Count == 1 && _coefficients.TryGetValue("", out double value) ? value : null;

    private Polynomial Scaled(double factor)
    {
        var scaled = new Polynomial();
        foreach (KeyValuePair<string, double> pair in _coefficients)
        {
            scaled.Add(pair.Key, pair.Value * factor);
        }

        return scaled;
    }

    private void Add(string monomial, double coefficient)
    {
        double sum = (_coefficients.TryGetValue(monomial, out double before) ? before : 0) + coefficient;
        if (sum == 0)
        {
            _coefficients.Remove(monomial);
        }
        else
        {
            _coefficients[monomial] = sum;
        }
    }
}
