namespace Lmm.Cli.Fitting;

/// <summary>A fit of rows of a file or of a database, with what is said of it.</summary>
/// <param name="Fit">The fit.</param>
/// <param name="Warnings">What is worth a warning.</param>
/// <param name="ReadTime">What reading the rows took, or summing them in their database.</param>
/// <param name="DesignTime">What binding the formula and building the design took; nothing of its own where sums are fitted.</param>
/// <param name="FitTime">What the fit took.</param>
/// <param name="Filtered">The number of rows that a condition left out; null where there is none.</param>
internal sealed record FitRun(ModelFit Fit, IReadOnlyList<FitWarning> Warnings, TimeSpan ReadTime, TimeSpan DesignTime, TimeSpan FitTime, int? Filtered)
{
    /// <summary>The fit of a file.</summary>
    /// <param name="fitted">The fit.</param>
    /// <param name="readTime">What reading the file took.</param>
    /// <param name="choice">The rows that are wanted; null for all.</param>
    public static FitRun Of(FittedModel fitted, TimeSpan readTime, RowChoice? choice)
        => new(fitted.Fit, fitted.Warnings, readTime, fitted.DesignTime, fitted.FitTime, choice?.Filtered);

    /// <summary>The exit code.</summary>
    public int ExitCodeOf(bool isStrict) => ExitCode.Of((Fit as LinearMixedModelFit)?.Convergence.Converged ?? true, Warnings.Count > 0, isStrict);
}
