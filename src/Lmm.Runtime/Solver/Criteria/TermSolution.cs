using Lmm.Coordinates;
using Lmm.Covariance;
using Lmm.Crossing;
using Lmm.Kernels;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Solver.Criteria;

/// <summary>Takes one random term's Λ, θ, gradient and modes from working coordinates to those of the data.</summary>
internal sealed class TermSolution
{
    private readonly IEffectCriterion _criterion;
    private readonly RandomTermLayout _layout;
    private readonly int _index;
    private readonly int _width;
    private readonly double[] _mapped;
    private readonly double[] _rotation;
    private readonly double[] _lambda;
    private readonly double[] _inverseMap;
    private readonly int[] _columnUnits;
    private readonly int _rootWeight;

    /// <summary>Makes room for the term at <paramref name="index"/>.</summary>
    public TermSolution(IEffectCriterion criterion, int index)
    {
        CrossProducts products = criterion.Products;
        _criterion = criterion;
        _index = index;
        _layout = products.Terms[index];
        _columnUnits = products.Units.Of(_layout.Term, _layout.FirstColumn, _layout.EffectCount);
        _width = products.Factors[_layout.Factor].EffectCount;
        _rootWeight = products.Units.RootWeight;
        int k = _layout.EffectCount;
        _mapped = new double[k * k];
        _rotation = new double[k * k];
        _lambda = new double[k * k];
        Theta = new double[_layout.Covariance.ParameterCount];
        _inverseMap = Matrix<double>.Build.DenseOfArray(_layout.Basis.FromData).Inverse().Transpose().ToColumnMajorArray();
    }

    /// <summary>Where the term stands.</summary>
    public RandomTermLayout Layout => _layout;

    /// <summary>θ of this term.</summary>
    public double[] Theta { get; }

