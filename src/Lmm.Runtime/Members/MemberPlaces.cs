using Lmm.Shapes;

namespace Lmm.Members;

/// <summary>
/// Where the members of one generated type find their results: each looks its name up once. A member is known by its number among those of its type.
/// </summary>
/// <param name="names">The names of the results.</param>
internal sealed class MemberPlaces(NameIndex names)
{
    private readonly Lock _growing = new();

    // Arrays are replaced, never changed, so that reading needs no lock.
    private int?[] _places = [];
    private object?[] _terms = [];

    /// <summary>The names of the results.</summary>
    public NameIndex Names => names;

    /// <summary>The place of a member's result.</summary>
    /// <exception cref="ModelException">No such name, or more than one.</exception>
    public int Find(int member, string name)
    {
        if (member < _places.Length && _places[member] is { } known)
        {
            return known;
        }

        int place = names.Find(name);
        lock (_growing)
        {
            _places = With(_places, member, place);
        }

        return place;
    }

    /// <summary>The levels of a member's term.</summary>
    public TermLevels<TLevel> Find<TLevel>(int member, Func<TermLevels<TLevel>> term)
        where TLevel : notnull
    {
        if (member < _terms.Length && _terms[member] is TermLevels<TLevel> known)
        {
            return known;
        }

        TermLevels<TLevel> levels = term();
        lock (_growing)
        {
            _terms = With(_terms, member, levels);
        }

        return levels;
    }

    private static T[] With<T>(T[] values, int place, T value)
    {
        T[] grown = new T[Math.Max(values.Length, place + 1)];
        values.CopyTo(grown, 0);
        grown[place] = value;
        return grown;
    }
}
