namespace Lmm.Reading;

/// <summary>Makes equal texts one object.</summary>
internal sealed class SharedTexts
{
    // So many texts in a row that were one object already show that who gives them sees to it.
    private const int Enough = 4096;

    private readonly HashSet<string> _all = [];
    private string?[] _slots = new string?[TextSlots.CountFor(0)];
    private int _same;

    /// <summary>The one object of a text.</summary>
    public string Of(string text)
    {
        if (_same > Enough)
        {
            return text;
        }

        string? known = _slots[TextSlots.Of(text, _slots.Length)];
        if (ReferenceEquals(known, text))
        {
            _same++;
            return text;
        }

        return known is not null && known == text ? Shared(known) : LookUp(text);
    }

    private string Shared(string known)
    {
        _same = 0;
        return known;
    }

    private string LookUp(string text)
    {
        if (!_all.TryGetValue(text, out string? known))
        {
            known = text;
            _all.Add(text);
            if (TextSlots.CountFor(_all.Count) > _slots.Length)
            {
                _slots = new string?[TextSlots.CountFor(_all.Count)];
            }
        }

        _same = ReferenceEquals(known, text) ? _same : 0;
        _slots[TextSlots.Of(text, _slots.Length)] = known;
        return known;
    }
}
