using Lmm.Tests.RandomModels;
using Lmm.Tests.Units;

namespace Lmm.Tests.Storage;

/// <summary>A fit that was saved and loaded is the same to the last bit in all that it says without rows.</summary>
public class SavedFitTests
{
    private static readonly Sample Data = Sample.Draw(31);

    private static readonly ModelFrame New = Sample.Draw(32, 36).With(g: [.. Enumerable.Range(0, 36).Select(static row => row % 5 == 4 ? "new" : $"g{row % 12:00}")]).Frame();

    public static TheoryData<string> Formulas =>
    [
        "y ~ x + z + (1 | g)",
        "y ~ x + (x | g)",
        "y ~ x * f + (x || g)",
        "y ~ x + f + (1 | g) + (1 | h)",
        "y ~ x + z + offset(o) + (x | g)",
        "y ~ poly(x, 2) + scale(z) + (1 | g)",
        "y ~ ns(x, 3) * f + (1 | g)",
        "y ~ bs(x, 4) + I(z - mean(z)) + (1 | h/g)",
        "log(y + 20) ~ x + f + (1 | g)",
        "y ~ x + I(2 * x) + f + (1 | g)",
        "y ~ f * h + x + (1 | g)",
        "y ~ x + (1 | g) + (0 + x | g) + (1 | h)",
        "y ~ x + (0 + f | g)",
        "y ~ x + (0 + h || g)",
        "y ~ C(f, contr.sum) + factor(x > 0) + (1 | g)",
        "y ~ relevel(f, \"c\") + I(f == \"a\") + (1 | g)",
        "y ~ f / h + z + (1 | g)",
        "y ~ x * f + z",
        "y ~ 0 + x + z",
        "y ~ 1",
        "y ~ x + I(2 * x) + f",
        "y ~ poly(x, 3) + offset(o)",
        "y ~ f * h",
    ];

    [Theory]
    [MemberData(nameof(Formulas))]
    public void A_loaded_fit_says_the_same_to_the_last_bit(string formula)
    {
        foreach (Estimation estimation in Enum.GetValues<Estimation>())
        {
            AssertSame(Model.Parse(formula).Fit(Data.Frame(), estimation), New);
            AssertSame(Model.Parse(formula).Fit(Data.Frame(), estimation, weights: "w"), New);
        }
    }

    [Theory]
    [InlineData("y ~ x + (x | g)", Estimation.RestrictedMaximumLikelihood)]
    [InlineData("y ~ x + (x || g)", Estimation.MaximumLikelihood)]
    [InlineData("y ~ x + f + (1 | g) + (1 | h)", Estimation.RestrictedMaximumLikelihood)]
    [InlineData("y ~ x + f", Estimation.MaximumLikelihood)]
    public void Profiles_have_the_same_limits(string formula, Estimation estimation)
    {
        ModelFit fit = Model.Parse(formula).Fit(Data.Frame(), estimation);
        Assert.Equal(FitAccount.Profiles(fit), FitAccount.Profiles(SavedFits.Again(fit)));
    }

    public static TheoryData<string> Random => [.. RandomModel.All.Where(static (_, index) => index % 3 == 0).Select(static model => model.Label)];

    [Theory]
    [MemberData(nameof(Random))]
    public void Random_models_come_back_to_the_last_bit(string label)
    {
        RandomModel model = RandomModel.Find(label);
        ModelFrame data = model.Data();
        AssertSame(LinearMixedModel.Fit(model.Design(data), model.Estimation), data);
    }

    [Fact]
    public void Rows_with_missing_values_and_weights_of_zero_stay_counted()
    {
        Sample holes = Data.With(x: [.. Data.X.Select(static (value, row) => row % 17 == 3 ? double.NaN : value)], w: [.. Data.W.Select(static (value, row) => row % 11 == 2 ? 0 : value)]);
        AssertSame(Model.Parse("y ~ poly(x, 2) + f + (x | g)").Fit(holes.Frame(), weights: "w", offset: "o"), New);
        AssertSame(Model.Parse("y ~ x + f").Fit(holes.Frame(), weights: "w", offset: "o"), New);
    }

    [Fact]
    public void A_level_that_only_rows_of_weight_zero_have_stays_new()
    {
        Sample idle = Data.With(w: [.. Data.W.Select((value, row) => Data.G[row] == "g03" ? 0 : value)]);
        ModelFit fit = Model.Parse("y ~ x + (x | g) + (1 | h:g)").Fit(idle.Frame(), weights: "w");
        AssertSame(fit, Data.Frame());
    }

