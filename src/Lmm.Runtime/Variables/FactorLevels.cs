using System.ComponentModel;
using Lmm.Variables;

namespace Lmm;

/// <summary>The levels of a factor of the rows that were fitted, by values of their type: what generated code looks up to predict a row.</summary>
/// <typeparam name="TKey">The type of the values.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FactorLevels<TKey>
    where TKey : notnull
{
    private const int Unknown = -1;
    private const int Undeclared = -2;

    private readonly Dictionary<TKey, int> _codes = new(LevelComparer.Of<TKey>());
    private readonly bool _isDeclared;

    /// <summary>Indexes the levels.</summary>
    /// <param name="fitted">The levels that fitted rows have.</param>
    /// <param name="declared">The levels that are declared; none where the data tell them.</param>
    /// <param name="key">The value that a level stands for.</param>
    internal FactorLevels(string[] fitted, IEnumerable<string> declared, Func<string, TKey> key)
    {
        for (int code = 0; code < fitted.Length; code++)
        {
            _codes[key(fitted[code])] = code;
        }

        foreach (string level in declared)
        {
            _isDeclared = true;
            _codes.TryAdd(key(level), Unknown);
        }
    }

    /// <summary>The code of a value among the fitted levels; negative where no fitted row has it, and for null.</summary>
    public int Code(TKey? key)
        => key is null ? Unknown
            : _codes.TryGetValue(key, out int code) ? code
            : _isDeclared ? Undeclared : Unknown;

    /// <summary>The number of levels.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_codes.Count} levels");
}
