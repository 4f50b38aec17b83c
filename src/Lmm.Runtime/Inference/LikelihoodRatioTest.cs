using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Inference;
using Lmm.Printing;
using Lmm.Printing.Tables;

namespace Lmm;

/// <summary>
/// The likelihood-ratio test of nested models: twice the gain in log-likelihood, compared with a chi-squared
/// distribution whose degrees of freedom are the parameters added.
/// </summary>
/// <remarks>
/// Models fitted by REML are fitted anew by maximum likelihood first, because REML criteria of different fixed effects
/// are not comparable. Linear models may stand beside mixed models. When the smaller model fixes a variance at zero, at
/// the boundary of its range, the p-value is too large (Self and Liang, J. Am. Stat. Assoc. 82, 1987).
/// </remarks>
[JsonConverter(typeof(ResultJsonConverter<LikelihoodRatioTest>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class LikelihoodRatioTest : ITableResult, IJsonResult
{
    private LikelihoodRatioTest(LikelihoodRatioRow[] rows) => Rows = Array.AsReadOnly(rows);

    /// <summary>One row per model, by increasing number of parameters; each is tested against the one before it.</summary>
    public IReadOnlyList<LikelihoodRatioRow> Rows { get; }

    /// <summary>The test statistic of the last comparison: twice the difference of the log-likelihoods.</summary>
    public double ChiSquared => Rows[^1].ChiSquared!.Value;

    /// <summary>The degrees of freedom of the last comparison: the difference of the numbers of parameters.</summary>
    public int DegreesOfFreedom => Rows[^1].ChiSquaredDegreesOfFreedom!.Value;

    /// <summary>The p-value of the last comparison.</summary>
    public double PValue => Rows[^1].PValue!.Value;

    /// <summary>Compares a model with one that contains it.</summary>
    /// <param name="reduced">The smaller model.</param>
    /// <param name="full">The larger model.</param>
    /// <param name="reducedName">What to call the smaller model; by default the expression that was passed.</param>
    /// <param name="fullName">What to call the larger model; by default the expression that was passed.</param>
    /// <exception cref="ModelException">The models were not fitted to the same data, or the full one has no more parameters than the reduced one.</exception>
    public static LikelihoodRatioTest Compare(
        ModelFit reduced,
        ModelFit full,
        [CallerArgumentExpression(nameof(reduced))] string reducedName = "",
        [CallerArgumentExpression(nameof(full))] string fullName = "")
    {
        ArgumentNullException.ThrowIfNull(reduced);
        ArgumentNullException.ThrowIfNull(full);
        if (full.ParameterCount <= reduced.ParameterCount)
        {
            throw new ModelException(full.ModelName, LmmErrorCode.NotComparable, $"it has {full.ParameterCount} parameters and {reduced.ModelName} has {reduced.ParameterCount}; pass first the reduced model, then the full one that contains it.");
        }

        return Compare([(reducedName, reduced), (fullName, full)]);
    }

    /// <summary>Compares several nested models, each with the next smaller one.</summary>
    /// <param name="models">Two or more models with the names to print, in any order.</param>
    /// <exception cref="ArgumentException">There are fewer than two models.</exception>
    /// <exception cref="ModelException">The models were not fitted to the same data, or two have equally many parameters.</exception>
    public static LikelihoodRatioTest Compare(params IReadOnlyList<(string Name, ModelFit Fit)> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (models.Count < 2)
        {
            throw new ArgumentException("A comparison needs two models at least.", nameof(models));
        }

        Comparability.Check([.. models.Select(model => model.Fit)]);
        (string Name, ModelFit Fit)[] ordered = [.. models.OrderBy(model => model.Fit.ParameterCount)];
        LikelihoodRatioRow[] rows = new LikelihoodRatioRow[ordered.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            (string name, ModelFit fit) = ordered[i];
            rows[i] = LikelihoodRatioRow.Of(name, fit, i == 0 ? null : rows[i - 1]);
        }

        return new LikelihoodRatioTest(rows);
    }

    /// <summary>The comparison as a table, for any format: a row per model.</summary>
    public ResultTable ToTable() => LikelihoodRatioTable.Of(this);

    /// <summary>The table in the layout of lme4's <c>anova</c>.</summary>
    public override string ToString() => ToTable().ToText();

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json) => TestJson.Write(json, this);
}
