namespace Lmm.Tests.Solver;

/// <summary>A fit needs nothing of the rows but their sums, whoever forms them.</summary>
public class ModelSumsTests
{
    public static TheoryData<string, bool, Estimation> Cases
    {
        get
        {
            TheoryData<string, bool, Estimation> cases = [];
            foreach (string shape in RandomDesigns.ShapeNames)
            {
                cases.Add(shape, true, Estimation.RestrictedMaximumLikelihood);
                cases.Add(shape, false, Estimation.MaximumLikelihood);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_fit_to_sums_is_the_fit_to_the_rows(string shape, bool weighted, Estimation estimation)
    {
        ModelDesign design = RandomDesigns.Build(shape, 71, weighted);
        LinearMixedModelFit rows = LinearMixedModel.Fit(design, estimation);
        LinearMixedModelFit sums = LinearMixedModel.Fit(CrossProducts.FromSums(NaiveSums.Of(design)), estimation);
        Close(rows.Objective, sums.Objective, 1e-9);
        Close(rows.Deviance, sums.Deviance, 1e-7);
        Close(rows.Sigma, sums.Sigma, 1e-7);
        for (int index = 0; index < rows.Coefficients.Count; index++)
        {
            Close(rows.Coefficients[index].Estimate, sums.Coefficients[index].Estimate, 1e-6);
            Close(rows.Coefficients[index].StandardError, sums.Coefficients[index].StandardError, 1e-6);
        }

        for (int index = 0; index < rows.Theta.Count; index++)
        {
            Assert.Equal(rows.Theta[index], sums.Theta[index], 1e-5);
        }

        foreach ((RandomEffects own, RandomEffects other) in rows.GroupingFactors.Zip(sums.GroupingFactors))
        {
            Assert.Equal(own.Levels, other.Levels);
            for (int level = 0; level < own.Levels.Count; level++)
            {
                foreach ((ConditionalMode mode, ConditionalMode found) in own.ModesAt(level).Zip(other.ModesAt(level)))
                {
                    Assert.Equal(mode.Value, found.Value, 1e-5 * rows.Sigma);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sums_of_parts_can_be_added(string shape, bool weighted, Estimation estimation)
    {
        ModelDesign design = RandomDesigns.Build(shape, 72, weighted);
        CrossProducts all = CrossProducts.FromSums(NaiveSums.Of(design));
        CrossProducts twice = all.Add(CrossProducts.Form(design));
        LinearMixedModelFit sum = LinearMixedModel.Fit(twice, estimation);
        LinearMixedModelFit formed = LinearMixedModel.Fit(CrossProducts.Form(design).Add(CrossProducts.Form(design)), estimation);
        Assert.Equal(2 * design.ObservationCount, sum.ObservationCount);
        Close(formed.Objective, sum.Objective, 1e-9);
        Close(formed.Sigma, sum.Sigma, 1e-7);
    }

    [Fact]
    public void A_fit_without_rows_prints_its_estimates_and_refuses_what_is_of_rows()
    {
        ModelDesign design = RandomDesigns.Build("one factor, two effects", 73, weighted: false);
        LinearMixedModelFit fit = LinearMixedModel.Fit(CrossProducts.Form(design));
        Assert.False(fit.HasRows);
        string printed = fit.ToString();
        Assert.Contains("Fixed effects:", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("residuals:", printed, StringComparison.Ordinal);
        Assert.Contains("cross-products, which hold no rows", Assert.Throws<InvalidOperationException>(() => fit.Residuals).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => fit.FittedValues);
        Assert.Throws<InvalidOperationException>(() => fit.RefitWorkspace());
        Assert.Equal(LinearMixedModel.Fit(design).Objective, fit.Objective);
    }

    [Fact]
    public void Fits_to_sums_are_compared_and_those_of_other_responses_refused()
    {
        ModelDesign design = RandomDesigns.Build("one factor, two effects", 74, weighted: false);
        ModelDesign smaller = new DesignSketch("y", design.Response.Values)
            .Fixed([.. design.FixedEffects.Columns.Select((values, index) => new SketchColumn(design.FixedEffects.ColumnNames[index], values))])
            .Random(design.RandomTerms[0].Grouping, new SketchColumn(design.FixedEffects.ColumnNames[0], design.FixedEffects.Columns[0])).Build();
        LinearMixedModelFit[] rows = [.. new[] { smaller, design }.Select(own => LinearMixedModel.Fit(own, Estimation.MaximumLikelihood))];
        LinearMixedModelFit[] sums = [.. new[] { smaller, design }.Select(own => LinearMixedModel.Fit(CrossProducts.FromSums(NaiveSums.Of(own)), Estimation.MaximumLikelihood))];
        Assert.Equal(LikelihoodRatioTest.Compare(rows[0], rows[1]).ChiSquared, LikelihoodRatioTest.Compare(sums[0], sums[1]).ChiSquared, 1e-6);

        ModelDesign other = design.WithResponse([.. design.Response.Values.Select(static value => value * 1.5)]);
        LinearMixedModelFit apart = LinearMixedModel.Fit(CrossProducts.FromSums(NaiveSums.Of(other)), Estimation.MaximumLikelihood);
        Assert.Throws<ModelException>(() => LikelihoodRatioTest.Compare(sums[0], apart));
    }

    [Fact]
    public void What_sums_cannot_tell_is_said()
    {
        ModelDesign design = NaiveSums.FarColumn();
        CrossProducts sums = CrossProducts.FromSums(NaiveSums.Of(design));
        Assert.Contains(sums.Shape.Undecided, sentence => sentence.Contains("epoch", StringComparison.Ordinal) && sentence.Contains("subtract a value near its mean", StringComparison.Ordinal));
        Assert.Empty(CrossProducts.Form(design).Shape.Undecided);
    }

    public static TheoryData<string, Func<ModelSums, ModelSums>> Faults => new()
    {
        { "have 3 values and not", static sums => Copy(sums, groupings: [new GroupingSums { Grouping = sums.Groupings[0].Grouping, Values = [1, 2, 3] }]) },
        { "not finite", static sums => Copy(sums, totals: With(sums.Totals, double.NaN)) },
        { "the terms have the grouping factors", static sums => Copy(sums, groupings: [new GroupingSums { Grouping = "other", Values = sums.Groupings[0].Values }]) },
        { "the totals by level of g have 2 values and not", static sums => Copy(sums, groupings: [WithTotals(sums.Groupings[0], static _ => [1, 2])]) },
        { "the totals by level of g have a value that is not finite", static sums => Copy(sums, groupings: [WithTotals(sums.Groupings[0], static totals => [double.NaN, .. totals.Skip(1)])]) },
        { "in row 0 and column 0, and the totals have", static sums => Copy(sums, groupings: [WithTotals(sums.Groupings[0], static totals => [totals[0] + 1, .. totals.Skip(1)])]) },
        { "must be finite", static sums => Copy(sums, weightSum: 0) },
        { "is a column of ones", static sums => Copy(sums, weightSum: 7) },
        { "not of two of the grouping factors", static sums => Copy(sums, pairs: [new GroupingPairSums { First = "a", Second = "b", Levels = [], Values = [] }]) },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Sums_that_do_not_fit_are_refused(string message, Func<ModelSums, ModelSums> change)
    {
        ModelSums sums = NaiveSums.Of(RandomDesigns.Build("one factor, two effects", 76, weighted: false));
        Assert.Contains(message, Assert.Throws<ModelException>(() => CrossProducts.FromSums(change(sums))).Message, StringComparison.Ordinal);
    }

    private static ModelSums Copy(ModelSums sums, Matrix? totals = null, IReadOnlyList<GroupingSums>? groupings = null, IReadOnlyList<GroupingPairSums>? pairs = null, double? weightSum = null) => new()
    {
        Shape = sums.Shape,
        Totals = totals ?? sums.Totals,
        Groupings = groupings ?? sums.Groupings,
        Pairs = pairs ?? sums.Pairs,
        WeightSum = weightSum ?? sums.WeightSum,
        LogWeightSum = sums.LogWeightSum,
    };

    private static GroupingSums WithTotals(GroupingSums sums, Func<IReadOnlyList<double>, double[]> change) => new() { Grouping = sums.Grouping, Values = sums.Values, Totals = change(sums.Totals!) };

    private static Matrix With(Matrix totals, double value)
    {
        double[,] changed = totals.ToArray();
        changed[1, 1] = value;
        return Matrix.Of(changed);
    }

    private static void Close(double expected, double actual, double tolerance) => Assert.Equal(expected, actual, tolerance * Math.Max(1, Math.Abs(expected)));
}
