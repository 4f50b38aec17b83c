using Lmm.Covariance;
using Lmm.Solver;

namespace Lmm.Tests.Solver;

/// <summary>What is said of singular covariance matrices, for Λ made by hand: row i is effect i in terms of independent directions.</summary>
public class MissingDirectionTests
{
    private static readonly string[] Names = ["a", "b", "c", "d"];

    [Fact]
    public void Full_rank_lacks_nothing()
        => Assert.Empty(Describe(Names, [[2, 0, 0, 0], [1, 1, 0, 0], [0, 3, 1e-5, 0], [1, 1, 1, 4]]));

    [Fact]
    public void Rank_zero_is_said_by_variances()
        => Assert.Equal(
            ["g: the variance of a is zero", "g: the variance of b is zero", "g: the variance of c is zero", "g: the variance of d is zero"],
            Describe(Names, [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]));

    // Standard deviations of 2, 6, 1 and 0: their size has no say.
    [Fact]
    public void Rank_one_is_said_by_correlations_with_one_effect()
        => Assert.Equal(
            ["g: the variance of d is zero", "g: the correlation of b with a is 1", "g: the correlation of c with a is -1"],
            Describe(Names, [[2, 0, 0, 0], [6, 0, 0, 0], [-1, 0, 0, 0], [0, 0, 0, 0]]));

    [Fact]
    public void Two_pairs_are_two_correlations()
        => Assert.Equal(
            ["g: the correlation of b with a is 1", "g: the correlation of d with c is -1"],
            Describe(Names, [[2, 0, 0, 0], [6, 0, 0, 0], [3, 0, 4, 0], [-3e8, 0, -4e8, 0]]));

    // b = 3 u1 + 4 u2 and a, c along u1, u2: b/5 = 0.6 a/1 + 0.8 c/2 and d is free.
    [Fact]
    public void Three_effects_in_two_dimensions_lack_one_direction()
        => Assert.Equal(
            "the covariance of g has rank 3 of 4; in standardised effects the direction 0.71 b - 0.57 c - 0.42 a has no variance",
            Assert.Single(Describe(Names, [[1, 0, 0, 0], [3, 4, 0, 0], [0, 2, 0, 0], [1, 1, 0, 1]])));

    [Fact]
    public void The_units_of_an_effect_do_not_matter()
    {
        double[][] lambda = [[1, 0, 0, 0], [0.3, 0.4, 0, 0], [0.2, 2, 0, 0], [1, 1, 0, 1]];
        string[] sentences = Describe(Names, lambda);
        Assert.Contains("rank 3 of 4", Assert.Single(sentences), StringComparison.Ordinal);
        for (int effect = 0; effect < 4; effect++)
        {
            double[][] scaled = [.. lambda.Select((row, index) => index == effect ? Array.ConvertAll(row, static value => value * 1e7) : row)];
            Assert.Equal(sentences, Describe(Names, scaled));
        }
    }

    // a and b are free, c is a's copy and d is not along any one of them.
    [Fact]
    public void A_pair_beside_a_larger_direction_is_one_of_the_directions()
        => Assert.Equal(
            "the covariance of g has rank 2 of 4; in standardised effects the directions (0.71 a - 0.71 c) and (0.71 d - 0.57 b - 0.42 a) have no variance",
            Assert.Single(Describe(Names, [[1, 0, 0, 0], [0, 1, 0, 0], [2, 0, 0, 0], [6, 8, 0, 0]])));

