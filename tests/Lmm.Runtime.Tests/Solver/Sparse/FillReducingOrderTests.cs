using Lmm.Solver.Sparse;

namespace Lmm.Tests.Solver.Sparse;

/// <summary>The analysis of sparse patterns against elimination by the definition.</summary>
public class FillReducingOrderTests
{
    public static TheoryData<string> Kinds => RandomGraphs.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_order_has_every_node_once(string kind)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            SymmetricGraph graph = RandomGraphs.Make(kind, seed);
            Assert.Equal(Enumerable.Range(0, graph.NodeCount), MinimumDegree.Order(graph)!.Order());
        }
    }

    [Theory]
    [InlineData("path in random order")]
    [InlineData("star")]
    [InlineData("no edges")]
    public void Trees_are_eliminated_without_fill(string kind)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            SymmetricGraph graph = RandomGraphs.Make(kind, seed);
            Array.Fill(graph.Widths, 1);
            SymmetricGraph ordered = graph.Permute(MinimumDegree.Order(graph)!);
            int edges = graph.Neighbors.Length / 2;
            Assert.Equal(edges, RandomGraphs.Eliminate(ordered).Sum(static column => column.Count));
        }
    }

    [Fact]
    public void A_grid_of_30_by_30_has_less_than_a_third_of_the_fill_of_its_natural_order()
    {
        SymmetricGraph graph = RandomGraphs.Grid(new Random(1), 30);
        long ordered = RandomGraphs.Fill(graph.Permute(MinimumDegree.Order(graph)!));
        Assert.InRange(ordered, 1, RandomGraphs.Fill(graph) / 3);
    }

    [Theory]
    [InlineData("sparse random")]
    [InlineData("two factors")]
    [InlineData("local factors")]
    public void There_is_less_fill_than_in_random_orders(string kind)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            SymmetricGraph graph = RandomGraphs.Make(kind, seed);
            long ordered = RandomGraphs.Fill(graph.Permute(MinimumDegree.Order(graph)!));
            int[] shuffled = Enumerable.Range(0, graph.NodeCount).ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.InRange(ordered, 0, RandomGraphs.Fill(graph.Permute(shuffled)) * 0.7);
        }
    }

    [Fact]
    public void The_order_is_given_up_when_it_costs_more_than_allowed()
    {
        SymmetricGraph graph = RandomGraphs.Make("complete", 1);
        Assert.Null(MinimumDegree.Order(graph, mostOperations: 100));
        Assert.NotNull(MinimumDegree.Order(graph, mostOperations: 1e6));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Parents_are_the_first_rows_below_the_diagonal(string kind)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            SymmetricGraph graph = RandomGraphs.Make(kind, seed);
            IEnumerable<int> expected = RandomGraphs.Eliminate(graph).Select(static column => column.Count > 0 ? column.Min : EliminationTree.None);
            Assert.Equal(expected, EliminationTree.Parents(graph));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_postorder_keeps_subtrees_together_and_changes_no_count_of_L(string kind)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            SymmetricGraph graph = RandomGraphs.Make(kind, seed);
            SymmetricGraph ordered = graph.Permute(EliminationTree.Postorder(EliminationTree.Parents(graph)));
            int[] parents = EliminationTree.Parents(ordered);
            var sizes = new int[parents.Length];
            for (int node = 0; node < parents.Length; node++)
            {
                sizes[node]++;
                if (parents[node] != EliminationTree.None)
                {
                    Assert.InRange(node, parents[node] - Descendants(parents, parents[node]), parents[node] - 1);
                    sizes[parents[node]] += sizes[node];
                }
            }

            Assert.Equal(RandomGraphs.Fill(graph), RandomGraphs.Fill(ordered));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Column_counts_are_those_of_elimination(string kind)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            SymmetricGraph graph = RandomGraphs.Make(kind, seed);
            SymmetricGraph ordered = graph.Permute(EliminationTree.Postorder(EliminationTree.Parents(graph)));
            IEnumerable<int> expected = RandomGraphs.Eliminate(ordered).Select((column, node) => ordered.Widths[node] + column.Sum(row => ordered.Widths[row]));
            Assert.Equal(expected, EliminationTree.ColumnCounts(ordered, EliminationTree.Parents(ordered)));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Supernodes_have_all_rows_of_their_columns_and_find_them_in_the_parents_front(string kind)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            SymmetricGraph graph = RandomGraphs.Make(kind, seed);
            const int Border = 3;
            SymbolicFactor symbolic = SymbolicFactor.Analyze(graph, Border)!;
            SortedSet<int>[] columns = RandomGraphs.Eliminate(graph.Permute(symbolic.Order));
            for (int supernode = 0; supernode < symbolic.Border; supernode++)
            {
                int[] rows = symbolic.RowsOf(supernode).ToArray();
                var known = rows.ToHashSet();
                for (int node = symbolic.FirstNode[supernode]; node < symbolic.FirstNode[supernode + 1]; node++)
                {
                    Assert.All(columns[node], row => Assert.True(symbolic.SupernodeOf(row) == supernode || known.Contains(symbolic.ColumnOf(row))));
                }

                Assert.Equal(Enumerable.Range(symbolic.ColumnsOfZ, Border), rows[^Border..]);
                int parent = symbolic.Parent[supernode];
                int[] front = [.. Enumerable.Range(symbolic.FirstColumn[parent], symbolic.ColumnCount(parent)), .. symbolic.RowsOf(parent)];
                Assert.Equal(rows, symbolic.RelativeOf(supernode).ToArray().Select(place => front[place]));
            }
        }
    }

    private static int Descendants(int[] parents, int root)
    {
        int count = 0;
        for (int node = 0; node < root; node++)
        {
            int at = node;
            while (at != EliminationTree.None && at < root)
            {
                at = parents[at];
            }

            count += at == root ? 1 : 0;
        }

        return count;
    }
}
