using System.Diagnostics.CodeAnalysis;

namespace Lmm.Storage;

/// <summary>Lists of texts that a file has written once, such as the levels of a factor, which many of its parts name.</summary>
internal sealed class TextPool
{
    private readonly Dictionary<string[], int> _places = new(new SameTexts());
    private readonly List<string[]> _lists = [];

    /// <summary>The number of lists.</summary>
    public int Count => _lists.Count;

    /// <summary>The list at a place.</summary>
    public string[] this[int place] => _lists[place];

    /// <summary>The place of a list; false, and it is added, where it is new.</summary>
    public bool TryFind(string[] texts, out int place)
    {
        if (_places.TryGetValue(texts, out place))
        {
            return true;
        }

        Add(texts);
        return false;
    }

    /// <summary>Adds a list.</summary>
    public void Add(string[] texts)
    {
        _places.TryAdd(texts, _lists.Count);
        _lists.Add(texts);
    }

    private sealed class SameTexts : IEqualityComparer<string[]>
    {
        public bool Equals(string[]? x, string[]? y) => ReferenceEquals(x, y) || (x is not null && y is not null && x.AsSpan().SequenceEqual(y));

        public int GetHashCode([DisallowNull] string[] obj)
        {
            HashCode hash = default;
            hash.Add(obj.Length);
            foreach (string text in obj)
            {
                hash.Add(text, StringComparer.Ordinal);
            }

            return hash.ToHashCode();
        }
    }
}
