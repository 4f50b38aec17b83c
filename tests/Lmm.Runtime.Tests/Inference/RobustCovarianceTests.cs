using System.Text.Json;
using Lmm.Tests.Results;

namespace Lmm.Tests.Inference;

/// <summary>
/// Covariances robust to clusters against dense matrices (tests/reference/inference-dense.R) and clubSandwich 0.5.8 (inference.R, linear-anova.R).
/// </summary>
public sealed class RobustCovarianceTests
{
    private const string Truth = "inference-dense.json";
    private const string Peers = "inference.json";
    private const string Linear = "linear-anova.json";

    /// <summary>What the optimum leaves of lme4's numbers.</summary>
    private const double OfPeers = 1e-6;

    public static TheoryData<string, RobustCovariance> Models(string file) => Having(InferenceModel.Of(file));

    [Theory]
    [MemberData(nameof(Models), Truth)]
    public void Covariances_and_tests_are_those_of_dense_matrices(string name, RobustCovariance type)
    {
        InferenceModel model = InferenceModel.Find(Truth, name);

        // Weights over many orders make matrices of such condition that the dense arithmetic itself has no more digits.
        Check(model, model.Fit().Tests.WithRobustCovariance(model.Reference.GetProperty("cluster").GetString()!, type), type, name == "random-wild-weights" ? 1e-8 : 1e-9);
    }

    [Theory]
    [MemberData(nameof(Models), Peers)]
    public void Covariances_and_joint_tests_are_those_of_clubSandwich(string name, RobustCovariance type)
    {
        InferenceModel model = InferenceModel.Find(Peers, name);

        Check(model, model.Fit().Tests.WithRobustCovariance(model.Reference.GetProperty("cluster").GetString()!, type), type, OfPeers);
    }

    [Theory]
    [MemberData(nameof(Models), Linear)]
    public void Linear_models_have_those_of_clubSandwich(string name, RobustCovariance type)
    {
        InferenceModel model = InferenceModel.Find(Linear, name);

        Check(model, model.Fit().Tests.WithRobustCovariance(Column(model.Frame(), model.Reference.GetProperty("cluster").GetString()!), type), type, 1e-9);
    }

    [Theory]
    [InlineData("pastes", "batch")]
    [InlineData("oats", "Block")]
    [InlineData("sleepstudy", "Subject")]
    public void Clusters_are_those_of_the_coarsest_factor_where_none_are_named(string name, string cluster)
    {
        FixedEffectsTests tests = InferenceModel.Find(Truth, name).Fit().Tests;
        FixedEffectsTests named = tests.WithRobustCovariance(cluster, RobustCovariance.CR2);

        Assert.Equal(named.Coefficients.Select(static test => test.StandardError), tests.WithRobustCovariance(RobustCovariance.CR2).Coefficients.Select(static test => test.StandardError));
        Assert.Contains($"clusters by {cluster} (", Assert.Single(named.Notes), StringComparison.Ordinal);
        Assert.Contains("CR2", named.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Clusters_given_row_by_row_are_those_of_the_rows_that_were_kept()
    {
        ModelFrame whole = InferenceModel.Find(Truth, "sleepstudy").Frame();
        string[] subjects = Column(whole, "Subject");
        string text = "Reaction,Days,Subject\n" + string.Concat(Enumerable.Range(0, subjects.Length).Select(row => row is 3 or 77 ? $",1,{subjects[row]}\n" : FormattableString.Invariant($"{200 + (row * 7 % 50)},{row % 10},{subjects[row]}\n")));
        ModelFit fit = Model.Parse("Reaction ~ Days + (1 | Subject)").Fit(ModelFrame.FromCsv(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))));
        string?[] gaps = [.. subjects];
        gaps[3] = null;

        Assert.Equal(2, fit.DroppedRowCount);
        Assert.Equal(
            fit.Tests.WithRobustCovariance("Subject", RobustCovariance.CR2).Coefficients.Select(static test => test.StandardError),
            fit.Tests.WithRobustCovariance(gaps, RobustCovariance.CR2).Coefficients.Select(static test => test.StandardError));
    }

    [Fact]
    public void How_a_cluster_is_computed_does_not_matter()
    {
        // Equal weights in each cluster take the short way, unequal ones the long one; weights that differ by nothing must not matter.
        ModelFrame frame = InferenceModel.Find(Truth, "unbalanced-treatment").Frame();
        ModelFit plain = Model.Parse("y ~ a * x + b + (x | g)").Fit(frame);
        double[] nearly = [.. Enumerable.Range(0, frame.RowCount).Select(static row => 1 + (1e-13 * (row % 2)))];
        ModelFit weighted = Model.Parse("y ~ a * x + b + (x | g)").Fit(frame.With(FrameColumn.Numeric("nearly", nearly)), weights: "nearly");
        FixedEffectsTests[] tests = [.. new[] { plain, weighted }.Select(static fit => fit.Tests.WithRobustCovariance("g", RobustCovariance.CR2))];

        NumericAssert.Close([.. tests[0].Coefficients.Select(static test => test.StandardError)], [.. tests[1].Coefficients.Select(static test => test.StandardError)], 1e-9);
        NumericAssert.Close([.. tests[0].Coefficients.Select(static test => test.DegreesOfFreedom!.Value)], [.. tests[1].Coefficients.Select(static test => test.DegreesOfFreedom!.Value)], 1e-9);
    }

