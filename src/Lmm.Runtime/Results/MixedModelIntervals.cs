using Lmm.Hypotheses;
using Lmm.Intervals;
using Lmm.Printing;
using Lmm.Solver;
using Lmm.Solver.Profiles;

namespace Lmm.Results;

/// <summary>Intervals of a linear mixed model.</summary>
/// <param name="fit">The fit.</param>
internal sealed class MixedModelIntervals(LinearMixedModelFit fit) : ParameterIntervals(fit)
{
    /// <summary>The fall of the deviance below that of the fit beyond which the fit was not at the optimum.</summary>
    private const double ClearFall = 1e-4;

    private MixedModelSolution? _byMaximumLikelihood = fit.Estimation == Estimation.MaximumLikelihood ? fit.Solution : null;

    private protected override IReadOnlyList<string> WaldNotes =>
    [
        $"Wald intervals: coefficients by {Distribution(fit.Tests.Method)}; standard deviations, correlations and sigma by the normal distribution with standard errors from the Hessian of the {Criterion}.",
        .. fit.Convergence.SingularDirections.Select(static direction => $"Held at the boundary: {direction}."),
    ];

    internal override double[] Estimates(IReadOnlyList<ModelParameter> parameters)
    {
        var values = new double[parameters.Count];
        new ParameterValues(fit.Shape).Read(parameters, fit.Solution.Theta, fit.Sigma, fit.Solution.Beta, values);
        return values;
    }

    private protected override ParameterLimits[] WaldLimits(IReadOnlyList<ModelParameter> parameters, double level)
        => WaldIntervals.Of(parameters, fit.Solution, (MixedModelEstimate)fit.Tests.Estimate, fit.Tests, level);

    private protected override (ParameterLimits[] Limits, IReadOnlyList<string> Notes) ProfileLimits(
        IReadOnlyList<ModelParameter> parameters, double level, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        foreach (ModelParameter parameter in parameters)
        {
            if (parameter.Term >= 0 && !LikelihoodProfile.Applies(fit.Solution, parameter.Term))
            {
                throw new ModelException(fit.ModelName, LmmErrorCode.NotAvailable, $"{parameter.Name} cannot be profiled: it is no free parameter of its covariance structure; use Wald or bootstrap intervals.");
            }
        }

        MixedModelSolution solution = _byMaximumLikelihood
            ??= ProfileIntervals.ByMaximumLikelihood(fit.Solution, fit.HasRows ? fit.Design : null, fit.Options, cancellationToken);
        (ParameterLimits[] limits, double fall) = ProfileIntervals.Of(parameters, fit.Shape, solution, level, fit.Options.MaximumThreads, progress, cancellationToken);
        List<string> notes = ["Profile intervals, by the likelihood."];
        if (fit.Estimation != Estimation.MaximumLikelihood)
        {
            notes[0] = "Profile intervals: the REML fit was refitted by maximum likelihood, which is what is profiled; estimates are those of that fit.";
        }

        if (fall > ClearFall)
        {
            notes.Add($"A profile met a deviance that is lower than that of the fit by {RealFormat.FormatOne(fall, SummaryDigits.Estimates)}: the fit has not found the optimum, and the limits are about one that is not the best; look at the fit's notes, or simplify its random terms.");
        }

        return (limits, notes);
    }

    private string Criterion => fit.Estimation == Estimation.MaximumLikelihood ? "deviance" : "REML criterion";

    private static string Distribution(DegreesOfFreedomMethod method) => method switch
    {
        DegreesOfFreedomMethod.Satterthwaite => "Student's t with Satterthwaite's degrees of freedom",
        DegreesOfFreedomMethod.KenwardRoger => "Student's t with Kenward-Roger's standard errors and degrees of freedom",
        DegreesOfFreedomMethod.KenwardRogerObserved => "Student's t with Kenward-Roger's standard errors and degrees of freedom (observed information)",
        _ => "the normal distribution",
    };
}
