using Lmm.Coordinates;
using Lmm.Crossing;
using Lmm.Kernels;

namespace Lmm.Solver.Profiles;

/// <summary>
/// The cross-products of a model of which one function a'γ of the working coefficients is given: X without one column, and a response that moves with
/// the given value. No row is read, for both are linear in the columns.
/// </summary>
/// <remarks>
/// With N an orthonormal basis of what is orthogonal to a, and d = a/a'a, γ = Nδ + td for a'γ = t, so that the columns are XN and the
/// response is y − tXd.
/// </remarks>
internal sealed class CoefficientConstraint
{
    private readonly CrossProducts _whole;
    private readonly int _rank;
    private readonly double[] _basis;
    private readonly double[] _direction;
    private readonly double[][] _directionProducts;
    private readonly double[] _gramDirection;

    /// <summary>Forms the cross-products, the function's value being zero.</summary>
    /// <param name="whole">The cross-products of the model.</param>
    /// <param name="function">a, one number per working column.</param>
    public CoefficientConstraint(CrossProducts whole, ReadOnlySpan<double> function)
    {
        _whole = whole;
        _rank = function.Length;
        double square = VectorProducts.Dot(function, function);
        _direction = [.. function];
        for (int index = 0; index < _rank; index++)
        {
            _direction[index] /= square;
        }

        _basis = Complement(function);
        _directionProducts = Array.ConvertAll(whole.Factors, DirectionProducts);
        _gramDirection = new double[_rank];
        for (int row = 0; row < _rank; row++)
        {
            _gramDirection[row] = VectorProducts.Dot(whole.FixedEffects.Gram.AsSpan(row * _rank, _rank), _direction);
        }

        FixedEffectsCoordinates coordinates = whole.FixedEffects;
        Products = new CrossProducts(
            whole.Shape,
            whole.TotalWeight,
            whole.LogWeightSum,
            whole.Units,
            coordinates with { Basis = ColumnBasis.Identity(_rank - 1), Response = coordinates.Response.Clone(), Gram = Gram() },
            whole.Terms,
            Array.ConvertAll(whole.Factors, factor => factor with { Width = factor.Width - 1, Values = Values(factor) }),
            whole.Pairs,
            new double[_rank]);
        MoveTo(0);
    }

    /// <summary>The cross-products at the given value.</summary>
    public CrossProducts Products { get; }

    /// <summary>Takes another value of the function.</summary>
    public void MoveTo(double value)
    {
        for (int index = 0; index < _whole.Factors.Length; index++)
        {
            FactorCrossProducts factor = _whole.Factors[index];
            FactorCrossProducts target = Products.Factors[index];
            for (int row = 0; row < _directionProducts[index].Length; row++)
            {
                target.Values[(row * target.Width) + target.Width - 1] = factor.Values[(row * factor.Width) + factor.Width - 1] - (value * _directionProducts[index][row]);
            }
        }

        double[] products = _whole.ResponseProducts;
        var moved = new double[_rank];
        for (int row = 0; row < _rank; row++)
        {
            moved[row] = products[row] - (value * _gramDirection[row]);
        }

        Span<double> response = Products.ResponseProducts;
        for (int column = 0; column + 1 < _rank; column++)
        {
            response[column] = VectorProducts.Dot(_basis.AsSpan(column * _rank, _rank), moved);
        }

        response[_rank - 1] = products[_rank] - (value * VectorProducts.Dot(_direction, products.AsSpan(0, _rank))) - (value * VectorProducts.Dot(_direction, moved));
    }

    // The rows of Nᵀ: the Householder reflection that takes a to a multiple of a unit vector has them beside a's own direction.
    private double[] Complement(ReadOnlySpan<double> function)
    {
        int largest = 0;
        for (int index = 1; index < _rank; index++)
        {
            largest = Math.Abs(function[index]) > Math.Abs(function[largest]) ? index : largest;
        }

        double[] mirror = [.. function];
        double length = Math.Sqrt(VectorProducts.Dot(function, function));
        mirror[largest] += Math.CopySign(length, function[largest]);
        double square = VectorProducts.Dot(mirror, mirror);
        var basis = new double[(_rank - 1) * _rank];
        int place = 0;
        for (int row = 0; row < _rank; row++)
        {
            if (row != largest)
            {
                Span<double> target = basis.AsSpan(place++ * _rank, _rank);
                target[row] = 1;
                VectorProducts.Add(-2 * mirror[row] / square, mirror, target);
            }
        }

        return basis;
    }

    // NᵀXᵀWXN.
    private double[] Gram()
    {
        int kept = _rank - 1;
        var gram = new double[kept * kept];
        var half = new double[_rank];
        for (int row = 0; row < kept; row++)
        {
            Array.Clear(half);
            for (int inner = 0; inner < _rank; inner++)
            {
                VectorProducts.Add(_basis[(row * _rank) + inner], _whole.FixedEffects.Gram.AsSpan(inner * _rank, _rank), half);
            }

            for (int column = 0; column < kept; column++)
            {
                gram[(row * kept) + column] = VectorProducts.Dot(half, _basis.AsSpan(column * _rank, _rank));
            }
        }

        return gram;
    }

    // ZᵀWXd, row by row of Zᵀ.
    private double[] DirectionProducts(FactorCrossProducts factor)
    {
        var products = new double[factor.LevelCount * factor.EffectCount];
        for (int row = 0; row < products.Length; row++)
        {
            products[row] = VectorProducts.Dot(factor.Values.AsSpan((row * factor.Width) + factor.EffectCount, _rank), _direction);
        }

        return products;
    }

    // ZᵀW[Z XN ·] with room for the response.
    private double[] Values(FactorCrossProducts factor)
    {
        int width = factor.Width - 1;
        var values = new double[factor.LevelCount * factor.EffectCount * width];
        for (int row = 0; row * width < values.Length; row++)
        {
            ReadOnlySpan<double> source = factor.Values.AsSpan(row * factor.Width, factor.Width);
            Span<double> target = values.AsSpan(row * width, width);
            source[..factor.EffectCount].CopyTo(target);
            for (int column = 0; column + 1 < _rank; column++)
            {
                target[factor.EffectCount + column] = VectorProducts.Dot(source.Slice(factor.EffectCount, _rank), _basis.AsSpan(column * _rank, _rank));
            }
        }

        return values;
    }
}
