using System.Globalization;
using Lmm.Variables;

namespace Lmm.Columns;

/// <summary>The cells that make text of a column of numbers.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Numbers">How many cells are numbers.</param>
/// <param name="Alike">How many of those that are no numbers look like some, such as <c>1,234.5</c>.</param>
/// <param name="Origin">What the column was read from.</param>
/// <param name="Unit">What it is read by: a line, or a row.</param>
/// <param name="Cure">What to do, as the second half of a sentence.</param>
internal sealed record StrayCells(IReadOnlyList<StrayCell> First, long Count, long Numbers, long Alike, string Origin, string Unit, string Cure)
{
    /// <summary>The most cells that are kept.</summary>
    public const int MostKept = 100;

    private const int MostShown = 3;

    /// <summary>What became of the column, and why.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="levels">How many levels it has as a factor.</param>
    public string Sentence(string name, int levels)
    {
        string cells = string.Join(", ", First.Take(MostShown).Select(cell => string.Create(CultureInfo.InvariantCulture, $"'{CellText.Shown(cell.Text)}' in {Unit} {cell.Line}")));
        string more = Count > MostShown ? string.Create(CultureInfo.InvariantCulture, $", … {Count} in all") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name} is text, a factor of {levels} levels, though of its {Numbers + Count} values {Numbers} are numbers{(Alike > 0 ? $" and {Alike} meant as such" : "")}: {Origin} holds {cells}{more}; {Cure}, or declare {name} a factor.");
    }
}
