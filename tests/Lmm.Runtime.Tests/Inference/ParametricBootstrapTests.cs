namespace Lmm.Tests.Inference;

/// <summary>Bootstrap tests: against a distribution that is known, and what seeds, threads and failures do to them.</summary>
public sealed class ParametricBootstrapTests
{
    private static readonly ModelFit Intercepts = InferenceModel.Find("inference.json", "sleepstudy-intercepts").Fit();
    private static readonly ModelFit Uncorrelated = InferenceModel.Find("inference.json", "sleepstudy-uncorrelated").Fit();

    // The statistic of nested linear models is n log(1 + F d1/d2), so that its distribution is known.
    [Fact]
    public void P_value_of_linear_models_is_that_of_the_F_test()
    {
        ModelFrame frame = InferenceModel.Find("inference.json", "unbalanced-treatment").Frame();
        var reduced = (LinearModelFit)Model.Parse("y ~ x + b").Fit(frame);
        var full = (LinearModelFit)Model.Parse("y ~ x + b + a").Fit(frame);
        double exact = FTest.Compare(reduced, full).PValue;
        var test = ParametricBootstrapTest.Compare(reduced, full, draws: 20_000, seed: 11);

        // Four standard errors of a share of 20,000 draws.
        Assert.InRange(test.PValue, exact - (4 * Math.Sqrt(exact * (1 - exact) / 20_000)), exact + (4 * Math.Sqrt(exact * (1 - exact) / 20_000)));
        Assert.Equal(0, test.FailedDraws);
    }

    // pbkrtest 0.5.2, PBmodcomp of (Machine | Worker) and (1 | Worker/Machine) with 300 draws: 0.289; by chi-squared 0.065.
    [Fact]
    public void Machines_agree_with_pbkrtest()
    {
        var test = ParametricBootstrapTest.Compare(
            InferenceModel.Find("inference.json", "machines-nested").Fit(), InferenceModel.Find("inference.json", "machines-slopes").Fit(), draws: 300, seed: 2);

        Assert.Equal(0.06492, test.LikelihoodRatio.PValue, 5e-6);

        // Four standard errors of the difference of two shares of 300.
        Assert.InRange(test.PValue, 0.289 - 0.15, 0.289 + 0.15);
    }

    [Fact]
    public void Numbers_follow_the_seed_and_not_the_threads()
    {
        ParametricBootstrapTest[] runs = [.. new[] { 1, 2 }.Select(threads =>
        {
            FitOptions options = new() { MaximumThreads = threads };
            return ParametricBootstrapTest.Compare(
                InferenceModel.Find("inference.json", "sleepstudy-intercepts").Fit(options), InferenceModel.Find("inference.json", "sleepstudy-uncorrelated").Fit(options), draws: 40, seed: 5);
        })];

        Assert.Equal(runs[0].Statistics, runs[1].Statistics);
        Assert.Equal(runs[0].PValue, runs[1].PValue);
        Assert.NotEqual(runs[0].Statistics, ParametricBootstrapTest.Compare(Intercepts, Uncorrelated, draws: 40, seed: 6).Statistics);
    }

    [Fact]
    public void The_table_says_what_was_done()
    {
        string text = ParametricBootstrapTest.Compare(Intercepts, Uncorrelated, draws: 20).ToString();

        Assert.Contains("refitted by maximum likelihood (instead of REML): Intercepts, Uncorrelated", text, StringComparison.Ordinal);
        Assert.Contains("20 responses simulated from Intercepts, seed 1.", text, StringComparison.Ordinal);
        Assert.Contains("PBtest", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Failed_refits_are_no_evidence_and_too_many_are_an_error()
    {
        FitOptions hasty = new() { MaximumEvaluations = 2 };
        ModelFit reduced = InferenceModel.Find("inference.json", "sleepstudy-intercepts").Fit(hasty);
        ModelFit full = InferenceModel.Find("inference.json", "sleepstudy-uncorrelated").Fit(hasty);

        ModelException exception = Assert.Throws<ModelException>(() => ParametricBootstrapTest.Compare(reduced, full, draws: 20));
        Assert.Equal(LmmErrorCode.NotAvailable, exception.Code);
        Assert.Contains("refits to simulated responses failed", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fits_without_rows_and_senseless_numbers_of_draws_are_refused()
    {
        LinearMixedModelFit bySums = LinearMixedModel.Fit(CrossProducts.Form(Uncorrelated.Design));

        Assert.Contains("has no rows", Assert.Throws<ModelException>(() => ParametricBootstrapTest.Compare(Intercepts, bySums)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ParametricBootstrapTest.Compare(Intercepts, Uncorrelated, draws: 0));
        Assert.Contains("first the reduced model", Assert.Throws<ModelException>(() => ParametricBootstrapTest.Compare(Uncorrelated, Intercepts)).Message, StringComparison.Ordinal);
    }
}
