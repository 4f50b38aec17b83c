namespace Lmm.Cli.Fitting;

/// <summary>A fit with what led to it.</summary>
/// <param name="Bound">The formula, bound to the data.</param>
/// <param name="Design">The design.</param>
/// <param name="Fit">The fit.</param>
/// <param name="DesignTime">What binding the formula and building the design took.</param>
/// <param name="FitTime">What the fit took.</param>
internal sealed record FittedModel(BoundModel Bound, ModelDesign Design, ModelFit Fit, TimeSpan DesignTime, TimeSpan FitTime)
{
    /// <summary>How the optimizer ended; null for linear models, which need none.</summary>
    public Convergence? Convergence => (Fit as LinearMixedModelFit)?.Convergence;

    /// <summary>True when the estimates are the optimum.</summary>
    public bool HasConverged => Convergence?.Converged ?? true;

    /// <summary>What is worth a warning.</summary>
    public IReadOnlyList<FitWarning> Warnings { get; } = FitWarning.Of(Bound, Fit);

    /// <summary>Fits a model.</summary>
    /// <param name="design">The bound formula, its design, and the time that they took.</param>
    /// <param name="estimation">The criterion of mixed models.</param>
    /// <param name="options">How to fit.</param>
    /// <param name="context">The run.</param>
    /// <exception cref="ModelException">The data cannot be fitted.</exception>
    public static FittedModel Of(BoundDesign design, Estimation estimation, FitOptions options, ToolContext context)
    {
        (ModelFit fit, TimeSpan time) = context.Stages.Run<ModelFit>(
            $"fitting {design.Bound.Model.Formula}",
            () => design.Bound.IsMixed
                ? LinearMixedModel.Fit(design.Design, estimation, options, context.CancellationToken)
                : LinearModel.Fit(design.Design, options, context.CancellationToken),
            _ => $"fitted {design.Bound.Model.Formula}",
            context.CancellationToken);
        return new FittedModel(design.Bound, design.Design, fit, design.Time, time);
    }
}
