using Lmm.Benchmarks.Robustness.Drawing;

namespace Lmm.Benchmarks.Robustness.Measuring;

/// <summary>A drawn model's fit beside its reference.</summary>
/// <param name="Model">The model.</param>
/// <param name="Own">Lmm's fit.</param>
/// <param name="Reference">lme4's optimum; null when there is none.</param>
/// <param name="AtReference">Lmm's criterion at the reference's θ; NaN when there is none.</param>
internal sealed record Measurement(RandomModel Model, MixedFit Own, ReferenceValue? Reference, double AtReference)
{
    /// <summary>Fits a model and evaluates its criterion where lme4 ended.</summary>
    public static Measurement Of(RandomModel model, ReferenceValue? reference)
    {
        if (reference is not null && reference.Checksum != model.Table.Checksum())
        {
            throw new InvalidDataException($"model {model.Seed}: the reference belongs to other data; write the models and their references anew.");
        }

        MixedFit own = MixedFit.Of(model.Formula, model.Table.Frame(), model.Estimation, model.Weights);
        double atReference = own.Design is { } design && reference is { Fault: null }
            ? CriterionAt.Evaluate(design, model.Estimation, ReferenceTheta.Of(design, reference))
            : double.NaN;
        return new(model, own, reference, atReference);
    }

    /// <summary>Lmm gave no fit.</summary>
    public bool IsRefused => Own.Fit is null;

    /// <summary>Lmm says that it did not converge.</summary>
    public bool IsNotConverged => Own.Fit is { Convergence.Converged: false };

    /// <summary>lme4 gave no value.</summary>
    public bool HasNoReference => Reference is not { Fault: null };

    /// <summary>By how much Lmm's optimum lies above its own criterion at the reference's θ.</summary>
    public double Excess => Own.Objective - AtReference;

    /// <summary>Lmm's criterion is lower at the reference's θ than where Lmm ended.</summary>
    public bool IsHigher => Excess > Tolerance.ForReference(AtReference);

    /// <summary>Higher, but by less than lme4's and Lmm's criterion differ at the reference's θ: rounding may be all there is to it.</summary>
    public bool IsInRounding => IsHigher && Excess < Math.Abs(AtReference - Reference!.Value);

    /// <summary>Lmm ended above the reference's value, which Lmm's criterion at the reference's θ does not confirm.</summary>
    public bool IsUnconfirmed => !IsHigher && Own.Objective - Reference?.Value > Tolerance.ForCriteria(AtReference);

    /// <summary>Lmm ended below the reference's value.</summary>
    public bool IsLower => Reference?.Value - Own.Objective > Tolerance.ForReference(Own.Objective);
}
