using System.Text.RegularExpressions;

namespace Lmm.Benchmarks.Robustness.Measuring;

/// <summary>A random term as lme4 names it.</summary>
/// <param name="Group">The grouping factors that it crosses.</param>
/// <param name="Effects">The names of its effects.</param>
internal sealed partial record ReferenceTerm(string[] Group, string[] Effects)
{
    /// <summary>The number of elements of θ that belong to it.</summary>
    public int ThetaCount => Effects.Length * (Effects.Length + 1) / 2;

    /// <summary>True for the same factors in whatever order.</summary>
    public bool IsOn(string group) => Group.Order().SequenceEqual(group.Split(':').Order());

    /// <summary>Reads terms such as <c>k:g[17]{(Intercept),x};g[6]{(Intercept),poly(x, 2)1}</c>.</summary>
    public static ReferenceTerm[] ReadAll(string text) => Term().Matches(text)
        .Select(match => new ReferenceTerm(match.Groups["group"].Value.Split(':'), Comma().Split(match.Groups["effects"].Value)))
        .ToArray();

    [GeneratedRegex(@"(?<group>[^;\[]+)\[\d+\]\{(?<effects>[^}]*)\}")]
    private static partial Regex Term();

    // The comma within poly(x, 2) is followed by a space.
    [GeneratedRegex(",(?! )")]
    private static partial Regex Comma();
}
