using System.Text.Json;
using Lmm.Adjustments;
using Lmm.Distributions;
using Lmm.Tests.Results;

namespace Lmm.Tests.Inference;

/// <summary>Families of contrasts against emmeans 1.8.4-1 and mvtnorm 1.1-3 (tests/reference/adjustments.R).</summary>
public class AdjusterTests
{
    private static readonly JsonElement Reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Inference", "Reference", "adjustments.json"))).RootElement;

    public static TheoryData<string> Families => [.. Reference.EnumerateObject().Select(static family => family.Name)];

    [Theory]
    [MemberData(nameof(Families))]
    public void P_values_and_critical_values_are_those_of_emmeans(string name)
    {
        JsonElement family = Reference.GetProperty(name);
        foreach (MultiplicityAdjustment adjustment in (MultiplicityAdjustment[])[MultiplicityAdjustment.None, MultiplicityAdjustment.Bonferroni, MultiplicityAdjustment.Holm, MultiplicityAdjustment.Sidak])
        {
            JsonElement expected = family.GetProperty(adjustment.ToString().ToLowerInvariant());
            var adjuster = new Adjuster(adjustment, Family(family));
            Assert.All(Numbers(expected, "p").Zip(adjuster.PValues()), static pair => Assert.Equal(pair.First, pair.Second, 1e-7 * Math.Max(pair.First, 1e-3)));
            NumericAssert.Close(Numbers(expected, "critical"), adjuster.CriticalValues(family.GetProperty("level").GetDouble()), 1e-7);
        }
    }

    // R's ptukey is off by 3e-7 for five degrees of freedom, and its qtukey stops at a step below 1e-4, so that quantiles are led back to their tails.
    [Theory]
    [MemberData(nameof(Families))]
    public void Tukeys_are_those_of_emmeans_as_far_as_these_are_right(string name)
    {
        JsonElement family = Reference.GetProperty(name);
        if (!family.TryGetProperty("tukey", out JsonElement expected))
        {
            return;
        }

        var adjuster = new Adjuster(MultiplicityAdjustment.Tukey, Family(family));
        double level = family.GetProperty("level").GetDouble();
        double[] critical = adjuster.CriticalValues(level);
        Assert.All(Numbers(expected, "p").Zip(adjuster.PValues()), static pair => Assert.Equal(pair.First, pair.Second, 5e-7));
        NumericAssert.Close(Numbers(expected, "critical"), critical, 1e-5);
        Assert.All(new Adjuster(MultiplicityAdjustment.Tukey, Family(family) with { Statistics = critical }).PValues(), p => Assert.Equal(1 - level, p, 1e-12));
    }

    // mvtnorm takes whole degrees of freedom, and tells an error of its own; in tails below 1e-7 it finds less than what one of the statistics has, and tells less.
    [Theory]
    [MemberData(nameof(Families))]
    public void Joint_p_values_are_those_of_mvtnorm_up_to_both_errors(string name)
    {
        JsonElement family = Reference.GetProperty(name);
        if (!family.TryGetProperty("multivariate", out JsonElement expected))
        {
            return;
        }

        ContrastFamily whole = Family(family) with { DegreesOfFreedom = [.. Numbers(family, "df").Select(static degrees => Math.Round(degrees))] };
        var adjuster = new Adjuster(MultiplicityAdjustment.MultivariateT, whole);
        var joint = new MultivariateT(whole.Correlations!);
        Assert.All(adjuster.PValues().Index(), row =>
        {
            (double probability, double error) = joint.UpperTail(Math.Abs(whole.Statistics[row.Index]), whole.DegreesOfFreedom[row.Index]);
            Assert.Equal(probability, row.Item);
            Assert.Equal(Numbers(expected, "p")[row.Index], probability, 3e-7 + (2 * (error + Numbers(expected, "error")[row.Index])));
            Assert.InRange(error, 0, 3e-5);
        });
        double level = family.GetProperty("level").GetDouble();
        double[] critical = adjuster.CriticalValues(level);
        Assert.All(new Adjuster(MultiplicityAdjustment.MultivariateT, whole with { Statistics = critical }).PValues(), value => Assert.Equal(1 - level, value, 1e-12));
    }

