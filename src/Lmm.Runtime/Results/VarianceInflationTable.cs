using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Printing.Tables;
using Lmm.Results;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm;

/// <summary>
/// The generalised variance inflation factors of a fit's terms (Fox &amp; Monette, J. Am. Stat. Assoc. 87, 1992), as car's <c>vif</c> has them: from the correlation matrix of the
/// estimable coefficients, the intercept left out.
/// </summary>
[JsonConverter(typeof(ResultJsonConverter<VarianceInflationTable>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class VarianceInflationTable : IReadOnlyList<VarianceInflation>, ITableResult, IJsonResult
{
    private readonly VarianceInflation[] _rows;

    internal VarianceInflationTable(VarianceInflation[] rows, bool hasIntercept)
    {
        _rows = rows;
        Notes = hasIntercept ? [] : ["Without an intercept, columns that are not centred inflate variances too: the factors do not tell of collinearity alone."];
    }

    /// <summary>The number of terms.</summary>
    public int Count => _rows.Length;

    /// <summary>The term at a position, counted from zero.</summary>
    public VarianceInflation this[int index] => _rows[index];

    /// <summary>What readers have to know.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The factors as a table, for any format.</summary>
    public ResultTable ToTable() => new(
        TableColumn.OfTexts("term", "Term", _rows.Select(static row => row.Term), ColumnKind.Label),
        TableColumn.OfNumbers("df", "Df", ColumnKind.Count, _rows.Select(static row => (double)row.DegreesOfFreedom)),
        TableColumn.OfNumbers("gvif", "GVIF", ColumnKind.Number, _rows.Select(static row => row.Factor)),
        TableColumn.OfNumbers("standardErrorFactor", "GVIF^(1/(2*Df))", ColumnKind.Number, _rows.Select(static row => row.StandardErrorFactor)))
    {
        Title = "Variance inflation",
        Notes = Notes,
    };

    /// <summary>The table as text.</summary>
    public override string ToString() => ToTable().ToText();

    /// <inheritdoc/>
    public IEnumerator<VarianceInflation> GetEnumerator() => ((IEnumerable<VarianceInflation>)_rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The factors of a fit.</summary>
    internal static VarianceInflationTable Of(ModelFit fit)
    {
        if (fit.Shape.FixedTerms is not { } terms)
        {
            throw new ModelException(fit.ModelName, LmmErrorCode.NotAvailable, "variance inflation is of terms, and cross-products do not say which columns are of which term; fit the model to its rows.");
        }

        (string Label, int[] Columns)[] used =
        [
            .. terms.Where(static term => !term.IsIntercept)
                .Select(term => (term.Label, Columns: Enumerable.Range(term.First, term.ColumnCount).Where(column => fit.Coefficients[column].IsEstimable).ToArray()))
                .Where(static term => term.Columns.Length > 0),
        ];
        int[] all = [.. used.SelectMany(static term => term.Columns)];
        Matrix correlation = fit.CoefficientCorrelation;
        double whole = LogDeterminant(correlation, all);
        return new VarianceInflationTable(
            [.. used.Select(term => new VarianceInflation(term.Label, term.Columns.Length, Math.Exp(LogDeterminant(correlation, term.Columns) + LogDeterminant(correlation, [.. all.Except(term.Columns)]) - whole)))],
            terms.Any(static term => term.IsIntercept));
    }

    private static double LogDeterminant(Matrix correlation, int[] columns)
        => columns.Length == 0 ? 0 : Matrix<double>.Build.Dense(columns.Length, columns.Length, (row, column) => correlation[columns[row], columns[column]]).Cholesky().DeterminantLn;

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json) => DiagnosticsJson.Write(json, this);
}
