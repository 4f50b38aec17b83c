namespace Lmm.Variables;

/// <summary>When values stand for one level: where their labels are equal.</summary>
internal static class LevelComparer
{
    /// <summary>The comparer of a type's values; null for types whose values are equal just where their labels are.</summary>
    public static IEqualityComparer<TKey>? Of<TKey>()
        => typeof(TKey) == typeof(DateTime) ? (IEqualityComparer<TKey>)(object)Times
            : typeof(TKey) == typeof(double) ? (IEqualityComparer<TKey>)(object)Numbers
            : typeof(TKey) == typeof(string[]) ? (IEqualityComparer<TKey>)(object)Texts
            : null;

    private static readonly IEqualityComparer<DateTime> Times = EqualityComparer<DateTime>.Create(
        static (first, second) => LevelLabel.Everywhere(first) is var left && LevelLabel.Everywhere(second) is var right && left == right && left.Kind == right.Kind,
        static time => LevelLabel.Everywhere(time).GetHashCode());

    private static readonly IEqualityComparer<double> Numbers = EqualityComparer<double>.Create(
        static (first, second) => LevelLabel.Of(first) == LevelLabel.Of(second),
        static number => LevelLabel.Of(number).GetHashCode(StringComparison.Ordinal));

    private static readonly IEqualityComparer<string[]> Texts = EqualityComparer<string[]>.Create(
        static (first, second) => first.AsSpan().SequenceEqual(second),
        static texts => string.Join('\n', texts).GetHashCode(StringComparison.Ordinal));
}
