using System.ComponentModel;
using System.Text.Json.Serialization;
using Lmm.Coordinates;
using Lmm.Design;
using Lmm.Faults;
using Lmm.Hypotheses;
using Lmm.Influence;
using Lmm.Results;
using Lmm.Shapes;
using Lmm.Solver;
using Lmm.Storage;

namespace Lmm;

/// <summary>A fitted linear mixed model.</summary>
/// <remarks>Notation: Bates, Mächler, Bolker and Walker, J. Stat. Softw. 67(1), 2015: y = Xβ + Zb + ε, b = Λ(θ)u, u ~ N(0, σ²I), ε ~ N(0, σ²W⁻¹).</remarks>
[JsonConverter(typeof(ResultJsonConverter<LinearMixedModelFit>))]
public class LinearMixedModelFit : ModelFit
{
    private readonly NameIndex _groupingNames;
    private readonly Lazy<RowValues> _scaledResiduals;

    internal LinearMixedModelFit(ModelShape shape, ModelDesign? design, MixedModelSolution solution, Estimation estimation, FitOptions options, StoredData? stored = null)
        : base(
            shape,
            design,
            stored,
            MixedModelCoefficients.Table(shape, solution),
            solution.CoefficientCovariance,
            rows => MixedModelFittedValues.Compute(rows, solution))
    {
        Options = options;
        Solution = solution;
        Estimation = estimation;
        Terms = RandomTermEstimates.InPrintedOrder(shape.RandomTerms, solution.RandomTerms, solution.Sigma);
        GroupingFactors = Lmm.RandomEffects.ByGroupingFactor(shape, Terms);
        _groupingNames = new NameIndex(ModelName, "grouping factor", [.. GroupingFactors.Select(effects => effects.Grouping)]);
        _scaledResiduals = new(() => new RowValues(Rows, ResponseResiduals.Scaled(Residuals, Weights, Sigma)));
    }

    /// <summary>Shares another fit's results; generated results derive from this class so.</summary>
    protected LinearMixedModelFit(LinearMixedModelFit fit)
        : base(fit)
    {
        Options = fit.Options;
        Solution = fit.Solution;
        Estimation = fit.Estimation;
        Terms = fit.Terms;
        GroupingFactors = fit.GroupingFactors;
        _groupingNames = fit._groupingNames;
        _scaledResiduals = fit._scaledResiduals;
    }

    /// <inheritdoc/>
    public override Estimation Estimation { get; }

    /// <summary>The minimised criterion: the profiled deviance (−2 log-likelihood) for maximum likelihood, the REML criterion for REML.</summary>
    public double Objective => Solution.Objective;

    /// <summary>
    /// −2 log-likelihood at the estimated θ with β and σ profiled out (Bates et al. 2015, eq. 35); for a REML fit that
    /// is the deviance at the REML estimates, which is larger than that of a maximum-likelihood fit.
    /// </summary>
    public double Deviance => Solution.Deviance;

    /// <summary>The REML criterion (Bates et al. 2015, eq. 41); null for a maximum-likelihood fit.</summary>
    public double? RemlCriterion => Estimation == Estimation.RestrictedMaximumLikelihood ? Objective : null;

    /// <summary>
    /// θ, the relative covariance parameters: for each random-effects term in the formula's order the free elements of
    /// its relative covariance factor, lower triangle column by column.
    /// </summary>
    public IReadOnlyList<double> Theta => Convergence.Theta;

    /// <inheritdoc/>
    public override double LogLikelihood => -Objective / 2;

    /// <inheritdoc/>
    public override int Rank => Solution.Rank;

    /// <inheritdoc/>
    public override int ParameterCount => Rank + Solution.Theta.Length + 1;

    /// <summary>n less the number of parameters, as lme4 counts them.</summary>
    public override long ResidualDegreesOfFreedom => ObservationCount - ParameterCount;

    /// <inheritdoc/>
    public override double Sigma => Solution.Sigma;

    /// <summary>How the optimizer ended.</summary>
    public Convergence Convergence => Solution.Convergence;

    /// <summary>True when an estimated covariance matrix of random effects is singular: a variance of zero or a perfect correlation.</summary>
    public bool IsSingular => Convergence.IsSingular;

    /// <summary>The random effects by grouping factor, the factor with most levels first.</summary>
    public IReadOnlyList<RandomEffects> GroupingFactors { get; }

    /// <summary>What the rows became that stayed in a database or passed in a stream, and by which strategy; null for a fit to rows in memory or to cross-products, and for one that was loaded.</summary>
    public CellReport? Cells => Stored?.Cells;

    /// <summary>√w (y − ŷ) / σ̂, one per row that was kept; the printed quantiles are of these, rows of weight zero left out. Computed on first use.</summary>
    /// <exception cref="InvalidOperationException">The fit has no rows; see <see cref="ModelFit.HasRows"/>.</exception>
    public RowValues ScaledResiduals => _scaledResiduals.Value;

    /// <summary>The random-effects terms in the order in which lme4 prints them.</summary>
    internal IReadOnlyList<RandomTermEstimates> Terms { get; }

