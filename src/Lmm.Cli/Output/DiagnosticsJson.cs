using Lmm.Cli.Fitting;
using Lmm.Formula.Diagnostics;
using Lmm.Printing;

namespace Lmm.Cli.Output;

/// <summary>The faults of a formula as one JSON object; <c>docs/cli.md</c> describes its members.</summary>
internal static class DiagnosticsJson
{
    /// <summary>Writes the object.</summary>
    public static string Write(string formula, IEnumerable<FormulaDiagnostic> faults, IEnumerable<FitWarning> warnings) => JsonText.Object(json =>
    {
        json.WriteString("formula", formula);
        json.WriteArray("diagnostics", faults, fault =>
        {
            json.WriteStartObject();
            json.WriteString("id", fault.Rule.Id);
            json.WriteString("severity", fault.Rule.Severity switch
            {
                FormulaSeverity.Error => "error",
                FormulaSeverity.Warning => "warning",
                _ => "information",
            });
            json.WriteString("message", fault.Message);
            json.WriteNumber("start", fault.Span.Start);
            json.WriteNumber("length", fault.Span.Length);
            json.WriteEndObject();
        });
        json.WriteWarnings(warnings);
    });
}
