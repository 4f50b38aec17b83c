using System.Globalization;

namespace Lmm;

/// <summary>How far work on many things is: fits of many responses, refits of a bootstrap, limits of profiles.</summary>
public readonly record struct FitProgress
{
    internal FitProgress(int done, int total)
    {
        Done = done;
        Total = total;
    }

    /// <summary>The number that are done.</summary>
    public int Done { get; }

    /// <summary>The number there are.</summary>
    public int Total { get; }

    /// <summary>How many of how many are done.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Done} of {Total}");
}
