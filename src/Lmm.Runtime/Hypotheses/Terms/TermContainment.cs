using Lmm.Shapes;

namespace Lmm.Hypotheses.Terms;

/// <summary>Which terms contain which, as SAS and lmerTest have it.</summary>
internal static class TermContainment
{
    /// <summary>
    /// Whether a term is contained in another: this one has all of its factors and more, and just its numbers. So <c>a</c> is contained in <c>a:b</c> and
    /// not in <c>a:x</c>, which holds the number x that <c>a</c> does not, nor x in <c>a:x</c> less than in <c>a:b:x</c>.
    /// </summary>
    public static bool IsContained(FixedTermShape term, FixedTermShape other)
        => !term.IsIntercept && other.Parts.Count > term.Parts.Count && HasAllOf(other, term.Parts) && HasSameNumbers(term.Parts, other);

    /// <summary>Whether a term has all of some parts.</summary>
    public static bool HasAllOf(FixedTermShape term, IEnumerable<TermPartShape> parts) => parts.All(part => term.Parts.Any(own => own.Name == part.Name));

    /// <summary>Whether a term has no numbers besides those among some parts.</summary>
    public static bool HasSameNumbers(IReadOnlyList<TermPartShape> parts, FixedTermShape other)
        => other.Parts.All(own => own.IsFactor || parts.Any(part => part.Name == own.Name));
}
