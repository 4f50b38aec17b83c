using Lmm.Design;
using Lmm.Faults;
using Lmm.Results;

namespace Lmm;

/// <summary>What describes and checks a fit, <c>fit.Diagnostics</c>.</summary>
public sealed class FitDiagnostics
{
    private readonly Lazy<RowStatistics> _statistics;

    internal FitDiagnostics(ModelFit fit, Lazy<RowStatistics> statistics) => (Fit, _statistics) = (fit, statistics);

    /// <summary>The fit.</summary>
    internal ModelFit Fit { get; }

    /// <summary>Residuals, one per row that was kept.</summary>
    /// <param name="kind">How they are scaled; standardised and studentised ones are NaN for rows of weight zero, and where a row alone tells of a coefficient.</param>
    /// <param name="target">
    /// What is subtracted of the response: conditional residuals leave out fixed effects and conditional modes, those of the population (marginal ones) the fixed effects alone; for a linear
    /// model they are the same.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind or target.</exception>
    /// <exception cref="InvalidOperationException">The fit is one from cross-products; see <see cref="ModelFit.HasRows"/>.</exception>
    /// <exception cref="ModelException">Groups lie too far apart for cross-products, or random effects are too many for dense matrices, where residuals are standardised or studentised.</exception>
    public RowValues Residuals(ResidualKind kind, PredictionTarget target = PredictionTarget.Conditional)
    {
        Allowed.Member(kind);
        Allowed.Member(target);
        bool isMarginal = target == PredictionTarget.Population && Fit is LinearMixedModelFit;
        RowValues raw = isMarginal ? Marginal() : Fit.Residuals;
        return kind switch
        {
            ResidualKind.Raw => raw,
            ResidualKind.Pearson => new RowValues(Fit.Rows, ResponseResiduals.Scaled(raw, Fit.Weights, 1)),
            _ when isMarginal => new RowValues(Fit.Rows, _statistics.Value.ScaledMarginal([.. raw], kind == ResidualKind.Studentized)),
            _ => new RowValues(Fit.Rows, _statistics.Value.Scaled(kind == ResidualKind.Studentized)),
        };
    }

    private RowValues Marginal()
        => new(Fit.Rows, ResponseResiduals.Of(Fit.Design.Response.Values, LinearPredictor.OfFixedEffects(Fit.Design, [.. Fit.Coefficients.Select(static coefficient => coefficient.Estimate)])));

    /// <summary>The model.</summary>
    public override string ToString() => $"diagnostics of {Fit.ModelName}";
}
