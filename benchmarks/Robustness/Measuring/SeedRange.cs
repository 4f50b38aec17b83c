using System.Globalization;

namespace Lmm.Benchmarks.Robustness.Measuring;

/// <summary>The seeds of a run: all, one, or <c>first..last</c>.</summary>
internal sealed record SeedRange(int First, int Last)
{
    /// <summary>True for one seed.</summary>
    public bool IsSingle => First == Last;

    /// <summary>Reads a seed or a range; null when the text is neither.</summary>
    public static SeedRange? Read(string text)
    {
        string[] ends = text.Split("..");
        return ends.Length <= 2 && int.TryParse(ends[0], CultureInfo.InvariantCulture, out int first) && int.TryParse(ends[^1], CultureInfo.InvariantCulture, out int last)
            && first >= 1 && last >= first ? new(first, last) : null;
    }

    /// <summary>Computes something of every seed, on all cores; the results are in the order of the seeds.</summary>
    public T[] Map<T>(Func<int, T> compute)
    {
        var results = new T[Last - First + 1];
        Parallel.For(0, results.Length, index => results[index] = compute(First + index));
        return results;
    }
}
