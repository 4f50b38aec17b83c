using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Lmm;

/// <summary>The random effects of one grouping factor whose levels are values of a type: the conditional modes are found, and gone through, by them.</summary>
/// <typeparam name="TLevel">The type of the levels: that of the factor's values, or a tuple of them where it combines several factors.</typeparam>
/// <typeparam name="TModes">The conditional modes of one level.</typeparam>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "Random effects are what the field calls them.")]
public abstract class RandomEffects<TLevel, TModes> : RandomEffects, IReadOnlyCollection<(TLevel Level, TModes Modes)>
    where TLevel : notnull
    where TModes : ConditionalModes
{
    private readonly int _factors;
    private readonly Func<IReadOnlyList<string>, TLevel> _level;
    private readonly Func<TLevel, string> _text;
    private readonly bool _isClosed;
    private TLevel[]? _keys;
    private Dictionary<TLevel, int>? _places;

    /// <summary>Shares another's results; generated results derive from this class so.</summary>
    /// <param name="effects">The random effects.</param>
    /// <param name="factors">The number of factors that the grouping factor combines.</param>
    /// <param name="level">The value that levels stand for, one per factor.</param>
    /// <param name="text">The level that a value stands for.</param>
    /// <param name="isClosed">Whether the type has no values but levels, as an enum has: then one that is not in the data is an answer, not a mistake.</param>
    protected RandomEffects(RandomEffects effects, int factors, Func<IReadOnlyList<string>, TLevel> level, Func<TLevel, string> text, bool isClosed)
        : base(effects)
    {
        _factors = factors;
        _level = level;
        _text = text;
        _isClosed = isClosed;
    }

    /// <summary>The levels of the grouping factor in order, as values of their type; <see cref="RandomEffects.Levels"/> has their names.</summary>
    public IReadOnlyList<TLevel> Keys => Array.AsReadOnly(Values);

    /// <summary>The number of levels.</summary>
    public int Count => Levels.Count;

    /// <summary>
    /// The conditional modes of a level. Of a value of an enum, or a truth value, that no fitted row has they are zero, as those of any new level, and
    /// <see cref="ConditionalModes.IsInData"/> is false.
    /// </summary>
    /// <exception cref="ModelException">No fitted row has the level, which is no value of an enum; the message names the nearest levels.</exception>
    public TModes this[TLevel level]
        => TryGet(level, out TModes? modes) ? modes
            : _isClosed ? Typed(ModesOfNewLevel(_text(level)))
            : Modes(_text(level));

    /// <summary>Finds the conditional modes of a level that is in the data, without an error when it is not.</summary>
    public bool TryGet(TLevel level, [NotNullWhen(true)] out TModes? modes)
    {
        modes = Find(level) is var place && place >= 0 ? ModesAt(place) : null;
        return modes is not null;
    }

    /// <summary>True when fitted rows have the level.</summary>
    public bool Contains(TLevel level) => Find(level) >= 0;

    /// <summary>The conditional modes of a level, by its name; an unknown level is an error that names the nearest levels.</summary>
    /// <exception cref="ModelException">No level has that name.</exception>
    public new TModes Modes(string level) => Typed(base.Modes(level));

    /// <summary>The conditional modes of the level at a position in <see cref="Keys"/>.</summary>
    public new TModes ModesAt(int index) => Typed(base.ModesAt(index));

    /// <summary>The levels with their conditional modes, in order.</summary>
    public IEnumerator<(TLevel Level, TModes Modes)> GetEnumerator()
    {
        for (int level = 0; level < Count; level++)
        {
            yield return (Values[level], ModesAt(level));
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The modes of one level with the members that they have by generated code.</summary>
    protected abstract TModes Typed(ConditionalModes modes);

    private TLevel[] Values => _keys ??= [.. Enumerable.Range(0, Count).Select(level => _level(PartsOf(level, _factors)))];

    // Negative for a level that no fitted row has. Values that are not equal can stand for one level, such as a time in two time zones.
    private int Find(TLevel level)
    {
        ArgumentNullException.ThrowIfNull(level);
        Dictionary<TLevel, int> places = _places ??= Index();
        return places.TryGetValue(level, out int place) || (!IsExact && TryFindLevel(_text(level), out place)) ? place : ConditionalModes.NewLevel;
    }

    private static bool IsExact => typeof(TLevel) != typeof(DateTime) && !typeof(TLevel).IsGenericType;

    private Dictionary<TLevel, int> Index()
    {
        Dictionary<TLevel, int> places = new(Count);
        for (int level = 0; level < Count; level++)
        {
            places[Values[level]] = level;
        }

        return places;
    }
}
