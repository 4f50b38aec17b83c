using System.ComponentModel;

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
    private string? _lastText;
    private T _lastValue;

    /// <summary>Lists the names with their values.</summary>
    public EnumNames(params ReadOnlySpan<(string Name, T Value)> names)
    {
        foreach ((string name, T value) in names)
        {
            _exact[name] = value;
            _caseless[name] = _caseless.TryGetValue(name, out T? other) && !value.Equals(other) ? null : value;
            _numbers.TryAdd(value.ToString("D"), value);
        }
    }

    internal IReadOnlyCollection<string> All => _exact.Keys;

    internal bool TryFind(string text, out T value)
    {
        if (ReferenceEquals(text, _lastText))
        {
            value = _lastValue;
            return true;
        }

        if (!_exact.TryGetValue(text, out value))
        {
            if (_caseless.TryGetValue(text, out T? caseless) && caseless is { } known)
            {
                value = known;
            }
            else if (!_numbers.TryGetValue(text, out value))
            {
                return false;
            }
        }

        _lastText = text;
        _lastValue = value;
        return true;
    }
}
