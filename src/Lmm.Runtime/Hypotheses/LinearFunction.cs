using Lmm.Hypotheses;

namespace Lmm;

/// <summary>
/// A linear function of the coefficients of a model, and a constant: what hypotheses are made of. Functions of one model are added and subtracted, with each other and with
/// numbers, and multiplied and divided by numbers: <c>b.Week - b.Age / 2 - 10</c>.
/// </summary>
public sealed class LinearFunction
{
    private readonly ModelShape _shape;
    private readonly double[] _coefficients;
    private readonly double _constant;

    private LinearFunction(ModelShape shape, double[] coefficients, double constant)
    {
        _shape = shape;
        _coefficients = coefficients;
        _constant = constant;
    }

    internal static LinearFunction OfCoefficient(ModelShape shape, int column)
    {
        var coefficients = new double[shape.Coefficients.Count];
        coefficients[column] = 1;
        return new LinearFunction(shape, coefficients, 0);
    }

    /// <summary>The sum of two functions.</summary>
    /// <exception cref="ArgumentException">They are of different models.</exception>
    public static LinearFunction operator +(LinearFunction left, LinearFunction right) => Sum(left, 1, right);

    /// <summary>The difference of two functions.</summary>
    /// <exception cref="ArgumentException">They are of different models.</exception>
    public static LinearFunction operator -(LinearFunction left, LinearFunction right) => Sum(left, -1, right);

    /// <summary>A function and a number.</summary>
    public static LinearFunction operator +(LinearFunction left, double right) => Affine(1, left, right);

    /// <summary>A number and a function.</summary>
    public static LinearFunction operator +(double left, LinearFunction right) => Affine(1, right, left);

    /// <summary>A function less a number.</summary>
    public static LinearFunction operator -(LinearFunction left, double right) => Affine(1, left, -right);

    /// <summary>A number less a function.</summary>
    public static LinearFunction operator -(double left, LinearFunction right) => Affine(-1, right, left);

    /// <summary>A function with its sign changed.</summary>
    public static LinearFunction operator -(LinearFunction function) => Affine(-1, function, 0);

    /// <summary>A multiple of a function.</summary>
    public static LinearFunction operator *(LinearFunction left, double right) => Affine(right, left, 0);

    /// <summary>A multiple of a function.</summary>
    public static LinearFunction operator *(double left, LinearFunction right) => Affine(left, right, 0);

    /// <summary>A part of a function.</summary>
    public static LinearFunction operator /(LinearFunction left, double right) => Affine(1 / right, left, 0);

    /// <summary>The hypothesis that the function is zero, as it is written.</summary>
    public override string ToString() => Hypothesis().Text;

    /// <summary>The hypothesis that the function is zero.</summary>
    /// <exception cref="ArgumentException">It is of another model, or has numbers that are not finite.</exception>
    internal LinearHypothesis IsZero(ModelShape shape)
    {
        if (!_shape.Coefficients.SequenceEqual(shape.Coefficients))
        {
            throw new ArgumentException($"The function {this} is of the model {_shape.ModelName}, not of {shape.ModelName}.");
        }

        return _coefficients.All(double.IsFinite) && double.IsFinite(_constant)
            ? Hypothesis()
            : throw new ArgumentException("A hypothesis has a coefficient or a value that is infinite or no number.");
    }

    private static LinearFunction Sum(LinearFunction left, double sign, LinearFunction right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return left._shape.Coefficients.SequenceEqual(right._shape.Coefficients)
            ? new LinearFunction(left._shape, [.. left._coefficients.Zip(right._coefficients, (first, second) => first + (sign * second))], left._constant + (sign * right._constant))
            : throw new ArgumentException($"The functions {left} and {right} are of different models, {left._shape.ModelName} and {right._shape.ModelName}.");
    }

    private static LinearFunction Affine(double factor, LinearFunction function, double constant)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new LinearFunction(function._shape, Array.ConvertAll(function._coefficients, value => factor * value), (factor * function._constant) + constant);
    }

    private LinearHypothesis Hypothesis()
    {
        var row = new double[1, _coefficients.Length];
        for (int column = 0; column < _coefficients.Length; column++)
        {
            row[0, column] = _coefficients[column];
        }

        return LinearHypothesis.Of(new Matrix(row), 0, 0.0 - _constant, _shape.Coefficients);
    }
}
