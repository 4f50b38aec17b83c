using Lmm.Design;

namespace Lmm.Inference;

/// <summary>Responses that a fitted model may give: offset + Xβ̂ + ZΛ̂u + ε, u and ε drawn anew.</summary>
internal sealed class ResponseSimulation
{
    private readonly double[] _mean;
    private readonly double[] _deviations;
    private readonly RandomEffectsDesign[] _terms;
    private readonly double[][,] _factors;

    private ResponseSimulation(double[] mean, double[] deviations, RandomEffectsDesign[] terms, double[][,] factors)
        => (_mean, _deviations, _terms, _factors) = (mean, deviations, terms, factors);

    /// <summary>The number of values of a response: the rows of the design.</summary>
    public int RowCount => _mean.Length;

    /// <summary>The simulation of a fit that has its rows.</summary>
    public static ResponseSimulation Of(ModelFit fit)
    {
        ModelDesign design = fit.Design;
        double[] mean = LinearPredictor.OfFixedEffects(design, [.. fit.Coefficients.Select(static coefficient => coefficient.Estimate)]);
        double[] deviations = [.. mean.Select((_, row) => design.Weights is not { } weights ? fit.Sigma : weights[row] == 0 ? 0 : fit.Sigma / Math.Sqrt(weights[row]))];
        return fit is LinearMixedModelFit mixed
            ? new ResponseSimulation(mean, deviations, design.RandomTerms, [.. mixed.Solution.RandomTerms.Select(term => Scaled(term.Lambda, fit.Sigma))])
            : new ResponseSimulation(mean, deviations, [], []);
    }

    /// <summary>Draws a response.</summary>
    public double[] Draw(NormalDraws normals)
    {
        double[] response = [.. _mean];
        for (int term = 0; term < _terms.Length; term++)
        {
            double[,] factor = _factors[term];
            int width = factor.GetLength(0);
            var modes = new double[_terms[term].Grouping.Levels.Length * width];
            var spherical = new double[width];
            for (int first = 0; first < modes.Length; first += width)
            {
                for (int effect = 0; effect < width; effect++)
                {
                    spherical[effect] = normals.Next();
                    for (int inner = 0; inner <= effect; inner++)
                    {
                        modes[first + effect] += factor[effect, inner] * spherical[inner];
                    }
                }
            }

            LinearPredictor.AddRandomEffects(response, _terms[term], modes);
        }

        for (int row = 0; row < response.Length; row++)
        {
            response[row] += _deviations[row] * normals.Next();
        }

        return response;
    }

    private static double[,] Scaled(double[,] matrix, double factor)
    {
        var result = (double[,])matrix.Clone();
        for (int row = 0; row < result.GetLength(0); row++)
        {
            for (int column = 0; column < result.GetLength(1); column++)
            {
                result[row, column] *= factor;
            }
        }

        return result;
    }
}
