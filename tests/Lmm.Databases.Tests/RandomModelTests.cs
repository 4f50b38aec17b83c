using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>Random models of random rows: levels that differ in case, blanks and quotes, missing values, weights and offsets.</summary>
public sealed class RandomModelTests
{
    private const int Seeds = 40;

    public static TheoryData<string> Engines => Engine.Names;

    [Theory]
    [MemberData(nameof(Engines))]
    public void Both_ways_give_the_same_fit(string engineName)
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            ModelFrame frame = RandomModels.Draw(random);
            using var engine = Engine.Open(engineName);
            engine.Create("drawn", frame);
            string formula = RandomModels.Formula(random);
            if (engineName == "SQLite")
            {
                // It has no truth values.
                formula = formula.Replace("b", "f", StringComparison.Ordinal).Replace("I(f == \"f\")", "I(f == \"b\")", StringComparison.Ordinal).Replace("afs(", "abs(", StringComparison.Ordinal);
            }

            string? weights = random.Next(3) == 0 ? "w" : null;
            Estimation estimation = random.Next(2) == 0 ? Estimation.MaximumLikelihood : Estimation.RestrictedMaximumLikelihood;
            LinearMixedModelFit memory;
            try
            {
                memory = (LinearMixedModelFit)Model.Parse(formula).Fit(frame, estimation, weights: weights);
            }
            catch (ModelException fault)
            {
                LmmException other = Assert.ThrowsAny<LmmException>(() => Model.Parse(formula).FitIn(engine.Connection, "drawn", estimation, new DatabaseOptions { Weights = weights }));
                Assert.True(fault.Code == other.Code, $"{seed}: {formula}: {fault.Message} / {other.Message}");
                continue;
            }

            foreach (DatabaseStrategy strategy in Enum.GetValues<DatabaseStrategy>())
            {
                LinearMixedModelFit database = Model.Parse(formula).FitIn(engine.Connection, "drawn", estimation, new DatabaseOptions { Strategy = strategy, Weights = weights });
                try
                {
                    Agreement.Of(memory, database, theta: 1e-5);
                }
                catch (Xunit.Sdk.XunitException fault)
                {
                    Assert.Fail($"seed {seed}, {formula}, {strategy}, weights {weights}: {fault.Message}");
                }
            }
        }
    }
}
