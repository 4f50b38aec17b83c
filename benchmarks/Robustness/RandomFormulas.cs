using System.Diagnostics.CodeAnalysis;

namespace Lmm.Benchmarks.Robustness;

/// <summary>Texts that a parser may meet: any characters, pieces of formulas in any order, and damaged formulas.</summary>
/// <param name="seed">What the texts depend on: the same seed gives the same texts.</param>
[SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "The same seed must give the same texts.")]
internal sealed class RandomFormulas(int seed)
{
    private static readonly string[] Pieces =
    [
        "y", "x", "z", "n", "f", "k", "g", "h", "id", "nope", "~", " ~ ", "+", "-", "*", "/", ":", "^", "**", "%in%", "%", "(", ")", "(", ")", "|", "||",
        ",", "=", "`", "\"", "'", "\\", ".", "0", "1", "2", "3", "1e9", "2x", " ", "\n", "\t", "I(", "log(", "exp(", "offset(", "poly(", "bs(", "ns(",
        "scale(", "center(", "factor(", "relevel(", "C(", "ref = ", "df = ", "knots = ", "c(", "(1 | ", "(0 + ", "$", "é", "\U0001F600", "\uD800", "\0", "{0}",
    ];

    private static readonly string[] Valid =
    [
        "y ~ x * f + (x | g)", "log(y) ~ I(x^2) + log(n + 1) + (1 | g/h) + offset(z)", "y ~ 0 + (x + z + f)^2 - x:z + (x || g) + (0 + f | h)",
        "y/n ~ x %in% f + (1 | g:h)", "y ~ poly(x, 2):f + ns(z, df = 3) + (1 | g)", "y ~ . - id + (1 | g)", "y ~ relevel(f, ref = \"B\") + C(k, sum) + (x + f || g)",
        "y ~ a*b + a:b + (1 | g) + (x | g)",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next text.</summary>
    public string Next() => _random.Next(3) switch
    {
        0 => string.Concat(Enumerable.Range(0, _random.Next(40)).Select(_ => (char)_random.Next(_random.Next(4) == 0 ? 0x10000 : 0x80))),
        1 => string.Concat(Enumerable.Range(0, _random.Next(30)).Select(_ => Pick(Pieces))),
        _ => Enumerable.Range(0, _random.Next(6)).Aggregate(Pick(Valid), (text, _) => Wound(text)),
    };

    private string Wound(string text)
    {
        int start = _random.Next(text.Length + 1);
        return text.Remove(start, Math.Min(_random.Next(7), text.Length - start)).Insert(start, Pick(Pieces));
    }

    private string Pick(string[] texts) => texts[_random.Next(texts.Length)];
}