    [Fact]
    public void A_linear_model_of_few_rows_keeps_the_residuals_that_its_summary_prints()
    {
        ModelFit fit = Model.Parse("y ~ x").Fit(Data.Rows([3, 5, 8, 13, 21]).Frame());
        AssertSame(fit, null);
        using MemoryStream stream = new();
        Assert.Contains(fit.Save(stream).Parts, static part => part.Holds.Contains("all residuals", StringComparison.Ordinal));
    }

    [Fact]
    public void Fits_are_compared_as_with_their_rows()
    {
        LinearMixedModelFit small = Mixed("y ~ x + (1 | g)"), large = Mixed("y ~ x + f + z + (1 | g)");
        ModelFit line = Model.Parse("y ~ x").Fit(Data.Frame());
        string expected = LikelihoodRatioTest.Compare(("line", line), ("small", small), ("large", large)).ToTable().ToCsv();
        Assert.Equal(expected, LikelihoodRatioTest.Compare(("line", SavedFits.Again(line)), ("small", SavedFits.Again(small)), ("large", SavedFits.Again(large))).ToTable().ToCsv());
        Assert.Equal(expected, LikelihoodRatioTest.Compare(("line", line), ("small", SavedFits.Again(small)), ("large", large)).ToTable().ToCsv());
        Assert.Equal(
            ModelComparison.Of(("small", small), ("large", large)).ToTable().ToCsv(),
            ModelComparison.Of(("small", SavedFits.Again(small)), ("large", SavedFits.Again(large))).ToTable().ToCsv());
        LinearModelFit[] lines = [.. new[] { "y ~ x", "y ~ x + f" }.Select(static formula => (LinearModelFit)Model.Parse(formula).Fit(Data.Frame()))];
        Assert.Equal(FTest.Compare(lines[0], lines[1]).ToTable().ToCsv(), FTest.Compare(SavedFits.Again(lines[0]), SavedFits.Again(lines[1]), "lines[0]", "lines[1]").ToTable().ToCsv());
    }

    [Fact]
    public void Tests_of_random_terms_agree_with_those_by_rows()
    {
        LinearMixedModelFit fit = Mixed("y ~ x + (1 | g) + (1 | h)");
        foreach ((RandomTermTest expected, RandomTermTest actual) in RandomTermTests.Of(fit, draws: 0).Tests.Zip(RandomTermTests.Of(SavedFits.Again(fit), draws: 0).Tests))
        {
            Assert.Equal(expected.PValue, actual.PValue, 1e-8);
        }
    }

    [Fact]
    public void Fits_of_other_responses_or_weights_are_not_compared()
    {
        LinearMixedModelFit small = SavedFits.Again(Mixed("y ~ x + (1 | g)"));
        double[] shuffled = [.. Data.Y];
        (shuffled[0], shuffled[1]) = (shuffled[1], shuffled[0]);
        ModelFit other = Model.Parse("y ~ x + f + (1 | g)").Fit(Data.With(y: shuffled).Frame());
        Assert.Equal(LmmErrorCode.NotComparable, Assert.Throws<ModelException>(() => LikelihoodRatioTest.Compare(small, other)).Code);
        Assert.Equal(LmmErrorCode.NotComparable, Assert.Throws<ModelException>(() => LikelihoodRatioTest.Compare(small, SavedFits.Again(other))).Code);
        ModelFit weighted = Model.Parse("y ~ x + f + (1 | g)").Fit(Data.Frame(), weights: "w");
        Assert.Equal(LmmErrorCode.NotComparable, Assert.Throws<ModelException>(() => LikelihoodRatioTest.Compare(small, weighted)).Code);
    }

    [Fact]
    public void What_is_of_rows_is_refused_with_the_cure()
    {
        LinearMixedModelFit fit = SavedFits.Again(Mixed("y ~ x + f + (1 | g)"));
        Assert.False(fit.HasRows);
        Action[] asked =
        [
            () => _ = fit.Residuals, () => _ = fit.FittedValues, () => _ = fit.Rows, () => _ = fit.Weights, () => fit.RefitWorkspace(), () => _ = fit.ScaledResiduals,
            () => _ = fit.Diagnostics.ExplainedVariance(), () => fit.Simulations(), () => fit.Predictions(), () => _ = fit.Influence.By("g"),
        ];
        Assert.All(asked, static ask => Assert.Contains("loaded from a file, which holds no rows; what is asked for is of rows: fit the model to them", Assert.Throws<InvalidOperationException>(ask).Message, StringComparison.Ordinal));
        Assert.All(
            new Action[] { () => fit.Intervals.Bootstrap(draws: 2), () => fit.Tests.WithRobustCovariance("g", RobustCovariance.CR2), () => DropOne.Of(fit), () => fit.MarginalMeans.Weighted(MeansWeighting.Rows).Of("f") },
            static ask => Assert.Equal(LmmErrorCode.NotAvailable, Assert.ThrowsAny<LmmException>(ask).Code));
    }