    [Fact]
    public void Effects_without_variance_come_first_and_are_in_no_direction()
    {
        string[] effects = ["a", "b", "none", "c"];
        Assert.Equal(
            ["g: the variance of none is zero", "the covariance of g has rank 2 of 4; in standardised effects the direction 0.71 c - 0.57 b + 0.42 a has no variance"],
            Describe(effects, [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0], [-3, 4, 0, 0]]));
    }

    // 0.03 of a third effect: without it there is a variance of 0.0009.
    [Fact]
    public void Coefficients_that_hardly_matter_are_left_out()
        => Assert.Equal(
            "the covariance of g has rank 3 of 4; in standardised effects the direction 0.71 a - 0.71 c has no variance",
            Assert.Single(Describe(Names, [[1, 0, 0, 0], [0, 1, 0, 0], [1, 0.03, 0, 0], [0, 0, 0, 1]])));

    [Fact]
    public void Thirty_effects_are_said_in_a_line()
    {
        string[] effects = [.. Enumerable.Range(0, 30).Select(effect => "x" + effect)];
        string sentence = Assert.Single(Describe(effects, OfRank(new Random(7), 30, 11)));
        Assert.StartsWith("the covariance of g has rank 11 of 30; in standardised effects the directions (", sentence, StringComparison.Ordinal);
        Assert.EndsWith(" more) and 16 more directions have no variance", sentence, StringComparison.Ordinal);
        Assert.InRange(sentence.Length, 100, 350);

        double[][] copies = [.. Enumerable.Range(0, 30).Select(effect => new double[30])];
        Array.ForEach(copies, static row => row[0] = 1);
        Assert.Equal(
            "the covariance of g has rank 1 of 30; in standardised effects the directions (0.71 x0 - 0.71 x1), (0.71 x0 - 0.71 x2), (0.71 x0 - 0.71 x3) and 26 more directions have no variance",
            Assert.Single(Describe(effects, copies)));

        double[][] one = [.. Enumerable.Range(0, 30).Select(effect => new double[30])];
        one[7][7] = 1;
        Assert.Equal("g: the variances of x0, x1, x2, x3 and 25 more are zero", Assert.Single(Describe(effects, one)));
    }

    // Each direction has no variance: 1e-9 is rounding in Λ of condition 1e3; and k − rank of them are independent, as each has an effect of its own.
    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(30)]
    public void Directions_have_no_variance(int effects)
    {
        for (int seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            int rank = random.Next(0, effects);
            double[][] rows = OfRank(random, effects, rank);
            if (seed % 3 == 0)
            {
                rows = [.. rows.Select((row, effect) => effect % 4 == 3 ? new double[effects] : row)];
            }

            double[,] lambda = Canonical(rows);
            var missing = new MissingDirections(lambda);
            Assert.Equal(effects, missing.Rank + missing.WithoutVariance.Length + missing.Exact.Length);
            Assert.All(missing.Exact, direction =>
            {
                Assert.Equal(1, direction.Sum(static coefficient => coefficient * coefficient), 1e-12);
                Assert.InRange(missing.Variance(direction), 0, 1e-9);
                Assert.True(direction.Count(static coefficient => coefficient != 0) <= missing.Rank + 1);
                Assert.All(missing.WithoutVariance, effect => Assert.Equal(0, direction[effect]));
            });
            Assert.All(missing.Readable, direction => Assert.InRange(missing.Variance(direction), 0, 1e-3));
            Assert.Equal(missing.Exact.Length, missing.Exact.Count(direction => Enumerable.Range(0, effects).Any(effect =>
                direction[effect] != 0 && missing.Exact.Count(other => other[effect] != 0) == 1)));
        }
    }

    [Fact]
    public void A_diagonal_structure_has_variances_of_zero_only()
        => Assert.Equal(["g: the variance of b is zero"], Describe(Names, [[2, 0, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 3]]));

    private static string[] Describe(string[] effects, double[][] rows) => [.. SingularDirection.Describe("g", effects, Canonical(rows))];

    // Effects of sizes over six orders of magnitude as combinations of so many independent ones.
    private static double[][] OfRank(Random random, int effects, int rank)
        => [.. Enumerable.Range(0, effects).Select(_ =>
        {
            double size = Math.Pow(10, random.Next(-3, 4));
            return Enumerable.Range(0, effects).Select(column => column < rank ? size * RandomDesigns.Normal(random) : 0).ToArray();
        })];

    private static double[,] Canonical(double[][] rows)
    {
        int k = rows.Length;
        double[] lambda = new double[k * k];
        CanonicalFactor.Write([.. rows.SelectMany(static row => row)], k, lambda, new double[k * k]);
        var square = new double[k, k];
        Buffer.BlockCopy(lambda, 0, square, 0, lambda.Length * sizeof(double));
        return square;
    }
}
