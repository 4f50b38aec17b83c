using Lmm.Tests.ReferenceModels;

namespace Lmm.Tests.HardData;

/// <summary>Where the criterion does not depend on some variance the fit has converged and says so, with the terms concerned.</summary>
public class FlatTests
{
    private const string Ending = ": the criterion is flat there, and the estimates printed are one of many that are as good";

    [Theory]
    [InlineData("factor-is-group", "y ~ f + (1 | g)", "the variance of (Intercept) of g")]
    [InlineData("three-rows", "y ~ x + (1 | g)", "the variance of (Intercept) of g")]
    [InlineData("five-rows", "y ~ x * x2 + (1 | g)", "the variance of (Intercept) of g")]
    [InlineData("zero-slope", "y ~ 1 + (0 + x | g)", "the variance of x of g")]
    [InlineData("sleepstudy-one-to-one", "Reaction ~ Days + (1 | Subject) + (1 | S2)", "what of the variation is that of (1 | Subject) and (1 | S2)")]
    [InlineData("sleepstudy-one-to-one", "Reaction ~ Days + (1 | Subject) + (1 | Site)", "what of the variation is that of (1 | Subject) and (1 | Site)")]
    [InlineData("sleepstudy-one-to-one", "Reaction ~ Days + (1 | Subject) + (1 | S2) + (1 | Site)", "what of the variation is that of (1 | Subject), (1 | S2) and (1 | Site)")]
    [InlineData("sleepstudy-one-to-one", "Reaction ~ Days + (1 | Subject) + (1 | Subject:S2)", "what of the variation is that of (1 | Subject) and (1 | Subject:S2)")]
    [InlineData("sleepstudy-one-to-one", "Reaction ~ Days + (Days | Subject) + (Days | S2)", "what of the variation is that of (1 + Days | Subject) and (1 + Days | S2)")]
    [InlineData("sleepstudy-one-to-one", "Reaction ~ Days + (Days || Subject) + (1 | S2)", "what of the variation is that of (1 + Days || Subject) and (1 | S2)")]
    [InlineData("sleepstudy-one-to-one", "Reaction ~ Days + (Days | Subject) + (0 + Days | S2)", "what of the variation is that of (1 + Days | Subject) and (Days | S2)")]
    [InlineData("sleepstudy-one-to-one", "Reaction ~ Days + S2 + (Days | Subject)", "all variances and correlations of (1 + Days | Subject)")]
    [InlineData("sleepstudy-one-to-one", "Reaction ~ Days + (Days | Subject) + (1 | S2)", "what of the variation is that of (1 + Days | Subject) and (1 | S2)")]
    [InlineData("sleepstudy-one-to-one", "Reaction ~ Days + (1 | S2) + (Days | Subject)", "what of the variation is that of (1 | S2) and (1 + Days | Subject)")]
    [InlineData("sleepstudy-one-to-one", "Reaction ~ Days * S2 + (Days | Subject)", "all variances and correlations of (1 + Days | Subject)")]
    [InlineData("factor-is-group", "y ~ f + x + (x | g)", "all variances and correlations of (1 + x | g)")]
    [InlineData("factor-is-group", "y ~ f + x + (x || g)", "all variances of (1 + x || g)")]
    public void What_the_data_do_not_determine_is_named(string name, string formula, string what)
        => Flat(CsvText.Read(name).Frame(), formula, Estimation.RestrictedMaximumLikelihood, what);

    // The labels say nothing; what counts is which rows they stand in.
    [Theory]
    [InlineData("factor-is-group", "y ~ f + (1 | g)", "f", "the variance of (Intercept) of g")]
    [InlineData("factor-is-group", "y ~ f + (1 | g)", "g", "the variance of (Intercept) of g")]
    [InlineData("factor-is-group", "y ~ 0 + f + (1 | g)", "g", "the variance of (Intercept) of g")]
    [InlineData("sleepstudy-one-to-one", "Reaction ~ Days + (1 | S2) + (1 | Subject)", "S2", "what of the variation is that of (1 | S2) and (1 | Subject)")]
    public void Other_names_of_the_levels_do_not_hide_it(string name, string formula, string factor, string what)
    {
        CsvText text = CsvText.Read(name).Relabelled(factor);
        Flat(text.Frame(), formula, Estimation.RestrictedMaximumLikelihood, what);
        Flat(text.Reversed().Frame(), formula, Estimation.RestrictedMaximumLikelihood, what);
    }

