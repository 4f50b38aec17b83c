namespace Lmm.Inference;

/// <summary>The fit of a model without a random term, or with fewer effects in one, by the criterion of the whole model's fit.</summary>
/// <param name="Name">What went.</param>
/// <param name="EffectsTaken">The number of effects of a level that went.</param>
/// <param name="Objective">The minimised criterion.</param>
/// <param name="ParameterCount">Estimable coefficients, θ, and σ.</param>
/// <param name="Converged">False when the search did not end in an optimum.</param>
internal sealed record ReducedFit(string Name, int EffectsTaken, double Objective, int ParameterCount, bool Converged)
{
    /// <summary>The fit itself where it is one to rows, to simulate from.</summary>
    public ModelFit? OfRows { get; init; }

    /// <summary>Fits the reductions of a model to its rows.</summary>
    public static ReducedFit Of(LinearMixedModelFit fit, RandomTermReduction reduction, CancellationToken cancellationToken)
    {
        ModelDesign design = fit.Design.With(reduction.RandomTerms);
        if (design.RandomTerms.Length > 0)
        {
            LinearMixedModelFit reduced = LinearMixedModel.Fit(design, fit.Estimation, fit.Options, cancellationToken);
            return new ReducedFit(reduction.Name, reduction.EffectsTaken, reduced.Objective, reduced.ParameterCount, reduced.Convergence.Converged) { OfRows = reduced };
        }

        LinearModelFit linear = LinearModel.Fit(design, fit.Options, cancellationToken);
        return new ReducedFit(reduction.Name, reduction.EffectsTaken, fit.Solution.Optimum.WithoutRandomEffects(cancellationToken), linear.ParameterCount, Converged: true) { OfRows = linear };
    }
}
