using Lmm.Design;
using Lmm.Resampling;

namespace Lmm.Simulation;

/// <summary>A model with the parameters that responses are drawn from.</summary>
/// <param name="Design">The rows.</param>
/// <param name="Beta">β, NaN for coefficients that count for nothing.</param>
/// <param name="Lambda">Λ of each random-effects term.</param>
/// <param name="Unit">What Λ is relative to, a standard deviation.</param>
/// <param name="Sigma">σ.</param>
/// <param name="Estimation">The criterion of refits.</param>
/// <param name="Options">How to refit.</param>
internal sealed record ResponseSource(ModelDesign Design, double[] Beta, double[][,] Lambda, double Unit, double Sigma, Estimation Estimation, FitOptions Options)
{
    /// <summary>The estimates of a fit.</summary>
    public static ResponseSource Of(ModelFit fit) => fit is LinearMixedModelFit mixed
        ? new ResponseSource(fit.Design, mixed.Solution.Beta, Array.ConvertAll(mixed.Solution.RandomTerms, static term => term.Lambda), fit.Sigma, fit.Sigma, fit.Estimation, mixed.Options)
        : new ResponseSource(fit.Design, [.. fit.Coefficients.Select(static coefficient => coefficient.Estimate)], [], fit.Sigma, fit.Sigma, fit.Estimation, FitOptions.Default);

    /// <summary>Responses with new random effects.</summary>
    public ResponseSimulator Simulator() => ResponseSimulator.Of(Design, LinearPredictor.OfFixedEffects(Design, Beta), Lambda, Unit, residual: Sigma);
}
