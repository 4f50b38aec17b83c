using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Formula.Binding;
using Lmm.Inference;
using Lmm.Printing;
using Lmm.Printing.Tables;

namespace Lmm;

/// <summary>
/// The fixed-effects terms of a model, each taken out alone, as R's <c>drop1</c> does: of those that lie in no other term, the likelihood-ratio test of the
/// model without it. All fits are by maximum likelihood.
/// </summary>
[JsonConverter(typeof(ResultJsonConverter<DropOne>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class DropOne : ITableResult, IJsonResult
{
    private DropOne(ModelFit full, bool wasRefitted, DroppedTerm[] terms)
    {
        Full = full;
        WasRefitted = wasRefitted;
        Terms = Array.AsReadOnly(terms);
    }

    /// <summary>The whole model, fitted by maximum likelihood.</summary>
    public ModelFit Full { get; }

    /// <summary>True when the model had been fitted by REML and was fitted anew by maximum likelihood.</summary>
    public bool WasRefitted { get; }

    /// <summary>The terms that can go, in the formula's order.</summary>
    public IReadOnlyList<DroppedTerm> Terms { get; }

    /// <summary>Fits the model without each term that can go.</summary>
    /// <param name="fit">The fit; one by REML is fitted anew by maximum likelihood.</param>
    /// <param name="cancellationToken">Stops the fits.</param>
    /// <exception cref="ModelException">The fit has no rows or no formula, or a smaller model cannot be fitted.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DropOne Of(ModelFit fit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ModelTerm[] terms = [.. ReducedDesign.Terms(fit, "DropOne").FixedTerms];
        ModelFit full = Refitting.Comparable(fit, cancellationToken);
        ModelDesign design = fit.Design;
        DroppedTerm[] dropped = [.. TermRemoval.Droppable(terms).Select(term => new DroppedTerm(
            terms[term].Label,
            full,
            Fit(design.With(TermRemoval.Without(design.FixedEffects, terms, term, design.Rows.RowCount)), full, cancellationToken)))];
        return new DropOne(full, !ReferenceEquals(full, fit), dropped);
    }

    /// <summary>The terms as a table, for any format; the whole model in the first row.</summary>
    public ResultTable ToTable() => new(
        TableColumn.OfTexts("term", "Term", ["<none>", .. Terms.Select(static term => term.Term)], ColumnKind.Label),
        Column("npar", "npar", ColumnKind.DegreesOfFreedom, null, static term => term.DegreesOfFreedom),
        Column("aic", "AIC", ColumnKind.Criterion, Full.Aic, static term => term.Aic),
        Column("chisq", "LRT", ColumnKind.Statistic, null, static term => term.ChiSquared),
        Column("p", "Pr(>Chisq)", ColumnKind.PValue, null, static term => double.IsNaN(term.PValue) ? null : term.PValue))
    {
        Title = "Single term deletions",
        Heading = [.. WasRefitted ? ["refitted by maximum likelihood (instead of REML)"] : Array.Empty<string>(), "Model:", FormulaText.OnOneLine(Full.Formula)],
        Notes = [.. Terms.Where(static term => !term.Converged).Select(static term => $"The fit without {term.Term} did not converge.")],
        Digits = SummaryDigits.Comparisons,
    };

    /// <summary>The table in the layout of R's <c>drop1</c>.</summary>
    public override string ToString() => ToTable().ToText();

    private TableColumn Column(string name, string header, ColumnKind kind, double? full, Func<DroppedTerm, double?> value)
        => TableColumn.OfNumbers(name, header, kind, [full, .. Terms.Select(value)]);

    private static ModelFit Fit(ModelDesign design, ModelFit full, CancellationToken cancellationToken) => full is LinearMixedModelFit mixed
        ? LinearMixedModel.Fit(design, Estimation.MaximumLikelihood, mixed.Options, cancellationToken)
        : LinearModel.Fit(design, null, cancellationToken);

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json) => TestJson.Write(json, this);
}
