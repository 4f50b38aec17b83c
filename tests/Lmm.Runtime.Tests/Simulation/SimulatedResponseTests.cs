using Lmm.Resampling;
using Lmm.Tests.HardData;

namespace Lmm.Tests.Simulation;

public class SimulatedResponseTests
{
    private static readonly ModelFrame Sleepstudy = CsvText.ReadShared("sleepstudy").Frame();

    private static readonly LinearMixedModelFit Fit = (LinearMixedModelFit)Model.Parse("Reaction ~ Days + (Days | Subject)").Fit(Sleepstudy);

    [Fact]
    public void Responses_of_the_fitted_rows_are_those_that_a_bootstrap_fits()
    {
        var response = new double[180];
        ResponseSimulator.Of(Fit).Write(7, 3, response);
        SimulatedResponses simulated = Fit.Simulations(new SimulationSettings { Draws = 4, Seed = 7 });

        Assert.Equal(response, simulated[3]);
        Assert.Equal(response, simulated[^1]);
        Assert.Equal(LinearMixedModel.Fit(Fit.Design.WithResponse(response)).Theta, ((LinearMixedModelFit)simulated.Refit(3)).Theta);
        Assert.Throws<ArgumentOutOfRangeException>(() => simulated[4]);
    }

    // Means and covariances of 4,000 responses; their simulation errors are 1/√4000 of a standard deviation and √(2/4000) of a variance.
    [Fact]
    public void Conditional_responses_vary_about_the_fitted_values_by_the_residual_alone()
    {
        SimulatedResponses simulated = Fit.Simulations(new SimulationSettings { Draws = 4000, IsConditional = true });
        double[][] draws = [.. simulated.Select(static response => (double[])[response[0], response[9], response[100]])];
        int[] rows = [0, 9, 100];
        for (int index = 0; index < 3; index++)
        {
            Assert.Equal(Fit.FittedValues[rows[index]], draws.Average(draw => draw[index]), 4 * Fit.Sigma / Math.Sqrt(4000));
            Assert.InRange(Covariance(draws, index, index) / (Fit.Sigma * Fit.Sigma), 1 - (4 * Math.Sqrt(2.0 / 4000)), 1 + (4 * Math.Sqrt(2.0 / 4000)));
        }

        Assert.InRange(Covariance(draws, 0, 1) / (Fit.Sigma * Fit.Sigma), -4 / Math.Sqrt(4000), 4 / Math.Sqrt(4000));
    }

