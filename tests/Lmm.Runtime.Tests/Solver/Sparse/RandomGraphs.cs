using Lmm.Solver.Sparse;

namespace Lmm.Tests.Solver.Sparse;

/// <summary>Graphs of many kinds, and what their elimination does by the definition.</summary>
internal static class RandomGraphs
{
    public static TheoryData<string> Kinds => new(Makers.Keys);

    private static readonly Dictionary<string, Func<Random, SymmetricGraph>> Makers = new()
    {
        ["no edges"] = static random => Of(random, 12, []),
        ["one node"] = static random => Of(random, 1, []),
        ["path in random order"] = static random => Of(random, 60, Path(Shuffled(random, 60))),
        ["complete"] = static random => Of(random, 25, Enumerable.Range(0, 25).SelectMany(static row => Enumerable.Range(0, row).Select(column => (row, column)))),
        ["star"] = static random => Of(random, 80, Enumerable.Range(1, 79).Select(static leaf => (leaf, 0))),
        ["grid"] = static random => Grid(random, 12),
        ["sparse random"] = static random => Of(random, 120, Enumerable.Range(0, 180).Select(_ => (random.Next(120), random.Next(120)))),
        ["dense random"] = static random => Of(random, 60, Enumerable.Range(0, 900).Select(_ => (random.Next(60), random.Next(60)))),
        ["two factors"] = static random => Of(random, 110, Enumerable.Range(0, 260).Select(_ => (random.Next(80), 80 + random.Next(30)))),
        ["local factors"] = static random => Of(random, 150, Enumerable.Range(0, 400).Select(_ =>
        {
            int level = random.Next(100);
            return (level, 100 + Math.Clamp((level / 2) + random.Next(-2, 3), 0, 49));
        })),
    };

    public static SymmetricGraph Make(string kind, int seed) => Makers[kind](new Random(seed));

    public static SymmetricGraph Grid(Random random, int side) => Of(
        random,
        side * side,
        Enumerable.Range(0, side * side).SelectMany(node => new[] { (node, node % side == side - 1 ? node : node + 1), (node, node + side < side * side ? node + side : node) }));

    /// <summary>For every node in the order of elimination the later nodes in its column of L, by eliminating one after the other.</summary>
    public static SortedSet<int>[] Eliminate(SymmetricGraph graph)
    {
        var columns = new SortedSet<int>[graph.NodeCount];
        for (int node = 0; node < columns.Length; node++)
        {
            columns[node] = [.. graph.NeighborsOf(node).ToArray().Where(other => other > node)];
        }

        foreach (SortedSet<int> column in columns)
        {
            if (column.Count > 0)
            {
                columns[column.Min].UnionWith(column.Skip(1));
            }
        }

        return columns;
    }

    /// <summary>The entries of L, blocks counted by their widths.</summary>
    public static long Fill(SymmetricGraph graph)
        => Eliminate(graph).Select((column, node) => (long)graph.Widths[node] * column.Sum(row => (long)graph.Widths[row])).Sum();

    private static SymmetricGraph Of(Random random, int count, IEnumerable<(int First, int Second)> edges)
    {
        var neighbors = new SortedSet<int>[count];
        for (int node = 0; node < count; node++)
        {
            neighbors[node] = [];
        }

        foreach ((int first, int second) in edges)
        {
            if (first != second)
            {
                neighbors[first].Add(second);
                neighbors[second].Add(first);
            }
        }

        var start = new int[count + 1];
        for (int node = 0; node < count; node++)
        {
            start[node + 1] = start[node] + neighbors[node].Count;
        }

        int[] widths = Enumerable.Range(0, count).Select(_ => 1 + random.Next(3)).ToArray();
        return new SymmetricGraph(start, neighbors.SelectMany(static own => own).ToArray(), widths);
    }

    private static IEnumerable<(int First, int Second)> Path(int[] nodes) => nodes.Zip(nodes.Skip(1));

    private static int[] Shuffled(Random random, int count)
    {
        int[] values = Enumerable.Range(0, count).ToArray();
        random.Shuffle(values);
        return values;
    }
}
