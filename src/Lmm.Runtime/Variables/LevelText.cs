using System.ComponentModel;
using System.Globalization;
using Lmm.Variables;

namespace Lmm;

/// <summary>Levels as values of their type and as texts, as generated code turns one into the other; enums have methods of their own.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LevelText
{
    /// <summary>The level that a value stands for.</summary>
    public static string Of<TKey>(TKey key)
        where TKey : notnull => LevelLabel.Of(key);

    /// <summary>The value that a level stands for.</summary>
    /// <exception cref="FormatException">The text is no level of such values.</exception>
    public static TKey Parse<TKey>(string level)
        where TKey : IParsable<TKey>
        => typeof(TKey) == typeof(DateTime)
            ? (TKey)(object)DateTime.ParseExact(level, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)
            : TKey.Parse(level, CultureInfo.InvariantCulture);
}
