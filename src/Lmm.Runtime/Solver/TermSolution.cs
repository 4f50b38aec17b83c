using Lmm.Kernels;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Solver;

/// <summary>Takes one random term's Λ, θ, gradient and modes from working coordinates to those of the data.</summary>
internal sealed class TermSolution
{
    private readonly ProfiledCriterion criterion;
    private readonly RandomTermLayout layout;
    private readonly int index;
    private readonly int width;
    private readonly double[] mapped;
    private readonly double[] rotation;
    private readonly double[] lambda;
    private readonly double[] inverseMap;
    private readonly int[] columnUnits;
    private readonly int rootWeight;

    /// <summary>Makes room for the term at <paramref name="index"/>.</summary>
    public TermSolution(CrossProducts products, ProfiledCriterion criterion, int index)
    {
        this.criterion = criterion;
        this.index = index;
        layout = products.Terms[index];
        width = products.Factors[layout.Factor].EffectCount;
        columnUnits = products.Units.RandomTerms[index];
        rootWeight = products.Units.RootWeight;
        int k = layout.EffectCount;
        mapped = new double[k * k];
        rotation = new double[k * k];
        lambda = new double[k * k];
        Theta = new double[layout.Covariance.ParameterCount];
        inverseMap = Matrix<double>.Build.DenseOfArray(layout.Basis.FromData).Inverse().Transpose().ToColumnMajorArray();
    }

    /// <summary>θ of this term.</summary>
    public double[] Theta { get; }

    /// <summary>True when the term's covariance matrix is singular.</summary>
    public bool IsSingular
    {
        get
        {
            for (int pivot = 0; pivot < layout.EffectCount; pivot++)
            {
                if (lambda[(pivot * layout.EffectCount) + pivot] == 0)
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
        int k = layout.EffectCount;
        double[,] map = layout.Basis.FromData;
        Array.Clear(mapped);
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < k; column++)
            {
                for (int inner = 0; inner < k; inner++)
                {
                    mapped[(row * k) + column] += map[row, inner] * criterion.Lambda[layout.Factor][((layout.Offset + inner) * width) + layout.Offset + column];
                }
            }
        }

        CanonicalFactor.Write(mapped, k, lambda, rotation);
        MultiplyRows(lambda, -1);
        layout.Covariance.Parameters(lambda, Theta);
    }

    /// <summary>Writes the θ in working coordinates of a θ on the data's scale: Λ' = S⁻¹Λ, made triangular.</summary>
    public void ToWorking(ReadOnlySpan<double> theta, Span<double> working)
    {
        int k = layout.EffectCount;
        layout.Covariance.Factor(theta, lambda);
        MultiplyRows(lambda, 1);
        LevelBlock.Product(inverseMap, lambda, mapped, k);
        CanonicalFactor.Write(mapped, k, lambda, rotation);
        layout.Covariance.Parameters(lambda, working);
    }

    /// <summary>The gradient of the objective with respect to <see cref="Theta"/>, after <see cref="Read"/>.</summary>
    public double[] Gradient()
    {
        // The objective depends on Λ' through Λ'Λ'ᵀ only, so that ∂f/∂Λ = S⁻ᵀ(∂f/∂Λ')Rᵀ.
        int k = layout.EffectCount;
        var half = new double[k * k];
        var slope = new double[k * k];
        LevelBlock.ProductTransposed(criterion.Slope(index), rotation, half, k);
        LevelBlock.TransposedProduct(inverseMap, half, slope, k, k);
        MultiplyRows(slope, 1);
        var gradient = new double[Theta.Length];
        var direction = new double[k * k];
        for (int parameter = 0; parameter < gradient.Length; parameter++)
        {
            layout.Covariance.Derivative(Theta, parameter, direction);
            gradient[parameter] = VectorProducts.Dot(direction, slope);
        }

        return gradient;
    }

    // The rows of Λ from the data's units to the solver's (sign 1), or back (sign −1): z = z'·2^unit and √w = √w'·2^rootWeight.
    private void MultiplyRows(double[] matrix, int sign)
    {
        int k = layout.EffectCount;
        for (int row = 0; row < k; row++)
        {
            int exponent = sign * (columnUnits[row] + rootWeight);
            for (int column = 0; column < k && exponent != 0; column++)
            {
                matrix[(row * k) + column] = Math.ScaleB(matrix[(row * k) + column], exponent);
            }
        }
    }

    /// <summary>Writes the conditional modes on the data's scale, levels × k, after they have been formed; <paramref name="scale"/> multiplies working modes.</summary>
    public void CopyModes(double scale, Span<double> target)
    {
        int k = layout.EffectCount;
        double[,] map = layout.Basis.FromData;
        ReadOnlySpan<double> modes = criterion.Modes(layout.Factor);
        int response = criterion.Products.FixedEffects.Response.Unit;
        for (int level = 0; level < modes.Length / width; level++)
        {
            for (int row = 0; row < k; row++)
            {
                double sum = 0;
                for (int column = 0; column < k; column++)
                {
                    sum += map[row, column] * modes[(level * width) + layout.Offset + column] * scale;
                }

                target[(level * k) + row] = Math.ScaleB(sum, response - columnUnits[row]);
            }
        }
    }

    /// <summary>Builds the term's solution after the modes and their covariances have been formed.</summary>
    /// <param name="scale">What working modes are multiplied by.</param>
    /// <param name="variance">What covariances over σ² are multiplied by: σ² in the solver's units.</param>
    public RandomTermSolution Build(double scale, double variance)
    {
        int k = layout.EffectCount;
        double[,] map = layout.Basis.FromData;
        ReadOnlySpan<double> covariances = criterion.Covariances(layout.Factor);
        int levels = criterion.Modes(layout.Factor).Length / width;
        var modes = new double[levels * k];
        CopyModes(scale, modes);
        var mappedCovariances = new double[levels * k * k];
        var half = new double[k * k];
        for (int level = 0; level < levels; level++)
        {
            ReadOnlySpan<double> covariance = covariances.Slice(level * width * width, width * width);
            for (int row = 0; row < k; row++)
            {
                for (int column = 0; column < k; column++)
                {
                    double sum = 0;
                    for (int inner = 0; inner < k; inner++)
                    {
                        (int low, int high) = (Math.Min(inner, column) + layout.Offset, Math.Max(inner, column) + layout.Offset);
                        sum += map[row, inner] * covariance[(high * width) + low];
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
        Buffer.BlockCopy(lambda, 0, square, 0, k * k * sizeof(double));
        return new RandomTermSolution
        {
            Lambda = square,
            Modes = modes,
            ModeCovariances = mappedCovariances,
            ModeUnits = DesignUnits.Coefficients(criterion.Products.FixedEffects.Response.Unit, columnUnits),
        };
    }
}