    /// <summary>True when the term's covariance matrix is singular.</summary>
    public bool IsSingular
    {
        get
        {
            for (int pivot = 0; pivot < _layout.EffectCount; pivot++)
            {
                if (_lambda[(pivot * _layout.EffectCount) + pivot] == 0)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Reads Λ and θ from the criterion at the optimum.</summary>
    public void Read()
    {
        // b = S b' for modes b' in working coordinates, so that Λ = SΛ'Rᵀ with the rotation R that makes it triangular.
        int k = _layout.EffectCount;
        double[,] map = _layout.Basis.FromData;
        Array.Clear(_mapped);
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < k; column++)
            {
                for (int inner = 0; inner < k; inner++)
                {
                    _mapped[(row * k) + column] += map[row, inner] * _criterion.Lambda[_layout.Factor][((_layout.Offset + inner) * _width) + _layout.Offset + column];
                }
            }
        }

        CanonicalFactor.Write(_mapped, k, _lambda, _rotation);
        MultiplyRows(_lambda, -1);
        _layout.Covariance.Parameters(_lambda, Theta);
    }

    /// <summary>Writes the θ in working coordinates of a θ on the data's scale: Λ' = S⁻¹Λ, made triangular.</summary>
    public void ToWorking(ReadOnlySpan<double> theta, Span<double> working)
    {
        int k = _layout.EffectCount;
        _layout.Covariance.Factor(theta, _lambda);
        MultiplyRows(_lambda, 1);
        LevelBlock.Product(_inverseMap, _lambda, _mapped, k);
        CanonicalFactor.Write(_mapped, k, _lambda, _rotation);
        _layout.Covariance.Parameters(_lambda, working);
    }

    /// <summary>The gradient of the objective with respect to <see cref="Theta"/>, after <see cref="Read"/>.</summary>
    public double[] Gradient()
    {
        // The objective depends on Λ' through Λ'Λ'ᵀ only, so that ∂f/∂Λ = S⁻ᵀ(∂f/∂Λ')Rᵀ.
        int k = _layout.EffectCount;
        var half = new double[k * k];
        var slope = new double[k * k];
        LevelBlock.ProductTransposed(_criterion.Slope(_index), _rotation, half, k);
        LevelBlock.TransposedProduct(_inverseMap, half, slope, k, k);
        MultiplyRows(slope, 1);
        var gradient = new double[Theta.Length];
        var direction = new double[k * k];
        for (int parameter = 0; parameter < gradient.Length; parameter++)
        {
            _layout.Covariance.Derivative(Theta, parameter, direction);
            gradient[parameter] = VectorProducts.Dot(direction, slope);
        }

        return gradient;
    }

    // The rows of Λ from the data's units to the solver's (sign 1), or back (sign −1): z = z'·2^unit and √w = √w'·2^rootWeight.
    private void MultiplyRows(double[] matrix, int sign)
    {
        int k = _layout.EffectCount;
        for (int row = 0; row < k; row++)
        {
            int exponent = sign * (_columnUnits[row] + _rootWeight);
            for (int column = 0; column < k && exponent != 0; column++)
            {
                matrix[(row * k) + column] = Math.ScaleB(matrix[(row * k) + column], exponent);
            }
        }
    }

    /// <summary>
    /// Writes the conditional modes on the data's scale, k to a level, levels <paramref name="stride"/> apart;
    /// <paramref name="scale"/> multiplies working modes.
    /// </summary>
    public void CopyModes(double scale, Span<double> target, int stride)
    {
        int k = _layout.EffectCount;
        double[,] map = _layout.Basis.FromData;
        ReadOnlySpan<double> modes = _criterion.Kept.Modes(_layout.Factor);
        int response = _criterion.Products.FixedEffects.Response.Unit;
        for (int level = 0; level < modes.Length / _width; level++)
        {
            for (int row = 0; row < k; row++)
            {
                double sum = 0;
                for (int column = 0; column < k; column++)
                {
                    sum += map[row, column] * modes[(level * _width) + _layout.Offset + column] * scale;
                }

                target[(level * stride) + row] = Math.ScaleB(sum, response - _columnUnits[row]);
            }
        }
    }

    /// <summary>Builds the term's solution from the modes that the criterion has kept.</summary>
    /// <param name="scale">What working modes are multiplied by.</param>
    /// <param name="variance">What covariances over σ² are multiplied by: σ² in the solver's units.</param>
    public RandomTermSolution Build(double scale, double variance)
    {
        int k = _layout.EffectCount;
        double[,] map = _layout.Basis.FromData;
        ReadOnlySpan<double> covariances = _criterion.Kept.Covariances(_layout.Factor);
        int levels = _criterion.Kept.Modes(_layout.Factor).Length / _width;
        var modes = new double[levels * k];
        CopyModes(scale, modes, k);
        var mappedCovariances = new double[levels * k * k];
        var half = new double[k * k];
        for (int level = 0; level < levels; level++)
        {
            ReadOnlySpan<double> covariance = covariances.Slice(level * _width * _width, _width * _width);
            for (int row = 0; row < k; row++)
            {
                for (int column = 0; column < k; column++)
                {
                    double sum = 0;
                    for (int inner = 0; inner < k; inner++)
                    {
                        (int low, int high) = (Math.Min(inner, column) + _layout.Offset, Math.Max(inner, column) + _layout.Offset);
                        sum += map[row, inner] * covariance[(high * _width) + low];
                    }

                    half[(row * k) + column] = sum;
                }
            }

            for (int row = 0; row < k; row++)
            {
                for (int column = 0; column < k; column++)
                {
                    double sum = 0;
                    for (int inner = 0; inner < k; inner++)
                    {
                        sum += half[(row * k) + inner] * map[column, inner];
                    }

                    mappedCovariances[(((level * k) + row) * k) + column] = sum * variance;
                }
            }
        }

        var square = new double[k, k];
        Buffer.BlockCopy(_lambda, 0, square, 0, k * k * sizeof(double));
        return new RandomTermSolution
        {
            Lambda = square,
            Modes = modes,
            ModeCovariances = mappedCovariances,
            ModeUnits = DesignUnits.Coefficients(_criterion.Products.FixedEffects.Response.Unit, _columnUnits),
        };
    }
}
