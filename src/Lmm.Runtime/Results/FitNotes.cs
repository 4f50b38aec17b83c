using System.Globalization;
using Lmm.Coordinates;

namespace Lmm.Results;

/// <summary>Finds what the reader of a fit must know, and words it: printouts, JSON and the command line say it in these words.</summary>
internal static class FitNotes
{
    /// <summary>The notes on rows, columns and the range of numbers.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="covariance">The covariance matrix of its coefficients.</param>
    /// <param name="deviations">The standard deviations of residuals and random effects.</param>
    /// <param name="units">The units that it was computed in.</param>
    public static IEnumerable<Note> OfData(ModelFit fit, UnitCovariance covariance, IEnumerable<(string Name, double Value)> deviations, FitUnits units)
    {
        if (fit.DroppedRowCount > 0)
        {
            yield return new Note(NoteKind.DroppedRows, string.Create(CultureInfo.InvariantCulture, $"{fit.DroppedRowCount} {(fit.DroppedRowCount == 1 ? "row" : "rows")} dropped because of missing values"));
        }

        foreach (Note note in OfColumns(fit.Shape.StrayCells, fit.Shape.ManyLevels))
        {
            yield return note;
        }

        string[] aliased = [.. fit.Coefficients.Where(coefficient => !coefficient.IsEstimable).Select(coefficient => coefficient.Name)];
        if (aliased.Length > 0)
        {
            yield return new Note(NoteKind.RankDeficient, "not estimable, because their columns are linear combinations of those before them", aliased);
        }

        foreach (string sentence in RangeCheck.Sentences(fit, covariance, deviations, units))
        {
            yield return new Note(NoteKind.Range, sentence);
        }

        foreach (string sentence in fit.Shape.Undecided)
        {
            yield return new Note(NoteKind.Undecided, sentence);
        }
    }

    /// <summary>The notes on columns that are factors because of cells that are no numbers, and on fixed factors of many levels.</summary>
    public static IEnumerable<Note> OfColumns(IEnumerable<string> strayCells, IEnumerable<string> manyLevels)
        => [.. strayCells.Select(static sentence => new Note(NoteKind.StrayCell, sentence)), .. manyLevels.Select(static sentence => new Note(NoteKind.ManyLevels, sentence))];

    /// <summary>The notes on how the optimizer ended.</summary>
    public static IEnumerable<Note> OfOptimizer(Convergence convergence)
    {
        if (!convergence.Converged)
        {
            yield return new Note(NoteKind.NotConverged, "the optimizer did not converge", convergence.Message);
        }

        foreach (string direction in convergence.FlatDirections)
        {
            yield return new Note(NoteKind.Flat, direction);
        }

        if (convergence.IsSingular)
        {
            yield return new Note(NoteKind.Singular, "boundary (singular) fit", convergence.SingularDirections);
        }
    }
}
