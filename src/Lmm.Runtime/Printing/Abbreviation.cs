using System.Text;

namespace Lmm.Printing;

/// <summary>Short names as R's <c>abbreviate</c> makes them.</summary>
internal static class Abbreviation
{
    /// <summary>
    /// Abbreviates names to a length, longer where names would become equal: lower-case vowels go first, from the end,
    /// then lower-case letters, then anything but the first character of a word.
    /// </summary>
    /// <param name="names">The names.</param>
    /// <param name="length">The length aimed at.</param>
    public static string[] Abbreviate(IReadOnlyList<string> names, int length)
    {
        string[] distinct = [.. names.Select(name => name.Trim(' ')).Distinct()];
        string[] shortened = new string[distinct.Length];
        bool[] pending = new bool[distinct.Length];
        Array.Fill(pending, true);
        for (int aim = length; pending.Contains(true); aim++)
        {
            for (int i = 0; i < distinct.Length; i++)
            {
                shortened[i] = pending[i] ? Shorten(distinct[i], aim) : shortened[i];
            }

            // Every member of a set of equal abbreviations becomes longer.
            pending = [.. shortened.Select(text => shortened.Count(other => other == text) > 1)];
        }

        Dictionary<string, string> byName = distinct.Zip(shortened).ToDictionary(pair => pair.First, pair => pair.Second);
        return [.. names.Select(name => byName[name.Trim(' ')])];
    }

    private static string Shorten(string name, int length)
    {
        StringBuilder text = new(name);
        Strip(text, length, i => IsVowel(text[i]) && IsWordEnd(text, i));
        Strip(text, length, i => IsVowel(text[i]) && !IsWordStart(text, i));
        Strip(text, length, i => char.IsLower(text[i]) && IsWordEnd(text, i));
        Strip(text, length, i => char.IsLower(text[i]) && !IsWordStart(text, i));
        Strip(text, length, i => !IsWordStart(text, i) && !char.IsWhiteSpace(text[i]));
        if (text.Length > length)
        {
            for (int i = text.Length - 1; i > 0; i--)
            {
                if (char.IsWhiteSpace(text[i]))
                {
                    text.Remove(i, 1);
                }
            }
        }

        return text.ToString();
    }

    // Removes characters from the end until the length, spaces not counted, is reached; never the first.
    private static void Strip(StringBuilder text, int length, Predicate<int> removable)
    {
        for (int i = text.Length - 1; i > 0 && VisibleLength(text) > length; i--)
        {
            if (removable(i))
            {
                text.Remove(i, 1);
            }
        }
    }

    private static int VisibleLength(StringBuilder text)
    {
        int spaces = 0;
        for (int i = 1; i < text.Length; i++)
        {
            spaces += char.IsWhiteSpace(text[i]) ? 1 : 0;
        }

        return text.Length - spaces;
    }

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u';

    private static bool IsWordStart(StringBuilder text, int i) => char.IsWhiteSpace(text[i - 1]);

    private static bool IsWordEnd(StringBuilder text, int i)
        => !char.IsWhiteSpace(text[i - 1]) && (i == text.Length - 1 || char.IsWhiteSpace(text[i + 1]));
}