    [Fact]
    public void The_method_stays_and_Kenward_and_Rogers_is_refused()
    {
        FixedEffectsTests tests = InferenceModel.Find(Truth, "sleepstudy").Fit().Tests.WithRobustCovariance("Subject", RobustCovariance.CR1);
        FixedEffectsTests normal = tests.With(DegreesOfFreedomMethod.Normal);

        Assert.Equal(tests.Coefficients[1].StandardError, normal.Coefficients[1].StandardError);
        Assert.Null(normal.Coefficients[1].DegreesOfFreedom);
        Assert.Equal(LmmErrorCode.NotAvailable, Assert.Throws<ModelException>(() => tests.With(DegreesOfFreedomMethod.KenwardRoger).Coefficients).Code);
    }

    [Fact]
    public void More_hypotheses_than_clusters_can_tell_have_no_joint_test()
    {
        InferenceModel model = InferenceModel.Find(Truth, "response-surface");
        WaldTest joint = Slopes(model.Fit().Tests.WithRobustCovariance("day", RobustCovariance.CR2));

        Assert.Equal(9, joint.NumeratorDegreesOfFreedom);
        Assert.True(double.IsNaN(joint.F));
        Assert.True(joint.PValue is double.NaN);
    }

    [Fact]
    public void A_cluster_too_large_for_its_weights_is_refused_with_the_size()
    {
        string rows = string.Concat(Enumerable.Range(0, 3202).Select(static row => FormattableString.Invariant($"{row * 37 % 101},{row * 53 % 89},{1 + (row % 7)},{row % 2}\n")));
        ModelFrame frame = ModelFrame.FromCsv(new MemoryStream(System.Text.Encoding.UTF8.GetBytes("y,x,w,g\n" + rows)));
        string[] clusters = [.. Enumerable.Range(0, 3202).Select(static row => row % 2 == 0 ? "even" : "odd")];
        FixedEffectsTests weighted = Model.Parse("y ~ x").Fit(frame, weights: "w").Tests.WithRobustCovariance(clusters, RobustCovariance.CR2);

        ModelException exception = Assert.Throws<ModelException>(() => weighted.Coefficients);
        Assert.Equal(LmmErrorCode.TooLarge, exception.Code);
        Assert.Contains("order 1601", exception.Message, StringComparison.Ordinal);

        // Without weights two columns are all that there is of a cluster.
        Assert.All(Model.Parse("y ~ x").Fit(frame).Tests.WithRobustCovariance(clusters, RobustCovariance.CR2).Coefficients, static test => Assert.True(test.StandardError > 0));
    }

