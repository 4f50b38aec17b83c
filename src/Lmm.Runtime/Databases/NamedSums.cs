using Lmm.Cells;

namespace Lmm.Databases;

/// <summary>Joins the sums of responses that several sources have rows of.</summary>
/// <param name="sources">The sources.</param>
/// <param name="sourcesOf">Which sources have sums of a response; null for an unknown one.</param>
/// <param name="cellsOf">Makes the cells of a response; null for one that is not wanted.</param>
/// <param name="whenComplete">Takes a response whose sums are all there.</param>
internal sealed class NamedSums(NamedSource[] sources, Func<string, bool[]?> sourcesOf, Func<string, CellTable?> cellsOf, Action<string, CellTable> whenComplete)
{
    // In the order in which they came up.
    private readonly List<Waiting> _waiting = [];

    /// <summary>Reads all.</summary>
    /// <returns>False when the design has not all of the cells, or the responses are others than before.</returns>
    public bool Read()
    {
        Array.ForEach(sources, static source => source.Open());
        for (int turn = 0; Choose(turn) is var source && source >= 0; turn = source + 1)
        {
            string name = sources[source].Next!;
            if (sourcesOf(name) is not { } having || !having[source])
            {
                return false;
            }

            Waiting response = _waiting.Find(waiting => waiting.Name == name) ?? Begin(name, having);
            if (!response.Owing[source] || !sources[source].Read(response.Cells))
            {
                return false;
            }

            response.Owing[source] = false;
            if (!response.Owing.Contains(true))
            {
                _waiting.Remove(response);
                if (response.Cells is { } cells)
                {
                    whenComplete(name, cells);
                }
            }
        }

        return _waiting.Count == 0;
    }

    private Waiting Begin(string name, bool[] having)
    {
        Waiting response = new(name, cellsOf(name), [.. having]);
        _waiting.Add(response);
        return response;
    }

    // A source that owes the response which waits longest; else the next that is not at its end; -1 when all are.
    private int Choose(int turn)
    {
        bool[]? owing = _waiting.FirstOrDefault()?.Owing;
        for (int step = 0; step < sources.Length; step++)
        {
            int source = (turn + step) % sources.Length;
            if (sources[source].Next is not null && (owing is null || owing[source]))
            {
                return source;
            }
        }

        return -1;
    }

    /// <summary>The number of responses that wait.</summary>
    public override string ToString() => FormattableString.Invariant($"{_waiting.Count} responses wait");

    private sealed record Waiting(string Name, CellTable? Cells, bool[] Owing);
}