    /// <summary>How it was fitted.</summary>
    internal FitOptions Options { get; }

    /// <summary>What the solver found.</summary>
    internal MixedModelSolution Solution { get; }

    /// <summary>The random effects of a grouping factor, such as <c>probesets</c>; an unknown name is an error that lists the names.</summary>
    /// <exception cref="ModelException">No grouping factor has that name.</exception>
    public RandomEffects RandomEffects(string grouping) => GroupingFactors[_groupingNames.Find(grouping)];

    /// <inheritdoc/>
    public override MixedModelTables Tables => new(this);

    /// <summary>The summary in the layout of lmerTest, with tests by the method of <see cref="FitOptions.DegreesOfFreedom"/>.</summary>
    public override string ToString() => MixedModelSummary.Write(this, Options.DegreesOfFreedom);

    /// <summary>The summary with tests by a method; <see cref="DegreesOfFreedomMethod.None"/> gives the layout of lme4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such method.</exception>
    public string ToString(DegreesOfFreedomMethod degreesOfFreedom) => MixedModelSummary.Write(this, Allowed.Member(degreesOfFreedom));

    /// <summary>Loads a fit that was saved: it predicts, tests and compares to the last bit as it did, without rows. What is of rows, such as residuals, it does not have.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SavedFileException">The file cannot be read, is damaged, of another version, or holds something else.</exception>
    public static new LinearMixedModelFit Load(string path) => StoredFit.MixedFromFile(StoredFileReader.Open(path));

    /// <summary>Loads a fit that was saved to a stream.</summary>
    /// <param name="stream">The stream; it is read to the end of what was saved, and stays open.</param>
    /// <exception cref="SavedFileException">The stream cannot be read, is damaged, of another version, or holds something else.</exception>
    public static new LinearMixedModelFit Load(Stream stream) => StoredFit.MixedFromFile(StoredFileReader.Open(stream));

    /// <summary>Loads a fit of a model that was checked at build time; for generated code.</summary>
    /// <param name="path">The file.</param>
    /// <param name="terms">The model's terms.</param>
    /// <exception cref="SavedFileException">The file cannot be read, is damaged, of another version, or holds something else, such as the fit of another model.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static LinearMixedModelFit Load(string path, ModelTerms terms) => StoredFit.MixedFromFile(StoredFileReader.Open(path), terms);

    /// <summary>Loads a fit of a model that was checked at build time from a stream; for generated code.</summary>
    /// <param name="stream">The stream; it is read to the end of what was saved, and stays open.</param>
    /// <param name="terms">The model's terms.</param>
    /// <exception cref="SavedFileException">The stream cannot be read, is damaged, of another version, or holds something else, such as the fit of another model.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static LinearMixedModelFit Load(Stream stream, ModelTerms terms) => StoredFit.MixedFromFile(StoredFileReader.Open(stream), terms);

    private protected override ResidualSummary SummariseResiduals() => new(Quantiles.FiveNumbers(OfObservedRows(ScaledResiduals)), Rows: null, IsWeighted: false);

    private protected override IEnumerable<Note> OptimizerNotes => FitNotes.OfOptimizer(Convergence);

    private protected override IEnumerable<(string Name, double Value)> Deviations =>
    [
        .. base.Deviations,
        .. GroupingFactors.SelectMany(factor => factor.VarianceComponents
            .Where(static component => component.StandardDeviation != 0)
            .Select(component => ($"{component.Name} by {factor.Grouping}", component.StandardDeviation))),
    ];

    internal override double ResponseSize => Solution.ResponseSize;

    private protected override ParameterIntervals CreateIntervals() => new MixedModelIntervals(this);

    private protected override RowStatistics CreateRowStatistics()
    {
        ModelDesign design = Design;
        return new RowStatistics(FixedEffectsEstimate, Options, workers => EstimatedRows.Of(design, Solution, Residuals, workers))
        {
            Theta = Solution.Theta,
            Near = IsSingular ? null : new RefitSearch(Solution.Optimum, Solution.Theta),
        };
    }

    private protected override FixedEffectsEstimate FixedEffectsEstimate
        => new MixedModelEstimate(Shape, HasRows ? Design : null, Solution, Estimation, Options) { Represented = Stored?.Represented };

    private protected override DegreesOfFreedomMethod MethodOfTests => Options.DegreesOfFreedom;

    private protected override FitUnits Units => Solution.Units;

    private protected override double[] FixedCoefficients => Solution.Beta;

    private protected override double[][] Modes => Array.ConvertAll(Solution.RandomTerms, static term => term.Modes);

    private protected override double[] PredictKept(ModelDesign design, PredictionOptions options)
    {
        double[] values = LinearPredictor.OfFixedEffects(design, Solution.Beta);
        for (int term = 0; options.Target == PredictionTarget.Conditional && term < design.RandomTerms.Length; term++)
        {
            if (options.NewLevels == NewLevels.Refuse)
            {
                LinearPredictor.RefuseNewLevels(values, design.RandomTerms[term].Grouping);
            }

            LinearPredictor.AddRandomEffects(values, design.RandomTerms[term], Solution.RandomTerms[term].Modes);
        }

        return values;
    }
}
