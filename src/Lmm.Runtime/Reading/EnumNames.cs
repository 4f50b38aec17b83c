using System.ComponentModel;
using System.Globalization;
using Lmm.Reading;

namespace Lmm;

/// <summary>The names of an enum's values, as generated code lists them.</summary>
/// <typeparam name="T">The enum.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EnumNames<T>
    where T : struct, Enum
{
    private readonly Dictionary<string, T> _exact = [];
    private readonly Dictionary<string, T?> _caseless = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, T> _numbers = [];
    private readonly (string? Text, T Value)[] _slots;
    private Dictionary<long, T>? _wholes;

    /// <summary>Lists the names with their values.</summary>
    public EnumNames(params ReadOnlySpan<(string Name, T Value)> names)
    {
        _slots = new (string?, T)[TextSlots.CountFor(names.Length)];
        foreach ((string name, T value) in names)
        {
            _exact[name] = value;
            _caseless[name] = _caseless.TryGetValue(name, out T? other) && !value.Equals(other) ? null : value;
            _numbers.TryAdd(value.ToString("D"), value);
        }
    }

    internal IReadOnlyCollection<string> All => _exact.Keys;

    /// <summary>The value of a name, else of a name in another case, else of a number.</summary>
    internal bool TryFind(string text, out T value)
    {
        ref (string? Text, T Value) slot = ref _slots[TextSlots.Of(text, _slots.Length)];
        if (string.Equals(slot.Text, text))
        {
            value = slot.Value;
            return true;
        }

        if (!TryLookUp(text, out value))
        {
            return false;
        }

        slot = (text, value);
        return true;
    }

    /// <summary>The value of a number.</summary>
    internal bool TryFind(long number, out T value) => (_wholes ??= Wholes()).TryGetValue(number, out value);

    private bool TryLookUp(string text, out T value)
    {
        if (_exact.TryGetValue(text, out value))
        {
            return true;
        }

        if (_caseless.TryGetValue(text, out T? caseless) && caseless is { } known)
        {
            value = known;
            return true;
        }

        return _numbers.TryGetValue(text, out value);
    }

    private Dictionary<long, T> Wholes()
    {
        Dictionary<long, T> wholes = [];
        foreach ((string text, T value) in _numbers)
        {
            if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
            {
                wholes.Add(number, value);
            }
        }

        return wholes;
    }
}
