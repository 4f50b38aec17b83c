using Lmm.Crossing;
using Lmm.Solver;

namespace Lmm.Inference;

/// <summary>
/// The random terms of a fit from cross-products. Without rows a term goes when its grouping factor does: it must be the only one on the factor, and have one effect.
/// </summary>
internal static class SummedRandomTerms
{
    /// <summary>The models without each of the terms, in the formula's order.</summary>
    /// <exception cref="ModelException">A term has several effects, or shares its factor.</exception>
    public static IEnumerable<ReducedFit> Of(LinearMixedModelFit fit, CancellationToken cancellationToken)
    {
        CrossProducts products = fit.Solution.Optimum.Products;
        if (products.Factors.Any(static factor => factor.EffectCount > 1))
        {
            throw new ModelException(
                fit.ModelName,
                LmmErrorCode.NotAvailable,
                "cross-products do not say which effects of a grouping factor are of which term, so that from them random terms are tested where each factor has one effect; fit the model to its rows.");
        }

        return products.Terms.Select(term => Without(fit, term, cancellationToken));
    }

    private static ReducedFit Without(LinearMixedModelFit fit, RandomTermLayout term, CancellationToken cancellationToken)
    {
        CrossProducts products = fit.Solution.Optimum.Products;
        string grouping = products.Factors[term.Factor].Name;
        string effect = term.EffectNames[0];
        string name = effect == Lmm.Formula.Binding.ModelTerm.InterceptLabel ? $"(1 | {grouping})" : $"{effect} in (0 + {effect} | {grouping})";
        if (products.Factors.Length == 1)
        {
            return new ReducedFit(name, 1, fit.Solution.Optimum.WithoutRandomEffects(cancellationToken), fit.ParameterCount - 1, Converged: true);
        }

        MixedModelSolution reduced = MixedModelSolver.Solve(products.Without(term.Factor), fit.Estimation, fit.Options, cancellationToken);
        return new ReducedFit(name, 1, reduced.Objective, reduced.Rank + reduced.Theta.Length + 1, reduced.Convergence.Converged);
    }
}
