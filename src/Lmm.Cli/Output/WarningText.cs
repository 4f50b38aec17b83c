using Lmm.Cli.Fitting;

namespace Lmm.Cli.Output;

/// <summary>Warnings as text.</summary>
internal static class WarningText
{
    /// <summary>Writes the warnings, each with the lines that it has.</summary>
    public static void Write(TextWriter error, IEnumerable<FitWarning> warnings)
    {
        foreach (FitWarning warning in warnings)
        {
            error.Write(warning.Text);
        }
    }
}