    [Fact]
    public void Comparisons_with_a_control_are_exact_whether_groups_are_of_one_size_or_not()
    {
        ContrastFamily family = Family(Reference.GetProperty("onewayControl"));
        Assert.Equal("P-values are adjusted by the multivariate t distribution of 3 contrasts.", new Adjuster(MultiplicityAdjustment.MultivariateT, family).PValueNote);
    }

    [Fact]
    public void Notes_tell_method_and_size_and_whose_intervals_Holms_are()
    {
        ContrastFamily family = Family(Reference.GetProperty("linearPairs"));
        (MultiplicityAdjustment, string, string)[] cases =
        [
            (MultiplicityAdjustment.None, "P-values are not adjusted for 6 contrasts.", "Intervals are not adjusted for 6 contrasts."),
            (MultiplicityAdjustment.Tukey, "P-values are adjusted by Tukey's method for all pairs of 4 estimates.", "Intervals are adjusted by Tukey's method for all pairs of 4 estimates."),
            (MultiplicityAdjustment.Bonferroni, "P-values are adjusted by Bonferroni's method for 6 contrasts.", "Intervals are adjusted by Bonferroni's method for 6 contrasts."),
            (MultiplicityAdjustment.Holm, "P-values are adjusted by Holm's method for 6 contrasts.", "Intervals are adjusted by Bonferroni's method for 6 contrasts; Holm's has none of its own."),
            (MultiplicityAdjustment.Sidak, "P-values are adjusted by Šidák's method for 6 contrasts.", "Intervals are adjusted by Šidák's method for 6 contrasts."),
        ];
        Assert.All(cases, expected =>
        {
            var adjuster = new Adjuster(expected.Item1, family);
            Assert.Equal((expected.Item2, expected.Item3), (adjuster.PValueNote, adjuster.IntervalNote(0.95)));
        });
    }

    [Fact]
    public void A_joint_distribution_in_many_dimensions_tells_its_error()
    {
        var adjuster = new Adjuster(MultiplicityAdjustment.MultivariateT, Family(Reference.GetProperty("cakeTemperature")));
        Assert.Matches("^P-values are adjusted by the multivariate t distribution of 15 contrasts, with an error below 1e-[4-7]\\.$", adjuster.PValueNote);
        Assert.Matches("^Intervals are adjusted by the multivariate t distribution of 15 contrasts, with an error below 1e-[4-7]\\.$", adjuster.IntervalNote(0.95));
    }

