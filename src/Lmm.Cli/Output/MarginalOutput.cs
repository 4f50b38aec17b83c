using Lmm.Cli.Fitting;
using Lmm.Printing;

namespace Lmm.Cli.Output;

/// <summary>Marginal means and slopes, with their contrasts, as text or as one JSON object; <c>docs/cli.md</c> describes its members.</summary>
internal static class MarginalOutput
{
    /// <summary>Writes them.</summary>
    /// <param name="context">The run.</param>
    /// <param name="isJson">True for JSON.</param>
    /// <param name="fitted">The fit.</param>
    /// <param name="table">The means or slopes.</param>
    /// <param name="contrasts">Their contrasts; null for none.</param>
    /// <param name="hasLimits">True for the confidence limits of contrasts too, which JSON always has.</param>
    /// <param name="filtered">The number of rows that a condition left out; null where there is none.</param>
    public static void Write(ToolContext context, bool isJson, FittedModel fitted, MarginalTable table, ContrastTable? contrasts, bool hasLimits, int? filtered)
    {
        if (isJson)
        {
            context.Output.WriteLine(JsonText.Object(json =>
            {
                json.WriteString("formula", fitted.Fit.Formula);
                table.WriteJsonMembers(json);
                contrasts?.WriteJsonMembers(json);
                json.WriteArray("notes", table.Notes.Union(contrasts?.Notes ?? []), json.WriteStringValue);
                json.WriteFiltered(filtered);
                json.WriteWarnings(fitted.Warnings);
            }));
            return;
        }

        context.Output.Write(table.ToString());
        if (contrasts is not null)
        {
            context.Output.WriteLine();
            context.Output.Write(contrasts.ToString());
            if (hasLimits)
            {
                context.Output.WriteLine();
                context.Output.Write(contrasts.ToIntervals().ToText());
            }
        }

        WarningText.Write(context.Error, fitted.Warnings);
    }
}
