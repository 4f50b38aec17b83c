using Lmm.Means;

namespace Lmm;

/// <summary>
/// Slopes of the covariates of a fit, <c>fit.Slopes</c>: the derivative of what the model predicts for the population by a covariate, through all transforms, averaged over
/// the other variables of the fixed effects.
/// </summary>
public class MarginalSlopes : MarginalAverages<MarginalSlopes>
{
    internal MarginalSlopes(MarginalSettings settings)
        : base(settings)
    {
    }

    /// <summary>Shares others' results; generated slopes derive from this class so.</summary>
    protected MarginalSlopes(MarginalSlopes slopes)
        : base(slopes)
    {
    }

    /// <summary>The slopes of a covariate at the levels of some factors.</summary>
    /// <param name="covariate">The covariate, by its name in the formula.</param>
    /// <param name="factors">The factors, by their names in the formula; none for the one slope of all.</param>
    /// <exception cref="ModelException">The fixed effects have no such covariate or factor, or the slope is not finite where it is asked for.</exception>
    public SlopeTable Of(string covariate, params IReadOnlyList<string> factors) => Of(covariate, factors, []);

    /// <summary>The slopes of a covariate at the levels of some factors, to be contrasted within the levels of others.</summary>
    /// <param name="covariate">The covariate, by its name in the formula.</param>
    /// <param name="factors">The factors, by their names in the formula.</param>
    /// <param name="by">The factors within whose levels contrasts are made.</param>
    /// <exception cref="ModelException">The fixed effects have no such covariate or factor, or the slope is not finite where it is asked for.</exception>
    public SlopeTable Of(string covariate, IReadOnlyList<string> factors, IReadOnlyList<string> by)
    {
        ArgumentNullException.ThrowIfNull(by);
        GridVariable variable = MarginalNames.Find(Settings.Grid.Value, covariate);
        return variable.IsCovariate
            ? new SlopeTable(MarginalFamily.Average(Settings, factors, [.. by, .. Settings.By], covariate), covariate)
            : throw new ModelException(
                Settings.Model,
                LmmErrorCode.UnsuitableColumn,
                $"{covariate} is a factor, which has no slope; ask for its means and their contrasts (MarginalMeans.Of(\"{covariate}\"), lmm means --of {covariate}).");
    }

    private protected override string What => "slopes";

    private protected override MarginalSlopes Create(MarginalSettings settings) => new(settings);
}
