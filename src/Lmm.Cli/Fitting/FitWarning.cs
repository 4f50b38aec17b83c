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
        => [.. OfFormula(bound), .. Of(fit)];

    /// <summary>The warnings of a fit that was saved: of its columns, of its rows, of the optimizer.</summary>
    public static IReadOnlyList<FitWarning> Of(ModelFit fit) => [.. fit.Notes.Select(Of)];

    /// <summary>The warnings of a model's columns, before any fit.</summary>
    public static IEnumerable<FitWarning> OfColumns(BoundModel bound) => bound.Notes.Select(Of);

    /// <summary>A warning that is not of a formula.</summary>
    public static FitWarning Of(string id, string message) => new(id, message, $"warning: {message}\n");

    /// <summary>The same warning, of one model among several.</summary>
    public FitWarning OfModel(string model) => new(Id, $"{model}: {Message}", $"{model}: {Text}");

    /// <summary>The warnings of a formula.</summary>
    public static IEnumerable<FitWarning> OfFormula(BoundModel bound) => OfFormula(bound.Model.Formula, bound.Diagnostics);

    /// <summary>The warnings among what is said of a formula.</summary>
    public static IEnumerable<FitWarning> OfFormula(string formula, IEnumerable<FormulaDiagnostic> diagnostics)
        => diagnostics
            .Where(diagnostic => diagnostic.Rule.Severity == FormulaSeverity.Warning)
            .Select(diagnostic => new FitWarning(
                diagnostic.Rule.Id, FaultText.InCommandLineWords(diagnostic.Message), FaultText.InCommandLineWords(DiagnosticPrinter.Print(formula, [diagnostic]))));

    // Cures are options of the library; their names on the command line are others.
    private static FitWarning Of(Note note) => Of(note.Id, FaultText.InCommandLineWords(note.Text));
}
