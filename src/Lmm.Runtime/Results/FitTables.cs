using Lmm.Printing;
using Lmm.Results;

namespace Lmm;

/// <summary>The tables of a fit.</summary>
public class FitTables
{
    private readonly ModelFit _fit;

    internal FitTables(ModelFit fit) => _fit = fit;

    /// <summary>The coefficients: name, estimate, standard error, t value, and the p-value where there is one.</summary>
    public virtual ResultTable Coefficients => _fit.Coefficients.ToTable().WithTitle("Fixed effects");

    /// <summary>The correlation matrix of the coefficients, lower triangle, those that are not estimable left out.</summary>
    public ResultTable Correlations => CorrelationTable.Of(_fit);

    /// <summary>One row of numbers that describe the whole fit: observations, parameters, log-likelihood, AIC, BIC, σ̂ and its degrees of freedom.</summary>
    public ResultTable Criteria => new(
        TableColumn.OfNumbers("nobs", "Observations", ColumnKind.Count, [_fit.ObservationCount]),
        TableColumn.OfNumbers("df", "Df", ColumnKind.DegreesOfFreedom, [_fit.ParameterCount]),
        TableColumn.OfNumbers("logLik", "logLik", ColumnKind.Criterion, [_fit.LogLikelihood]),
        TableColumn.OfNumbers("aic", "AIC", ColumnKind.Criterion, [_fit.Aic]),
        TableColumn.OfNumbers("bic", "BIC", ColumnKind.Criterion, [_fit.Bic]),
        TableColumn.OfNumbers("sigma", "Sigma", ColumnKind.StandardDeviation, [_fit.Sigma]),
        TableColumn.OfNumbers("residualDf", "df.resid", ColumnKind.DegreesOfFreedom, [_fit.ResidualDegreesOfFreedom]))
    {
        Title = "Fit",
        Heading = [FormulaText.OnOneLine(_fit.Formula)],
        Notes = [.. _fit.Notes.Select(static note => note.Text)],
        Digits = SummaryDigits.Comparisons,
    };

    /// <summary>The tables of a report: criteria with formula and notes, variance components in mixed models, coefficients.</summary>
    public virtual IReadOnlyList<ResultTable> Report => [Criteria, Coefficients];

    /// <summary>The titles of the tables of a report.</summary>
    public override string ToString() => $"{_fit.ModelName}: {string.Join(", ", Report.Select(static table => table.Title))}";
}
