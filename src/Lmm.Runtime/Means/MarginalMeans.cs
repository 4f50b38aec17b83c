using System.ComponentModel;
using Lmm.Means;

namespace Lmm;

/// <summary>
/// Marginal means of a fit, <c>fit.MarginalMeans</c>: what the model predicts for the population at the levels of some factors, averaged over the other variables of the
/// fixed effects. Offsets count; random effects are zero.
/// </summary>
/// <remarks>Source: Searle, Speed and Milliken, The American Statistician 34(4), 1980; emmeans computes the same numbers.</remarks>
public class MarginalMeans : MarginalAverages<MarginalMeans>
{
    internal MarginalMeans(MarginalSettings settings)
        : base(settings)
    {
    }

    /// <summary>Shares others' results; generated means derive from this class so.</summary>
    protected MarginalMeans(MarginalMeans means)
        : base(means)
    {
    }

    /// <summary>The factors that there can be means of.</summary>
    public IReadOnlyList<string> Factors => [.. Settings.Grid.Value.Variables.Where(static variable => variable.IsDiscrete).Select(static variable => variable.Name)];

    /// <summary>The means at the levels of some factors.</summary>
    /// <param name="factors">The factors, by their names in the formula; none for the one mean of all.</param>
    /// <exception cref="ModelException">The fixed effects have no such factor.</exception>
    public MarginalMeansTable Of(params IReadOnlyList<string> factors) => Of(factors, []);

    /// <summary>The means at the levels of some factors, to be contrasted within the levels of others.</summary>
    /// <param name="factors">The factors, by their names in the formula.</param>
    /// <param name="by">The factors within whose levels contrasts are made.</param>
    /// <exception cref="ModelException">The fixed effects have no such factor.</exception>
    public MarginalMeansTable Of(IReadOnlyList<string> factors, IReadOnlyList<string> by) => new(Average(factors, by));

    private protected override string What => "marginal means";

    private protected override MarginalMeans Create(MarginalSettings settings) => new(settings);

    /// <summary>The means of a generated member.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="key">The value that a level stands for.</param>
    /// <param name="isClosed">True when the type has no values but levels, so that one that no row has is an answer and not a mistake.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected MarginalMeansTable<TLevel> MemberOf<TLevel>(string factor, Func<string, TLevel> key, bool isClosed)
        where TLevel : notnull
        => new(Average([factor], []), key, isClosed);

    private MarginalFamily Average(IReadOnlyList<string> factors, IReadOnlyList<string> by)
    {
        ArgumentNullException.ThrowIfNull(by);
        return MarginalFamily.Average(Settings, factors, [.. by, .. Settings.By], slopeOf: null);
    }
}
