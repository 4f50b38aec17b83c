using Lmm.Kernels;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm.Solver;

/// <summary>Takes one random term's Λ, θ, gradient and modes from working coordinates to those of the data.</summary>
internal sealed class TermSolution
{
    private readonly ProfiledCriterion criterion;
    private readonly RandomTermLayout layout;
    private readonly int width;
    private readonly double[] lambda;

    /// <summary>Reads the criterion, evaluated with its gradient at the optimum, for the term at <paramref name="index"/>.</summary>
    public TermSolution(CrossProducts products, ProfiledCriterion criterion, int index)
    {
        this.criterion = criterion;
        layout = products.Terms[index];
        width = products.Factors[layout.Factor].EffectCount;
        int k = layout.EffectCount;

        // b = S b' for modes b' in working coordinates, so that Λ = SΛ'Rᵀ with the rotation R that makes it triangular.
        double[,] map = layout.Basis.FromData;
        var mapped = new double[k * k];
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

        lambda = CanonicalFactor.Of(mapped, k, out double[] rotation);
        Theta = new double[layout.Covariance.ParameterCount];
        layout.Covariance.Parameters(lambda, Theta);
        Gradient = new double[Theta.Length];
        double[] slope = DataSlope(map, criterion.Slope(index), rotation);
        var direction = new double[k * k];
        for (int parameter = 0; parameter < Theta.Length; parameter++)
        {
            layout.Covariance.Derivative(Theta, parameter, direction);
            Gradient[parameter] = VectorProducts.Dot(direction, slope);
        }
    }

    /// <summary>θ of this term.</summary>
    public double[] Theta { get; }

    /// <summary>The gradient of the objective with respect to <see cref="Theta"/>.</summary>
    public double[] Gradient { get; }

    /// <summary>Builds the term's solution after the modes and their covariances have been formed.</summary>
    /// <param name="scale">What working modes are multiplied by.</param>
    /// <param name="variance">What covariances over σ² are multiplied by: σ² on the data's scale.</param>
    public RandomTermSolution Build(double scale, double variance)
    {
        int k = layout.EffectCount;
        double[,] map = layout.Basis.FromData;
        ReadOnlySpan<double> modes = criterion.Modes(layout.Factor);
        ReadOnlySpan<double> covariances = criterion.Covariances(layout.Factor);
        int levels = modes.Length / width;
        var mapped = new double[levels * k];
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
                    mapped[(level * k) + row] += map[row, column] * modes[(level * width) + layout.Offset + column] * scale;
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
        return new RandomTermSolution { Lambda = square, Modes = mapped, ModeCovariances = mappedCovariances };
    }

    // The objective depends on Λ' through Λ'Λ'ᵀ only, so that ∂f/∂Λ = S⁻ᵀ(∂f/∂Λ')Rᵀ.
    private static double[] DataSlope(double[,] map, ReadOnlySpan<double> slope, double[] rotation)
    {
        int k = map.GetLength(0);
        double[] values = slope.ToArray();
        Matrix<double> inner = Matrix<double>.Build.Dense(k, k, (row, column) => values[(row * k) + column]);
        Matrix<double> turn = Matrix<double>.Build.Dense(k, k, (row, column) => rotation[(row * k) + column]);
        Matrix<double> result = Matrix<double>.Build.DenseOfArray(map).Transpose().LU().Solve(inner * turn.Transpose());
        return result.Transpose().ToColumnMajorArray();
    }
}
