using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>Random models of random rows: levels that differ in case, blanks and quotes, missing values, weights and offsets.</summary>
public sealed class RandomModelTests
{
    private const int Seeds = 40;

    private static readonly string[] Fixed = ["x", "z", "f", "b", "x * f", "x * z", "x:z:f", "I(x > 0)", "I(f == \"b\") * x", "log(w)", "log1p(w) + expm1(x / 9)", "poly(z, 2)", "ns(z, 2):b", "scale(z)", "I(z - mean(z))", "factor(z)", "sqrt(w) + abs(x)", "I(z %% 2) + I(z %/% 2)", "I(2^z)"];

    private static readonly string[] Random = ["(1 | g)", "(x | g)", "(x || g)", "(1 | g) + (1 | h)", "(1 | g / f)", "(0 + b | g)", "(x | g) + (z | h)", "(1 | g:h)", "(0 + x:z | h) + (1 | g)"];

    public static TheoryData<string> Engines => Engine.Names;

    [Theory]
    [MemberData(nameof(Engines))]
    public void Both_ways_give_the_same_fit(string engineName)
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            ModelFrame frame = Draw(random);
            using var engine = Engine.Open(engineName);
            engine.Create("drawn", frame);
            string formula = $"y ~ {(random.Next(6) == 0 ? "0 + " : "")}{string.Join(" + ", random.GetItems(Fixed, 1 + random.Next(3)).Distinct())}{(random.Next(4) == 0 ? " + offset(z)" : "")} + {Random[random.Next(Random.Length)]}";
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

    private static ModelFrame Draw(Random random)
    {
        string[] levels = ["a", "A", "b ", "b", "O'Brien", "\"; DROP TABLE drawn; --"];
        int rows = 60 + random.Next(400);
        double[] ofG = [.. Enumerable.Range(0, 15).Select(_ => random.NextDouble() * 4)];
        double[] ofH = [.. Enumerable.Range(0, 9).Select(_ => random.NextDouble() * 2)];
        var y = new double?[rows];
        var x = new double?[rows];
        var z = new double[rows];
        var w = new double[rows];
        var g = new long[rows];
        var h = new string[rows];
        var f = new string?[rows];
        var b = new bool?[rows];
        for (int row = 0; row < rows; row++)
        {
            g[row] = random.Next(15) - 3;
            int item = random.Next(9);
            h[row] = "item " + item;
            x[row] = random.Next(30) == 0 ? null : (random.NextDouble() * 4) - 2;
            z[row] = random.Next(5);
            w[row] = random.Next(25) == 0 ? 0.25 : 0.5 + random.NextDouble();
            f[row] = random.Next(40) == 0 ? null : levels[random.Next(levels.Length)];
            b[row] = random.Next(2) == 0;
            y[row] = random.Next(35) == 0 ? null : 10 + (x[row] ?? 0) + (ofG[g[row] + 3] * (1 + (x[row] ?? 0))) + ofH[item] + (random.NextDouble() * 3) + (z[row] / 4);
        }

        return new ModelFrame(
            FrameColumn.Numeric("y", y), FrameColumn.Numeric("x", x), FrameColumn.Numeric("z", z), FrameColumn.Numeric("w", w),
            FrameColumn.Integer("g", g), FrameColumn.Text("h", h), FrameColumn.Text("f", f), FrameColumn.Boolean("b", b));
    }
}
