using System.Globalization;
using System.Text;

namespace Lmm.Results;

/// <summary>The notes of a mixed model in the layout of lme4's summary.</summary>
internal static class MixedModelNotes
{
    /// <summary>Writes the notes: rank deficiency first, as lme4 does, then the others in their order.</summary>
    public static void Write(StringBuilder output, IReadOnlyList<Note> notes)
    {
        foreach (Note note in notes.Where(static note => note.Kind == NoteKind.RankDeficient))
        {
            string columns = note.Details.Count == 1 ? "column / coefficient" : "columns / coefficients";
            output.Append(CultureInfo.InvariantCulture, $"fit warnings:\nfixed-effect model matrix is rank deficient so dropping {note.Details.Count} {columns}\n");
            output.Append(CultureInfo.InvariantCulture, $"not estimable: {string.Join(", ", note.Details)}\n");
        }

        foreach (Note note in notes.Where(static note => note.Kind != NoteKind.RankDeficient))
        {
            output.Append(note.Kind == NoteKind.Singular ? note.Heading : note.Text).Append('\n');
            foreach (string direction in note.Kind == NoteKind.Singular ? note.Details : [])
            {
                output.Append("  ").Append(direction).Append('\n');
            }
        }
    }
}
