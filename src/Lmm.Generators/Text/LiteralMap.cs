using Microsoft.CodeAnalysis.Text;
using FormulaSpan = Lmm.Formula.Diagnostics.TextSpan;

namespace Lmm.Generators.Text;

/// <summary>Where in the source each character of a constant text is written.</summary>
/// <param name="whole">The whole expression.</param>
/// <param name="characters">For each character of the text, the source that stands for it.</param>
internal sealed class LiteralMap(TextSpan whole, IReadOnlyList<TextSpan> characters)
{
    /// <summary>For each character of the text, the source that stands for it; none where they cannot be told apart.</summary>
    public IReadOnlyList<TextSpan> Characters => characters;

    /// <summary>The source that stands for some characters of the text.</summary>
    public TextSpan Locate(FormulaSpan span)
    {
        if (characters.Count == 0)
        {
            return whole;
        }

        // A place between two characters is shown at the one after it; the end of the text at the last character.
        int first = Math.Min(Math.Max(span.Start, 0), characters.Count - 1);
        int last = Math.Min(Math.Max(span.End - 1, first), characters.Count - 1);
        return TextSpan.FromBounds(characters[first].Start, Math.Max(characters[first].End, characters[last].End));
    }
}
