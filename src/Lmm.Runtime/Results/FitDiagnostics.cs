using Lmm.Design;
using Lmm.Distributions;
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

    /// <summary>
    /// Residuals on the scale from 0 to 1, uniform where the model holds: Φ of the standardised residuals, exactly, at the fit's parameters. Simulated ones are behind <c>SimulateResiduals</c>.
    /// </summary>
    /// <param name="target">Whether they are conditional on the modes, or of the population, where rows of one group depend on each other.</param>
    /// <inheritdoc cref="Residuals" path="/exception"/>
    public ScaledResiduals ScaledResiduals(PredictionTarget target = PredictionTarget.Conditional)
    {
        RowValues standardized = Residuals(ResidualKind.Standardized, target);
        double[] scaled = [.. standardized.Select(static value => UpperTail.Normal(-value))];
        double[] known = [.. scaled.Where(static value => !double.IsNaN(value))];
        double tail = 1.0 / (ResidualTests.DrawsOfOutliers + 1);
        ResidualTest[] tests =
        [
            ResidualTests.Uniformity(known),
            ResidualTests.Outliers(known.Count(value => value < tail || value > 1 - tail), known.Length, ResidualTests.DrawsOfOutliers),
        ];
        List<string> notes =
        [
            "Exact by the normal distribution, without draws; parameters are those of the fit.",
            "Sigma is estimated from the same residuals, which leaves nothing of their dispersion to test: SimulateResiduals tests it.",
        ];
        if (target == PredictionTarget.Population && Fit is LinearMixedModelFit)
        {
            notes.Add("Marginal residuals of one group depend on each other, so that p-values are too small where groups differ.");
        }

        return new ScaledResiduals(new RowValues(Fit.Rows, scaled), target, ScaledResidualKind.Exact, 0, 0, tests, notes);
    }

    /// <summary>The conditional modes of a grouping factor with intervals and full covariance matrices, effect by effect, the largest mode first.</summary>
    /// <param name="grouping">The grouping factor.</param>
    /// <param name="level">The level of the intervals, between 0 and 1.</param>
    /// <exception cref="ModelException">The model has no such grouping factor.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public ConditionalModeTable ConditionalModes(string grouping, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(grouping);
        Allowed.Level(level);
        LinearMixedModelFit fit = Mixed("conditional modes");
        return new ConditionalModeTable(fit.RandomEffects(grouping), level, Quantile.Normal(1 - level), LevelCovariances.Of(fit, grouping, () => _statistics.Value.Rows));
    }

    /// <summary>The variance of the response by where it comes from, with marginal and conditional R² and intraclass correlations.</summary>
    /// <exception cref="InvalidOperationException">The fit is one from cross-products; see <see cref="ModelFit.HasRows"/>.</exception>
    public ExplainedVariance ExplainedVariance()
        => VarianceShares.Of(Fit, Fit is LinearMixedModelFit mixed ? [.. mixed.Solution.RandomTerms.Select(static term => term.Lambda)] : []);

    /// <summary>The principal components of the covariance matrix of a grouping factor's random effects, all terms on it together.</summary>
    /// <param name="grouping">The grouping factor.</param>
    /// <exception cref="ModelException">The model has no such grouping factor.</exception>
    public CovarianceComponents PrincipalComponents(string grouping)
    {
        ArgumentNullException.ThrowIfNull(grouping);
        LinearMixedModelFit fit = Mixed("principal components of random effects");
        fit.RandomEffects(grouping);
        int[] terms = [.. Enumerable.Range(0, fit.Shape.RandomTerms.Count).Where(term => fit.Shape.RandomTerms[term].Grouping == grouping)];
        string[] effects = [.. terms.SelectMany(term => fit.Shape.RandomTerms[term].Effects)];
        double[,] factor = new double[effects.Length, effects.Length];
        int first = 0;
        foreach (int term in terms)
        {
            double[,] own = fit.Solution.RandomTerms[term].Lambda;
            for (int entry = 0; entry < own.Length; entry++)
            {
                (int row, int column) = (entry / own.GetLength(0), entry % own.GetLength(0));
                factor[first + row, first + column] = own[row, column];
            }

            first += own.GetLength(0);
        }

        return new CovarianceComponents(grouping, effects, factor, fit.Sigma);
    }

    /// <summary>How much the variances of each term's coefficients grow because its columns are correlated with those of other terms.</summary>
    /// <exception cref="ModelException">The fit is one from cross-products, which do not say which columns are of which term.</exception>
    public VarianceInflationTable VarianceInflation() => VarianceInflationTable.Of(Fit);

    /// <summary>The coefficients but for the intercept, in standard deviations of the response for one standard deviation of their columns.</summary>
    /// <exception cref="InvalidOperationException">The fit is one from cross-products; see <see cref="ModelFit.HasRows"/>.</exception>
    public StandardizedEffectTable StandardizedEffects() => StandardizedEffectTable.Of(Fit);

    private LinearMixedModelFit Mixed(string what) => Fit as LinearMixedModelFit
        ?? throw new ModelException(Fit.ModelName, LmmErrorCode.WrongKindOfModel, $"a linear model has no {what}; add a term such as (1 | g) to its formula.");

    private RowValues Marginal()
        => new(Fit.Rows, ResponseResiduals.Of(Fit.Design.Response.Values, LinearPredictor.OfFixedEffects(Fit.Design, [.. Fit.Coefficients.Select(static coefficient => coefficient.Estimate)])));

    /// <summary>The model.</summary>
    public override string ToString() => $"diagnostics of {Fit.ModelName}";
}