    [Fact]
    public void A_fit_from_cross_products_is_saved_with_what_it_has()
    {
        LinearMixedModelFit fit = LinearMixedModel.Fit(CrossProducts.Form(Model.Parse("y ~ x + (x | g)").Bind(Data.Frame()).BuildDesign()));
        LinearMixedModelFit again = SavedFits.Again(fit);
        Assert.Equal(FitAccount.Of(fit), FitAccount.Of(again).Replace("was loaded from a file, which holds no rows", "was fitted to cross-products, which hold no rows", StringComparison.Ordinal));
    }

    [Fact]
    public void A_fit_that_needed_the_rows_keeps_its_estimates_and_says_what_it_lacks()
    {
        ModelDesign design = Model.Parse("y ~ 1 + (1 | g)").Bind(ModelFrame.FromCsv(Path.Combine(AppContext.BaseDirectory, "Data", "far-1e6.csv"))).BuildDesign();
        LinearMixedModelFit fit = LinearMixedModel.Fit(design);
        Assert.True(fit.Solution.Optimum.IsFromRows);
        LinearMixedModelFit again = SavedFits.Again(fit);
        Assert.Equal(fit.ToString(DegreesOfFreedomMethod.None), again.ToString(DegreesOfFreedomMethod.None));
        ModelException fault = Assert.Throws<ModelException>(() => again.Tests.With(DegreesOfFreedomMethod.Satterthwaite).Coefficients);
        Assert.Equal(LmmErrorCode.NotAvailable, fault.Code);
        Assert.Contains("fit the model to its rows", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fit_is_saved_again_as_the_same_bytes()
    {
        byte[] bytes = SavedFits.Bytes(Mixed("y ~ poly(x, 2) * f + (x | g) + (1 | h:g)"));
        using MemoryStream stream = new(bytes);
        Assert.Equal(bytes, SavedFits.Bytes(LinearMixedModelFit.Load(stream)));
    }

    [Fact]
    public void Several_fits_stand_in_one_stream()
    {
        using MemoryStream stream = new();
        LinearMixedModelFit first = Mixed("y ~ x + (1 | g)"), second = Mixed("y ~ x + z + (1 | g)");
        first.Save(stream);
        second.Save(stream);
        stream.Position = 0;
        Assert.Equal(FitAccount.Of(first), FitAccount.Of(LinearMixedModelFit.Load(stream)));
        Assert.Equal(FitAccount.Of(second), FitAccount.Of(LinearMixedModelFit.Load(stream)));
    }

    [Fact]
    public void A_dot_that_stands_for_the_formulas_own_columns_can_be_saved()
    {
        ModelFrame frame = new([FrameColumn.Numeric("y", Data.Y), FrameColumn.Numeric("x", Data.X), FrameColumn.Text("f", Data.F)]);
        AssertSame(Model.Parse("y ~ .").Fit(frame), New);
    }

    [Fact]
    public void Names_that_are_no_text_come_back()
    {
        string[] odd = ["\uD800", "ä:b", "", "a\nb", "\uDC00\uD800", "𝛽"];
        Sample sample = Data.With(g: [.. Data.G.Select((_, row) => odd[row % odd.Length])]);
        LinearMixedModelFit fit = (LinearMixedModelFit)Model.Parse("y ~ x + (1 | g)").Fit(sample.Frame());
        Assert.Equal(fit.RandomEffects("g").Levels, SavedFits.Again(fit).RandomEffects("g").Levels);
    }

    private static LinearMixedModelFit Mixed(string formula) => (LinearMixedModelFit)Model.Parse(formula).Fit(Data.Frame());

    private static void AssertSame(ModelFit fit, ModelFrame? rows)
    {
        ModelFit again = SavedFits.Again(fit);
        Assert.Equal(fit.GetType(), again.GetType());
        Assert.Equal(FitAccount.Of(fit, rows), FitAccount.Of(again, rows));
    }
}
