namespace Lmm.Cli.Output;

/// <summary>The tables of a fit in a format.</summary>
internal static class FitReport
{
    /// <summary>The tables of a report with empty lines between them; the coefficients where a file of the format holds one table.</summary>
    public static string Write(ModelFit fit, ITableFormat format) => format.HoldsOneTable
        ? fit.Tables.Coefficients.ToString(format)
        : string.Join('\n', fit.Tables.Report.Select(table => table.ToString(format)));
}