    [Theory]
    [InlineData(MultiplicityAdjustment.Tukey)]
    [InlineData(MultiplicityAdjustment.Bonferroni)]
    [InlineData(MultiplicityAdjustment.Holm)]
    [InlineData(MultiplicityAdjustment.Sidak)]
    [InlineData(MultiplicityAdjustment.MultivariateT)]
    public void What_is_not_estimable_does_not_count(MultiplicityAdjustment adjustment)
    {
        // Of four means, the last has no cell: the three pairs of the others are the family.
        double nan = double.NaN;
        var four = new ContrastFamily("m", [2.1, -1.4, nan, 0.3, nan, nan], [8, 8, nan, 8, nan, nan])
        {
            Pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)],
            Correlations = new[,] { { 1, 0.5, nan, -0.5, nan, nan }, { 0.5, 1, nan, 0.5, nan, nan }, { nan, nan, nan, nan, nan, nan }, { -0.5, 0.5, nan, 1, nan, nan }, { nan, nan, nan, nan, nan, nan }, { nan, nan, nan, nan, nan, nan } },
        };
        var three = new ContrastFamily("m", [2.1, -1.4, 0.3], [8, 8, 8]) { Pairs = [(0, 1), (0, 2), (1, 2)], Correlations = new[,] { { 1, 0.5, -0.5 }, { 0.5, 1, 0.5 }, { -0.5, 0.5, 1 } } };
        Adjuster part = new(adjustment, four);
        Adjuster whole = new(adjustment, three);
        Assert.Equal(3, part.Size);
        Assert.Equal([whole.PValues()[0], whole.PValues()[1], nan, whole.PValues()[2], nan, nan], part.PValues());
        Assert.Equal([whole.CriticalValues(0.9)[0], whole.CriticalValues(0.9)[1], nan, whole.CriticalValues(0.9)[2], nan, nan], part.CriticalValues(0.9));
        Assert.Equal((whole.PValueNote, whole.IntervalNote(0.9)), (part.PValueNote, part.IntervalNote(0.9)));
    }

    // Kenward and Roger's degrees of freedom may be below zero: the contrast was asked for and counts.
    [Fact]
    public void A_contrast_without_a_distribution_counts_and_has_no_p_value()
    {
        var adjuster = new Adjuster(MultiplicityAdjustment.Holm, new ContrastFamily("m", [3, 2, 1], [8, -1, double.PositiveInfinity]));
        double[] plain = new Adjuster(MultiplicityAdjustment.None, new ContrastFamily("m", [3, 2, 1], [8, -1, double.PositiveInfinity])).PValues();
        Assert.Equal([3 * plain[0], double.NaN, 2 * plain[2]], adjuster.PValues());
        Assert.Equal(double.NaN, adjuster.CriticalValues(0.95)[1]);
    }

    [Fact]
    public void One_contrast_needs_no_adjustment()
    {
        var adjuster = new Adjuster(MultiplicityAdjustment.Tukey, new ContrastFamily("m", [2.0], [10]) { Pairs = [(4, 1)] });
        NumericAssert.Close(0.07338803477074, adjuster.PValues()[0], 1e-12);
        Assert.Equal("A family of one contrast needs no adjustment.", adjuster.PValueNote);
    }

    [Fact]
    public void Tukeys_method_is_refused_where_contrasts_are_not_all_pairs()
    {
        ContrastFamily[] others =
        [
            new("m", [1, 2], [5, 5]),
            new("m", [1, 2], [5, 5]) { Pairs = [(0, 1), (0, 2)] },
            new("m", [1, 2, 3], [5, 5, 5]) { Pairs = [(0, 1), (0, 2), (1, 0)] },
        ];
        Assert.All(others, static family =>
        {
            ModelException fault = Assert.Throws<ModelException>(() => new Adjuster(MultiplicityAdjustment.Tukey, family));
            Assert.Equal(LmmErrorCode.NotAvailable, fault.Code);
            Assert.StartsWith("m: Tukey's adjustment is for all pairs of a set of means", fault.Message, StringComparison.Ordinal);
            Assert.Contains("MultivariateT", fault.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_joint_distribution_of_too_many_contrasts_is_refused()
    {
        double[] many = [.. Enumerable.Repeat(1.0, Adjuster.MostJoint + 1)];
        Assert.Equal(LmmErrorCode.TooLarge, Assert.Throws<ModelException>(() => new Adjuster(MultiplicityAdjustment.MultivariateT, new ContrastFamily("m", many, many))).Code);
    }

    [Fact]
    public void Small_p_values_keep_their_digits()
    {
        var family = new ContrastFamily("m", [40, 12], [30, 30]) { Correlations = new[,] { { 1, 0.2 }, { 0.2, 1 } } };
        double[] plain = new Adjuster(MultiplicityAdjustment.None, family).PValues();
        foreach (MultiplicityAdjustment adjustment in (MultiplicityAdjustment[])[MultiplicityAdjustment.Bonferroni, MultiplicityAdjustment.Sidak, MultiplicityAdjustment.MultivariateT])
        {
            Assert.All(plain.Zip(new Adjuster(adjustment, family).PValues()), static pair => Assert.InRange(pair.Second, 1.5 * pair.First, 2.0000001 * pair.First));
        }
    }

    private static ContrastFamily Family(JsonElement family)
    {
        double[][] correlations = [.. family.GetProperty("correlations").EnumerateArray().Select(static row => row.EnumerateArray().Select(static value => value.GetDouble()).ToArray())];
        double[,] matrix = new double[correlations.Length, correlations.Length];
        for (int row = 0; row < correlations.Length; row++)
        {
            for (int column = 0; column < correlations.Length; column++)
            {
                matrix[row, column] = correlations[row][column];
            }
        }

        (int, int)[] pairs = [.. family.GetProperty("pairs").EnumerateArray().Select(static pair => (pair[0].GetInt32(), pair[1].GetInt32()))];
        return new("m", Numbers(family, "t"), Numbers(family, "df")) { Correlations = matrix, Pairs = pairs.Length > 0 ? pairs : null };
    }

    private static double[] Numbers(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(static value => value.GetDouble())];
}
