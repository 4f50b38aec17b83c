using Lmm.Covariance;
using Lmm.Crossing;
using Lmm.Kernels;
using Lmm.Solver;
using Lmm.Solver.Expansion;
using Lmm.Solver.Information;

namespace Lmm.Intervals;

/// <summary>
/// Standard errors of σ, standard deviations, correlations and θ by the delta method, from the Hessian of the criterion that was minimised on the face that
/// the fit lies on. NaN for what stands at a boundary.
/// </summary>
internal sealed class WaldUncertainty
{
    /// <summary>A correlation nearer to ±1 is at the boundary.</summary>
    private const double Perfect = 1e-9;

    private readonly CrossProducts _products;
    private readonly VarianceInformation _information;
    private readonly ParameterLayout<ICovarianceParameterization> _layout;
    private readonly double[][] _covariances;
    private readonly (int Part, double[] Matrix)[] _directions;

    /// <summary>Takes the covariances and their directions to the data's effects.</summary>
    /// <param name="optimum">The optimum.</param>
    /// <param name="information">How well the variances are known.</param>
    public WaldUncertainty(Optimum optimum, VarianceInformation information)
    {
        _products = optimum.Products;
        _information = information;
        _layout = new ParameterLayout<ICovarianceParameterization>(Array.ConvertAll(_products.Terms, static term => term.Covariance));
        _covariances = new double[_products.Terms.Length][];
        for (int part = 0; part < _covariances.Length; part++)
        {
            int k = _products.Terms[part].EffectCount;
            var lambda = new double[k * k];
            var covariance = new double[k * k];
            _layout.Owners[part].Factor(_layout[part].Of(optimum.Theta), lambda);
            LevelBlock.ProductTransposed(lambda, lambda, covariance, k);
            _covariances[part] = OfData(part, covariance);
        }

        var tangents = CovarianceTangents.About(_products, new CovarianceEntries(_products), optimum.Theta);
        _directions = [.. Enumerable.Range(0, tangents.Count).Select(coordinate =>
        {
            (int part, double[] matrix) = tangents.DirectionOf(coordinate);
            return (part, OfData(part, matrix));
        })];
    }

    /// <summary>The standard error of a parameter that is no coefficient, given its estimate.</summary>
    public double StandardError(ModelParameter parameter, double estimate)
    {
        switch (parameter.Kind)
        {
            case ParameterKind.Sigma:
                return estimate * Math.Sqrt(_information.Variance(new double[_directions.Length], 1));
            case ParameterKind.StandardDeviation:
                return estimate > 0 ? estimate * Math.Sqrt(_information.Variance(Gradient(parameter.Term, parameter.First, LogDeviation), 1)) : double.NaN;
            case ParameterKind.Correlation:
                return Math.Abs(estimate) < 1 - Perfect
                    ? Math.Sqrt(_information.Variance(Gradient(parameter.Term, parameter.First, (covariance, direction, k, first) => CorrelationSlope(covariance, direction, k, first, first + parameter.Second - parameter.First)), 0))
                    : double.NaN;
            default:
                return OfTheta(parameter);
        }
    }

    private double[] Gradient(int term, int effect, Func<double[], double[], int, int, double> slope)
    {
        int part = _products.PartOf(term, effect);
        RandomTermLayout layout = _products.Terms[part];
        return Array.ConvertAll(_directions, direction => direction.Part == part ? slope(_covariances[part], direction.Matrix, layout.EffectCount, effect - layout.FirstColumn) : 0);
    }

    // ∂ log s.
    private static double LogDeviation(double[] covariance, double[] direction, int k, int effect) => direction[(effect * k) + effect] / covariance[(effect * k) + effect] / 2;

    // ∂ρ = (∂c − ρ s t (∂ log s + ∂ log t)) / st.
    private static double CorrelationSlope(double[] covariance, double[] direction, int k, int first, int second)
    {
        double size = Math.Sqrt(covariance[(first * k) + first] * covariance[(second * k) + second]);
        return (direction[(first * k) + second] / size)
            - (covariance[(first * k) + second] / size * (LogDeviation(covariance, direction, k, first) + LogDeviation(covariance, direction, k, second)));
    }

    // θ belongs to the factor L of Σ, of which the derivative is L times the lower half of L⁻¹ ∂Σ L⁻ᵀ.
    private double OfTheta(ModelParameter parameter)
    {
        double[] gradient = new double[_directions.Length];
        int place = parameter.First;
        int part = Array.FindIndex(_products.Terms, candidate => candidate.Term == parameter.Term);
        while (place >= _products.Terms[part].Covariance.ParameterCount)
        {
            place -= _products.Terms[part++].Covariance.ParameterCount;
        }

        RandomTermLayout layout = _products.Terms[part];
        int k = layout.EffectCount;
        double[] lower = [.. _covariances[part]];
        if (!SmallMatrix.Cholesky(lower, k, k))
        {
            return double.NaN;
        }

        double[] inverse = [.. lower];
        SmallMatrix.InvertLower(inverse, k, k);
        int[] units = [.. _products.Units.Of(layout.Term, layout.FirstColumn, k).Select(unit => -unit - _products.Units.RootWeight)];
        for (int index = 0; index < gradient.Length; index++)
        {
            if (_directions[index].Part == part)
            {
                gradient[index] = ThetaSlope(layout, lower, inverse, _directions[index].Matrix, units, place);
            }
        }

        return Math.Sqrt(_information.Variance(gradient, 0));
    }

    private static double ThetaSlope(RandomTermLayout layout, double[] lower, double[] inverse, double[] direction, int[] units, int place)
    {
        const double Step = 1e-3;
        int k = layout.EffectCount;
        var half = new double[k * k];
        var whitened = new double[k * k];
        var slope = new double[k * k];
        Triangle(lower, k);
        Triangle(inverse, k);
        LevelBlock.Product(inverse, direction, half, k);
        LevelBlock.ProductTransposed(half, inverse, whitened, k);
        for (int row = 0; row < k; row++)
        {
            whitened[(row * k) + row] /= 2;
        }

        Triangle(whitened, k);
        LevelBlock.Product(lower, whitened, slope, k);
        var factor = new double[k * k];
        var theta = new double[2][];
        for (int side = 0; side < 2; side++)
        {
            for (int entry = 0; entry < factor.Length; entry++)
            {
                factor[entry] = Math.ScaleB(lower[entry] + ((side == 0 ? -Step : Step) * slope[entry]), units[entry / k]);
            }

            theta[side] = new double[layout.Covariance.ParameterCount];
            layout.Covariance.Parameters(factor, theta[side]);
        }

        return (theta[1][place] - theta[0][place]) / (2 * Step);
    }

    private static void Triangle(double[] matrix, int k)
    {
        for (int row = 0; row < k; row++)
        {
            Array.Clear(matrix, (row * k) + row + 1, k - row - 1);
        }
    }

    // SMSᵀ for a matrix over working effects.
    private double[] OfData(int part, double[] matrix)
    {
        int k = _products.Terms[part].EffectCount;
        var map = new double[k * k];
        Buffer.BlockCopy(_products.Terms[part].Basis.FromData, 0, map, 0, map.Length * sizeof(double));
        var half = new double[k * k];
        var result = new double[k * k];
        LevelBlock.Product(map, matrix, half, k);
        LevelBlock.ProductTransposed(half, map, result, k);
        return result;
    }
}