    [Fact]
    public void By_maximum_likelihood_a_zero_slope_and_groups_named_twice_are_flat_too()
    {
        Flat(CsvText.Read("zero-slope").Frame(), "y ~ 1 + (0 + x | g)", Estimation.MaximumLikelihood, "the variance of x of g");
        Flat(
            CsvText.Read("sleepstudy-one-to-one").Frame(), "Reaction ~ Days + (1 | Subject) + (1 | S2)", Estimation.MaximumLikelihood,
            "what of the variation is that of (1 | Subject) and (1 | S2)");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-0.5)]
    public void A_slope_that_is_a_multiple_of_another_is_flat(double multiple)
    {
        ModelFrame frame = CsvText.ReadShared("sleepstudy").Frame();
        NumericColumn days = Model.Parse("Days ~ 1").Bind(frame).BuildDesign().Response;
        frame = new([.. frame.Columns, FrameColumn.Numeric("D2", days.Values.Select(day => multiple * day))]);
        LinearMixedModelFit fit = Flat(
            frame, "Reaction ~ Days + (Days + D2 | Subject)", Estimation.RestrictedMaximumLikelihood, "all variances and correlations of (1 + Days + D2 | Subject)");

        // What the data determine is that of (Days | Subject): lme4 1.1-31, REML criterion 1743.6282719599 and σ 25.5918.
        Digits.Agree(1743.628272m, fit.Objective);
        Digits.Agree(25.5918m, fit.Sigma);
    }

    // aov and lm: the residual mean squares of y ~ f, y ~ x, y ~ 1 and the fit of (1 | Subject) do not depend on what is flat.
    [Theory]
    [InlineData("factor-is-group", "y ~ f + (1 | g)", "y ~ f")]
    [InlineData("zero-slope", "y ~ 1 + (0 + x | g)", "y ~ 1")]
    [InlineData("sleepstudy-one-to-one", "Reaction ~ Days + (1 | Subject) + (1 | S2)", "Reaction ~ Days + (1 | Subject)")]
    public void What_the_data_do_determine_is_estimated(string name, string formula, string without)
    {
        ModelFrame frame = CsvText.Read(name).Frame();
        ModelFit fit = Model.Parse(formula).Fit(frame);
        ModelFit plain = Model.Parse(without).Fit(frame);

        Assert.Equal(plain.Sigma, fit.Sigma, 1e-6 * plain.Sigma);
        Assert.All(plain.Coefficients, coefficient => Assert.Equal(coefficient.Estimate, fit.Coefficients[coefficient.Name].Estimate, 1e-6));
    }

    [Fact]
    public void Groups_named_twice_share_the_variance_of_one()
    {
        var fit = (LinearMixedModelFit)Model.Parse("Reaction ~ Days + (1 | Subject) + (1 | S2)").Fit(CsvText.Read("sleepstudy-one-to-one").Frame());

        // lme4 1.1-31, (1 | Subject): REML criterion 1786.4650854, σ 30.99123, standard deviation 37.12383.
        Digits.Agree(1786.465085m, fit.Objective);
        Digits.Agree(30.99123m, fit.Sigma);
        Digits.Agree(37.12383m, Math.Sqrt(fit.GroupingFactors.Sum(static factor => factor.VarianceComponent("(Intercept)").Variance)));
    }

    public static TheoryData<string, Estimation> OrdinaryModels
    {
        get
        {
            // InstEval takes long; in 15-Oxide every lot is of one source, so that the data do not determine all.
            var data = new TheoryData<string, Estimation>();
            foreach (string name in ReferenceModel.Fits.Keys.Where(static name => !name.EndsWith("InstEval", StringComparison.Ordinal) && name != "15-Oxide"))
            {
                data.Add(name, Estimation.MaximumLikelihood);
                data.Add(name, Estimation.RestrictedMaximumLikelihood);
            }

            return data;
        }
    }

    // Among them Dyestuff2, which is singular.
    [Theory]
    [MemberData(nameof(OrdinaryModels))]
    public void Ordinary_models_are_flat_nowhere(string name, Estimation estimation)
        => Assert.Empty(ReferenceModel.Fits[name](estimation).Convergence.FlatDirections);

    [Theory]
    [InlineData(Estimation.MaximumLikelihood)]
    [InlineData(Estimation.RestrictedMaximumLikelihood)]
    public void Slopes_of_a_factor_that_is_constant_within_groups_are_flat(Estimation estimation)
        => Assert.Equal(
            new[] { "(1 + Source2 | Lot)", "(1 + Source2 | Lot:Wafer)" }.Select(static term => $"the data do not determine all variances and correlations of {term}{Ending}"),
            ReferenceModel.Fits["15-Oxide"](estimation).Convergence.FlatDirections.Order(StringComparer.Ordinal));

    private static LinearMixedModelFit Flat(ModelFrame frame, string formula, Estimation estimation, string what)
    {
        var fit = (LinearMixedModelFit)Model.Parse(formula).Bind(frame).Fit(estimation);
        string sentence = $"the data do not determine {what}{Ending}";
        Assert.True(fit.Convergence.Converged, fit.Convergence.Message);
        Assert.Equal(sentence, Assert.Single(fit.Convergence.FlatDirections));
        Assert.Contains($"\n{sentence}\n", fit.ToString(), StringComparison.Ordinal);
        return fit;
    }
}
