using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Lmm.Plots.Texts;
using Lmm.Printing;

namespace Lmm.Plots.Reports;

/// <summary>How a fit was computed, and how to compute it again.</summary>
internal static class MethodSection
{
    /// <summary>The section.</summary>
    public static ReportSection Of(ModelFit fit, ReportOptions options)
    {
        string body = Html.List(Sentences(fit, options)) + Html.Paragraph("The same fit in C#:") + Html.Code(Code(fit, options), "C# that fits the model");
        if (options.Command is { } command)
        {
            body += Html.Paragraph("The same report by the command line:") + Html.Code(command, "Command that writes this report");
        }

        return new ReportSection("method", "How it was computed", body);
    }

    private static IEnumerable<string> Sentences(ModelFit fit, ReportOptions options)
    {
        string version = typeof(ModelFit).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        yield return $"Lmm {version} on {RuntimeInformation.FrameworkDescription}, {options.Written ?? DateTimeOffset.Now:yyyy-MM-dd HH:mm zzz}.";
        if (fit is LinearMixedModelFit mixed)
        {
            string criterion = mixed.Estimation == Estimation.RestrictedMaximumLikelihood ? "restricted maximum likelihood (REML)" : "maximum likelihood";
            yield return $"A linear mixed model by {criterion}; {NumberLabel.Count(mixed.Convergence.Evaluations)} evaluations of the criterion. {mixed.Convergence.Message}";
        }
        else
        {
            yield return "A linear model by least squares.";
        }

        yield return $"Degrees of freedom of tests by the method {fit.Tests.Method}; intervals at the level {options.Level.ToString("0.####", CultureInfo.InvariantCulture)}.";
        if (options.FitTime is { } time)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The fit took {time.TotalMilliseconds:0.##} ms.");
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"Bands of residual quantiles are of {options.Draws} responses that the fit generates, seed {options.Seed}.");
    }

    private static string Code(ModelFit fit, ReportOptions options)
    {
        string criterion = fit is LinearMixedModelFit { Estimation: Estimation.MaximumLikelihood } ? ", Estimation.MaximumLikelihood" : "";
        return $"""
            using Lmm;

            ModelFrame rows = ModelFrame.FromCsv({Literal(options.DataName ?? "data.csv")});
            ModelFit fit = Model.Parse({Literal(FormulaText.OnOneLine(fit.Formula))}).Fit(rows{criterion});
            Console.WriteLine(fit);
            """.ReplaceLineEndings("\n");
    }

    private static string Literal(string text)
    {
        StringBuilder literal = new("\"");
        foreach (char character in text)
        {
            literal.Append(character switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                _ when char.IsControl(character) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => character,
            });
        }

        return literal.Append('"').ToString();
    }
}
