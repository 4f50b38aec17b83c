using System.Globalization;

namespace Lmm;

/// <summary>How far the fits of many responses are.</summary>
public readonly record struct FitProgress
{
    internal FitProgress(int done, int total)
    {
        Done = done;
        Total = total;
    }

    /// <summary>The number of responses that are done.</summary>
    public int Done { get; }

    /// <summary>The number of responses.</summary>
    public int Total { get; }

    /// <summary>How many of how many are done.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Done} of {Total}");
}
