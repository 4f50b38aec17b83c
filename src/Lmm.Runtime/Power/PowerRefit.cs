using Lmm.Crossing;
using Lmm.Distributions;
using Lmm.Formula.Binding;
using Lmm.Hypotheses;
using Lmm.Inference;
using Lmm.Kernels;
using Lmm.Resampling;
using Lmm.Simulation;

namespace Lmm.Power;

/// <summary>Fits responses and writes the p-value of a test.</summary>
internal static class PowerRefit
{
    /// <summary>The refits of a design by a test.</summary>
    /// <exception cref="ModelException">The design cannot be fitted, or has no term that a likelihood-ratio test could take out.</exception>
    public static Refit Of(ResponseSource source, PowerTest test, DegreesOfFreedomMethod method, CancellationToken cancellationToken)
    {
        ModelDesign design = source.Design;
        FitOptions options = source.Options with { MaximumThreads = 1 };
        return test.Dropped is { } term ? LikelihoodRatio(design, term, options, cancellationToken)
            : test.Reduced is { } effects ? RandomTerm(design, effects, source.Estimation, options, cancellationToken)
            : design.RandomTerms.Length > 0
                ? new MixedModelPower(new FitWorkspace(design, source.Estimation, options, cancellationToken), design.Shape, source.Estimation, options, test, method)
                : new LinearModelPower(design, test, method);
    }

    private static LikelihoodRatioPower LikelihoodRatio(ModelDesign design, string term, FitOptions options, CancellationToken cancellationToken)
    {
        string model = design.Rows.ModelName;
        ModelTerm[] terms = [.. design.Terms?.Spec.FixedTerms
            ?? throw new ModelException(model, LmmErrorCode.NotAvailable, "a likelihood-ratio test of a term needs the terms of the formula, and the design was built by hand, without one.")];
        int[] droppable = [.. TermRemoval.Droppable(terms)];
        int dropped = Array.FindIndex(terms, own => own.Label == term);
        if (!droppable.Contains(dropped))
        {
            throw new ModelException(model, LmmErrorCode.NoSuchResult, $"there is no fixed-effects term '{term}' that can be taken out; there are {string.Join(", ", droppable.Select(index => $"'{terms[index].Label}'").DefaultIfEmpty("none"))}.");
        }

        ModelDesign reduced = design.With(TermRemoval.Without(design.FixedEffects, terms, dropped, design.Rows.RowCount));
        int degrees = Rank(design, cancellationToken) - Rank(reduced, cancellationToken);
        return degrees > 0
            ? new LikelihoodRatioPower(
                CriterionRefit.Of(reduced, Estimation.MaximumLikelihood, options, cancellationToken),
                CriterionRefit.Of(design, Estimation.MaximumLikelihood, options, cancellationToken),
                loss => UpperTail.ChiSquared(loss, degrees))
            : throw new ModelException(model, LmmErrorCode.NotIdentifiable, $"the term '{term}' has no column of its own in the design, so that there is nothing to test.");
    }

    private static LikelihoodRatioPower RandomTerm(ModelDesign design, string name, Estimation estimation, FitOptions options, CancellationToken cancellationToken)
    {
        string model = design.Rows.ModelName;
        ModelSpec terms = design.Terms?.Spec
            ?? throw new ModelException(model, LmmErrorCode.NotAvailable, "a likelihood-ratio test of random effects needs the terms of the formula, and the design was built by hand, without one.");
        RandomTermReduction[] reductions = [.. RandomTermReduction.Of(design, terms)];
        RandomTermReduction reduction = Array.Find(reductions, own => own.Name == name)
            ?? throw new ModelException(model, LmmErrorCode.NoSuchResult, $"there are no random effects '{name}' that can be taken out; there are {string.Join(", ", reductions.Select(static own => $"'{own.Name}'").DefaultIfEmpty("none"))}.");
        int parameters = design.RandomTerms.Sum(static own => own.ThetaCount) - reduction.RandomTerms.Sum(static own => own.ThetaCount);
        return new LikelihoodRatioPower(
            CriterionRefit.Of(design.With(reduction.RandomTerms), estimation, options, cancellationToken),
            CriterionRefit.Of(design, estimation, options, cancellationToken),
            reduction.EffectsTaken == 1 ? loss => BoundaryMixture.PValue(loss, parameters) : loss => UpperTail.ChiSquared(Math.Max(0, loss), parameters));
    }

    private static int Rank(ModelDesign design, CancellationToken cancellationToken)
        => FixedEffectsChoice.EstimableColumns(EstimationDesign.Of(design, cancellationToken).Design, new Workers(1, cancellationToken)).Kept.Length;

    private static string? Take(double pValue, Span<double> values)
    {
        values[0] = pValue;
        return double.IsNaN(pValue) ? "The test has no p-value." : null;
    }

    /// <summary>Tests of the fixed effects of a mixed model.</summary>
    private sealed class MixedModelPower(FitWorkspace workspace, ModelShape shape, Estimation estimation, FitOptions options, PowerTest test, DegreesOfFreedomMethod method) : Refit
    {
        public override Refit Clone() => new MixedModelPower(workspace.Clone(), shape, estimation, options, test, method);

        public override string? Run(ResponseSimulator drawn, double[] response, Span<double> values, Span<double> errors)
        {
            if (workspace.Refit(response) != FitOutcome.Converged)
            {
                return workspace.Message;
            }

            try
            {
                return Take(test.PValueOf!(new FixedEffectsTests(new MixedModelEstimate(shape, null, workspace.Solution(), estimation, options), method)), values);
            }
            catch (LmmException refused)
            {
                return refused.Message;
            }
        }
    }

    /// <summary>Tests of a linear model.</summary>
    private sealed class LinearModelPower(ModelDesign design, PowerTest test, DegreesOfFreedomMethod method) : Refit
    {
        public override Refit Clone() => this;

        public override string? Run(ResponseSimulator drawn, double[] response, Span<double> values, Span<double> errors)
        {
            try
            {
                return Take(test.PValueOf!(LinearModel.Fit(design.WithResponse([.. response])).Tests.With(method)), values);
            }
            catch (LmmException refused)
            {
                return refused.Message;
            }
        }
    }

    /// <summary>Likelihood-ratio tests.</summary>
    private sealed class LikelihoodRatioPower(CriterionRefit reduced, CriterionRefit full, Func<double, double> pValue) : Refit
    {
        public override Refit Clone() => new LikelihoodRatioPower(reduced.Clone(), full.Clone(), pValue);

        public override string? Run(ResponseSimulator drawn, double[] response, Span<double> values, Span<double> errors)
        {
            double loss = reduced.Minimum(response) - full.Minimum(response);
            string? fault = Take(double.IsNaN(loss) ? loss : pValue(loss), values);
            return fault is null ? null : reduced.Fault.Length > 0 ? reduced.Fault : full.Fault.Length > 0 ? full.Fault : fault;
        }
    }
}