    [Fact]
    public void Crossed_factors_are_refused_with_the_reason()
    {
        FixedEffectsTests tests = InferenceModel.Find(Truth, "penicillin").Fit().Tests;

        Assert.Contains("plate, sample cross", Refused(() => tests.WithRobustCovariance(RobustCovariance.CR2)).Message, StringComparison.Ordinal);
        Assert.Contains("levels of the grouping factor sample are in several clusters by plate", Refused(() => tests.WithRobustCovariance("plate", RobustCovariance.CR2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clusters_that_are_none_are_refused()
    {
        ModelFit fit = InferenceModel.Find(Truth, "sleepstudy").Fit();
        FixedEffectsTests tests = fit.Tests;
        ModelException unknown = Assert.Throws<ModelException>(() => tests.WithRobustCovariance("Subjekt", RobustCovariance.CR2));
        int?[] missing = [.. Enumerable.Repeat((int?)1, 179), null];

        Assert.Equal(LmmErrorCode.UnknownColumn, unknown.Code);
        Assert.Contains("Subject", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("all rows are in one cluster", Refused(() => tests.WithRobustCovariance(new int[180], RobustCovariance.CR2)).Message, StringComparison.Ordinal);
        Assert.Contains("180", Assert.Throws<ArgumentException>(() => tests.WithRobustCovariance(new int[179], RobustCovariance.CR2)).Message, StringComparison.Ordinal);
        Assert.Equal(LmmErrorCode.MissingValue, Assert.Throws<ModelException>(() => tests.WithRobustCovariance(missing, RobustCovariance.CR2)).Code);
        Assert.Throws<ArgumentOutOfRangeException>(() => tests.WithRobustCovariance("Subject", (RobustCovariance)9));
        Assert.Contains("fit the model to its rows", Refused(() => LinearMixedModel.Fit(CrossProducts.Form(fit.Design)).Tests.WithRobustCovariance("Subject", RobustCovariance.CR2)).Message, StringComparison.Ordinal);
        Assert.Contains("no grouping factor", Refused(() => Model.Parse("Reaction ~ Days").Fit(InferenceModel.Find(Truth, "sleepstudy").Frame()).Tests.WithRobustCovariance(RobustCovariance.CR2)).Message, StringComparison.Ordinal);
    }

    private static ModelException Refused(Func<object> call)
    {
        ModelException exception = Assert.Throws<ModelException>(call);
        Assert.Equal(LmmErrorCode.NotAvailable, exception.Code);
        return exception;
    }

    internal static TheoryData<string, RobustCovariance> Having(IEnumerable<InferenceModel> models)
    {
        var data = new TheoryData<string, RobustCovariance>();
        foreach (InferenceModel model in models)
        {
            if (model.Reference.TryGetProperty("robust", out JsonElement robust) && robust.ValueKind == JsonValueKind.Object)
            {
                foreach (RobustCovariance type in Enum.GetValues<RobustCovariance>())
                {
                    data.Add(model.Name, type);
                }
            }
        }

        return data;
    }

    internal static void Check(InferenceModel model, FixedEffectsTests tests, RobustCovariance type, double relative)
    {
        JsonElement expected = model.Reference.GetProperty("robust").GetProperty($"{type}");
        CoefficientTest[] known = [.. tests.Coefficients.Where(static test => test.IsEstimable)];
        int[] kept = [.. Enumerable.Range(0, tests.Coefficients.Count).Where(index => tests.Coefficients[index].IsEstimable)];
        double[,] covariance = InferenceModel.Matrix(expected.GetProperty("vcov"));

        Assert.Equal(covariance.GetLength(0), kept.Length);
        Assert.All(InferenceModel.Numbers(expected.GetProperty("se")).Zip(known), pair => NumericAssert.Close(pair.First, pair.Second.StandardError, relative));
        Assert.All(InferenceModel.Numbers(expected.GetProperty("df")).Zip(known), pair => NumericAssert.Close(pair.First, pair.Second.DegreesOfFreedom!.Value, relative));
        Assert.All(InferenceModel.Numbers(expected.GetProperty("p")).Zip(known), pair => Assert.Equal(pair.First, pair.Second.PValue!.Value, 10 * relative));
        for (int row = 0; row < kept.Length; row++)
        {
            for (int column = 0; column < kept.Length; column++)
            {
                // Relative to the standard deviations: covariances may be near zero.
                Assert.Equal(covariance[row, column], tests.Covariance[kept[row], kept[column]], 10 * relative * Math.Sqrt(covariance[row, row] * covariance[column, column]));
            }
        }

        if (expected.TryGetProperty("slopes", out JsonElement slopes) && slopes.ValueKind == JsonValueKind.Object)
        {
            CheckJoint(slopes, Slopes(tests), relative);
        }
    }

    private static void CheckJoint(JsonElement expected, WaldTest joint, double relative)
    {
        double degrees = InferenceModel.Number(expected.GetProperty("denDf"));
        Assert.Equal(expected.GetProperty("numDf").GetInt32(), joint.NumeratorDegreesOfFreedom);
        if (degrees > 0)
        {
            NumericAssert.Close(degrees, joint.DenominatorDegreesOfFreedom!.Value, relative);
            NumericAssert.Close(InferenceModel.Number(expected.GetProperty("f")), joint.F, relative);
            Assert.Equal(InferenceModel.Number(expected.GetProperty("p")), joint.PValue!.Value, relative);
            return;
        }

        // There is no F distribution; clubSandwich says F = 0 without a p-value.
        Assert.True(joint.PValue is double.NaN);
    }

    private static WaldTest Slopes(FixedEffectsTests tests)
    {
        int[] slopes = [.. Enumerable.Range(0, tests.Coefficients.Count).Where(index => tests.Coefficients[index] is { IsEstimable: true, Name: not "(Intercept)" })];
        var matrix = new double[slopes.Length, tests.Coefficients.Count];
        for (int row = 0; row < slopes.Length; row++)
        {
            matrix[row, slopes[row]] = 1;
        }

        return tests.Hypotheses(Matrix.Of(matrix)).Joint;
    }

    private static string[] Column(ModelFrame frame, string name)
        => [.. Enumerable.Range(0, frame.RowCount).Select(row => frame[name].Levels[frame[name].Codes[row]])];
}
