using Lmm.Formula.Diagnostics;

namespace Lmm.CodeFixes.Text;

/// <summary>Changes of one formula that can be made together.</summary>
internal sealed class EditSet
{
    private readonly List<FormulaEdit> _edits = [];

    /// <summary>The changes in the order of the text; those at one place in the order they were added.</summary>
    public IReadOnlyList<FormulaEdit> Edits => [.. _edits.OrderBy(edit => edit.Span.Start).ThenBy(edit => edit.Span.Length)];

    /// <summary>
    /// Adds a change of a formula. What the new text keeps of the old is left alone, so that a pair of brackets round a
    /// term is two insertions, and changes inside the term go along with it.
    /// </summary>
    /// <param name="edit">The change.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="isRepeatable">Whether the same insertion at the same place may be made twice.</param>
    /// <returns>False, with nothing added, when the change contradicts another.</returns>
    public bool TryAdd(FormulaEdit edit, string formula, bool isRepeatable)
    {
        FormulaEdit[] parts = [.. Parts(edit, formula)];
        if (parts.Any(part => _edits.Any(other => Overlap(part.Span, other.Span) && part != other)))
        {
            return false;
        }

        _edits.AddRange(parts.Where(part => (isRepeatable && part.Span.Length == 0) || !_edits.Contains(part)));
        return true;
    }

    /// <summary>The formula after all changes.</summary>
    public string Apply(string formula)
        => Edits.Reverse().Aggregate(formula, (text, edit) => edit.Apply(text));

    private static IEnumerable<FormulaEdit> Parts(FormulaEdit edit, string formula)
    {
        string old = formula.Substring(edit.Span.Start, edit.Span.Length);
        int kept = old.Length == 0 ? -1 : edit.NewText.IndexOf(old, StringComparison.Ordinal);
        if (kept < 0)
        {
            return [edit];
        }

        FormulaEdit[] around =
        [
            new(new TextSpan(edit.Span.Start, 0), edit.NewText.Substring(0, kept)),
            new(new TextSpan(edit.Span.End, 0), edit.NewText.Substring(kept + old.Length)),
        ];
        return around.Where(part => part.NewText.Length > 0);
    }

    // Two insertions never overlap; an insertion overlaps what replaces the characters on both of its sides.
    private static bool Overlap(TextSpan left, TextSpan right)
        => (left.Length > 0 && right.Length > 0 && left.Start < right.End && right.Start < left.End)
            || (left.Length == 0 && right.Start < left.Start && left.Start < right.End)
            || (right.Length == 0 && left.Start < right.Start && right.Start < left.End);
}