    [Fact]
    public void Rows_of_one_new_level_share_its_effects()
    {
        LinearMixedModelFit fit = (LinearMixedModelFit)Model.Parse("Reaction ~ 1 + (1 | Subject)").Fit(Sleepstudy);
        ModelFrame rows = new([FrameColumn.Text("Subject", ["x", "x", "y", "308", null])]);
        SimulatedResponses simulated = fit.Simulations(rows, new SimulationSettings { Draws = 4000, NewLevels = NewLevels.UsePopulation, IsConditional = true });
        double[][] draws = [.. simulated.Select(static response => response.ToArray())];
        double between = fit.RandomEffects("Subject").VarianceComponents[0].Variance;
        double error = 4 * Math.Sqrt(2.0 / 4000) * (between + (fit.Sigma * fit.Sigma));

        Assert.Equal(between, Covariance(draws, 0, 1), error);
        Assert.Equal(0, Covariance(draws, 0, 2), error);
        Assert.Equal(between + (fit.Sigma * fit.Sigma), Covariance(draws, 2, 2), error);
        Assert.Equal(fit.Sigma * fit.Sigma, Covariance(draws, 3, 3), error);
        Assert.All(draws, static draw => Assert.True(double.IsNaN(draw[4])));
        Assert.Contains("row 1 has the value 'x'", Assert.Throws<ModelException>(() => fit.Simulations(rows)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_design_without_data_is_simulated_by_parameters_given_by_hand()
    {
        SimulatedResponses byDeviations = Simulating.Of("y ~ Days + (Days | Subject)", Sleepstudy, Parameters([24.74, 5.92], [0.07]));
        LinearMixedModelFit refitted = (LinearMixedModelFit)byDeviations.Refit(0);
        double[] theta = [24.74 / 25.6, 5.92 * 0.07 / 25.6, 5.92 * Math.Sqrt(1 - (0.07 * 0.07)) / 25.6];
        SimulatedResponses byTheta = Simulating.Of("y ~ Days + (Days | Subject)", Sleepstudy, Parameters([], []) with { RandomEffects = null, Theta = theta });

        Assert.Equal(180, byDeviations.RowCount);
        Assert.All(byDeviations[0].Zip(byTheta[0]), static pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        Assert.InRange(refitted.Coefficients["Days"].Estimate, 10.5 - (4 * 1.55), 10.5 + (4 * 1.55));

        // Seed and number alone decide, so that the fit of the same parameters has the same draws.
        Assert.Equal(byDeviations[0], Simulating.Of("y ~ Days + (Days | Subject)", Sleepstudy, Parameters([24.74, 5.92], [0.07]), new SimulationSettings { Draws = 9 })[0]);
    }

    [Fact]
    public void Without_residual_error_responses_are_sums_of_effects()
    {
        ModelFrame design = new([FrameColumn.Numeric("x", [0.0, 1, 0, 1]), FrameColumn.Text("g", ["a", "a", "b", "b"])]);
        IReadOnlyList<double> y = Simulating.Of("y ~ x + (1 | g)", design, new SimulationParameters
        {
            Coefficients = new Dictionary<string, double> { ["x"] = 3 },
            Sigma = 0,
            RandomEffects = [new RandomEffectsParameters([2])],
        })[0];

        Assert.Equal(3, y[1] - y[0], 1e-12);
        Assert.Equal(3, y[3] - y[2], 1e-12);
        Assert.NotEqual(y[0], y[2], 1e-3);
    }

    [Theory]
    [InlineData("y ~ Days + (Days | Subject)", new[] { 24.0 }, new double[0], "has 2 effects, and 1 standard deviations are given")]
    [InlineData("y ~ Days + (Days || Subject)", new[] { 24.0, 5 }, new[] { 0.5 }, "does not allow these standard deviations and correlations")]
    [InlineData("y ~ Days + (Days + I(Days^2) | Subject)", new[] { 1.0, 1, 1 }, new[] { 0.9, 0.9, -0.9 }, "contradict each other")]
    [InlineData("log(y) ~ Days + (1 | Subject)", new[] { 24.0 }, new double[0], "write a name there")]
    public void Parameters_that_do_not_fit_are_refused(string formula, double[] deviations, double[] correlations, string message)
        => Assert.Contains(message, Assert.Throws<ModelException>(() => Simulating.Of(formula, Sleepstudy, Parameters(deviations, correlations) with { Coefficients = new Dictionary<string, double>() })).Message, StringComparison.Ordinal);

    [Fact]
    public void Parameters_of_coefficients_that_are_not_there_are_refused()
        => Assert.Contains("Dayz", Assert.Throws<ModelException>(static () => Simulating.Of("y ~ Days + (1 | Subject)", Sleepstudy, Parameters([1], []) with { Coefficients = new Dictionary<string, double> { ["Dayz"] = 1 } })).Message, StringComparison.Ordinal);

    [Fact]
    public void Responses_of_rows_to_predict_are_not_refitted()
        => Assert.Throws<ModelException>(static () => Fit.Simulations(Sleepstudy).Refit(0));

    [Fact]
    public void Linear_models_are_simulated_too()
    {
        ModelFit line = Model.Parse("Reaction ~ Days").Fit(Sleepstudy);
        double[][] draws = [.. line.Simulations(new SimulationSettings { Draws = 2000 }).Select(static response => (double[])[response[5]])];
        Assert.Equal(line.FittedValues[5], draws.Average(static draw => draw[0]), 4 * line.Sigma / Math.Sqrt(2000));
        Assert.InRange(Covariance(draws, 0, 0) / (line.Sigma * line.Sigma), 0.87, 1.13);
    }

    private static SimulationParameters Parameters(double[] deviations, double[] correlations) => new()
    {
        Coefficients = new Dictionary<string, double> { ["(Intercept)"] = 251.4, ["Days"] = 10.5 },
        Sigma = 25.6,
        RandomEffects = [new RandomEffectsParameters(deviations, correlations.Length == 0 ? null : correlations)],
    };

    private static double Covariance(double[][] draws, int first, int second)
    {
        double left = draws.Average(draw => draw[first]);
        double right = draws.Average(draw => draw[second]);
        return draws.Sum(draw => (draw[first] - left) * (draw[second] - right)) / (draws.Length - 1);
    }
}
