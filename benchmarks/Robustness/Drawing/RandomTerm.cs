namespace Lmm.Benchmarks.Robustness.Drawing;

/// <summary>One random-effects term of a formula.</summary>
/// <param name="Effects">What varies beside the intercept: variables, or <c>poly(x, 2)</c>.</param>
/// <param name="HasIntercept">False for <c>(0 + f | g)</c>.</param>
/// <param name="Group">What it varies by: <c>g</c>, <c>g:k</c> or <c>g/k</c>.</param>
/// <param name="IsDiagonal">True for <c>||</c>.</param>
internal sealed record RandomTerm(IReadOnlyList<string> Effects, bool HasIntercept, string Group, bool IsDiagonal = false)
{
    /// <summary>An intercept that varies.</summary>
    public static RandomTerm Scalar(string group) => new([], true, group);

    /// <summary>An intercept and effects that vary.</summary>
    public static RandomTerm Slopes(string group, params string[] effects) => new(effects, true, group);

    /// <summary>The term in a formula.</summary>
    public override string ToString()
    {
        string effects = string.Join(" + ", Effects);
        string left = (HasIntercept, Effects.Count) switch
        {
            (true, 0) => "1",
            (true, _) => effects,
            (false, _) => "0 + " + effects,
        };
        return $"({left} {(IsDiagonal ? "||" : "|")} {Group})";
    }
}
