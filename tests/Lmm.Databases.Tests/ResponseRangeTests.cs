using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>Many responses of all magnitudes: those whose products engines cannot sum are refused one by one, never fitted wrongly.</summary>
public sealed class ResponseRangeTests
{
    [Theory]
    [InlineData(1e145, FitOutcome.Refused)]
    [InlineData(1e160, FitOutcome.Refused)]
    [InlineData(1e300, FitOutcome.Refused)]
    [InlineData(1e143, FitOutcome.Converged)]
    [InlineData(1e-138, FitOutcome.Converged)]
    [InlineData(1e-160, FitOutcome.Refused)]
    public void A_response_whose_products_leave_the_range_of_numbers_is_refused_and_the_others_are_not(double size, FitOutcome expected)
    {
        var random = new Random(3);
        long[] groups = [.. Enumerable.Range(0, 300).Select(_ => (long)random.Next(12))];
        (string Name, double[] Values)[] responses =
        [
            ("r0", Array.ConvertAll(groups, group => size * (1 + (group / 10.0) + random.NextDouble()))),
            ("r1", Array.ConvertAll(groups, group => group + random.NextDouble())),
        ];
        ModelFrame frame = new(FrameColumn.Integer("g", groups), FrameColumn.Numeric("x", groups.Select(_ => random.NextDouble())), FrameColumn.Numeric("y", responses[0].Values));
        ManyFits memory = ManyResponses.InMemory(frame, "y ~ x + (1 | g)", responses);
        foreach (string name in Engine.Available)
        {
            using Engine engine = ManyResponses.Fill(name, ManyResponses.Wide(frame, responses));
            engine.Create("tall", ManyResponses.Long(frame, responses, "gene", "y"));
            Model model = Model.Parse("y ~ x + (1 | g)");
            foreach (ManyFits fits in new[] { model.FitManyIn(engine.Connection, "study", DatabaseResponses.InColumns("r0", "r1")), model.FitManyIn(engine.Connection, "tall", DatabaseResponses.InRows("gene")) })
            {
                Assert.Equal(expected, fits[0].Outcome);
                Assert.Equal(1, fits[1].Sigma / memory[1].Sigma, 1e-9);
                if (expected == FitOutcome.Converged)
                {
                    Assert.Equal(1, fits[0].Sigma / memory[0].Sigma, 1e-9);
                }
                else
                {
                    Assert.Contains("leave the range of double numbers", fits[0].Message, StringComparison.Ordinal);
                }
            }

            // Alone it is summed in units of its own.
            Assert.Equal(1, model.FitIn(engine.Connection, "study").Sigma / memory[0].Sigma, 1e-9);
        }
    }

    [Fact]
    public void A_number_of_the_design_whose_products_leave_the_range_of_numbers_is_named()
    {
        ModelFrame frame = Visits.Draw();
        ModelFrame large = frame.With(FrameColumn.Numeric("dose", frame["dose"].Numbers!.ToArray().Select(static dose => dose * 1e160)));
        foreach (string name in Engine.Available)
        {
            using Engine engine = ManyResponses.Fill(name, large);

            ModelException fault = Assert.Throws<ModelException>(() => Model.Parse("score ~ dose + (1 | clinic)").FitManyIn(engine.Connection, "study", DatabaseResponses.InColumns("score")));

            Assert.Equal(LmmErrorCode.NotFinite, fault.Code);
            Assert.Contains("the values of dose, from ", fault.Message, StringComparison.Ordinal);
        }
    }
}
