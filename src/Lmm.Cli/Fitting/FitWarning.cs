using System.Globalization;
using Lmm.Cli.Output;
using Lmm.Formula.Diagnostics;

namespace Lmm.Cli.Fitting;

/// <summary>What the user of a fit must know besides the numbers.</summary>
/// <param name="Id">The diagnostic's id, or a word for what data and fit bring about.</param>
/// <param name="Message">What is the matter.</param>
/// <param name="Text">The message as printed, for a formula's warning with the formula and carets.</param>
internal sealed record FitWarning(string Id, string Message, string Text)
{
    /// <summary>The warnings of a fit: of the formula, of its columns, of its rows, of the optimizer.</summary>
    public static IReadOnlyList<FitWarning> Of(BoundModel bound, ModelFit fit)
        => [.. OfFormula(bound), .. OfData(fit), .. fit is LinearMixedModelFit mixed ? OfOptimizer(mixed) : []];

    /// <summary>A warning that is not of a formula.</summary>
    public static FitWarning Of(string id, string message) => new(id, message, $"warning: {message}\n");

    /// <summary>The same warning, of one model among several.</summary>
    public FitWarning OfModel(string model) => new(Id, $"{model}: {Message}", $"{model}: {Text}");

    /// <summary>The warnings of a formula.</summary>
    public static IEnumerable<FitWarning> OfFormula(BoundModel bound)
        => bound.Diagnostics
            .Where(diagnostic => diagnostic.Rule.Severity == FormulaSeverity.Warning)
            .Select(diagnostic => new FitWarning(diagnostic.Rule.Id, diagnostic.Message, DiagnosticPrinter.Print(bound.Model.Formula, [diagnostic])));

    private static IEnumerable<FitWarning> OfData(ModelFit fit)
    {
        if (fit.DroppedRowCount > 0)
        {
            yield return Of("dropped-rows", Invariant($"{Rows(fit.DroppedRowCount)} dropped because of missing values"));
        }

        string[] aliased = [.. fit.Coefficients.Where(coefficient => !coefficient.IsEstimable).Select(coefficient => coefficient.Name)];
        if (aliased.Length > 0)
        {
            yield return Of("rank-deficient", $"not estimable, because their columns are linear combinations of those before them: {string.Join(", ", aliased)}");
        }

        foreach (string note in fit.RangeNotes)
        {
            yield return Of("range", note);
        }
    }

    private static IEnumerable<FitWarning> OfOptimizer(LinearMixedModelFit fit)
    {
        if (!fit.Convergence.Converged)
        {
            yield return Of("not-converged", FaultText.InCommandLineWords($"the optimizer did not converge: {fit.Convergence.Message}"));
        }

        foreach (string direction in fit.Convergence.FlatDirections)
        {
            yield return Of("flat", direction);
        }

        if (fit.IsSingular)
        {
            yield return Of("singular", $"boundary (singular) fit: {string.Join("; ", fit.Convergence.SingularDirections)}");
        }
    }

    private static string Rows(int count) => Invariant($"{count} {(count == 1 ? "row" : "rows")}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
