using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>Responses beside the columns of a frame, as tests draw them, and what fits of them in a database have in common with those in memory.</summary>
internal static class ManyResponses
{
    /// <summary>Draws responses by a frame's score: each moves and scales it, adds noise, and every third lacks values.</summary>
    public static (string Name, double[] Values)[] Draw(ModelFrame frame, string score, int count, int seed)
    {
        var random = new Random(seed);
        double[] values = frame[score].Numbers!.ToArray();
        return [.. Enumerable.Range(0, count).Select(response =>
        {
            double scale = Math.Pow(10, random.Next(-3, 4));
            double move = random.Next(3) == 0 ? 1e5 * scale : random.NextDouble();
            return ($"r{response}", Array.ConvertAll(values, value => response % 3 == 2 && random.Next(4) == 0 ? double.NaN : move + (scale * (value + random.NextDouble()))));
        })];
    }

    /// <summary>The frame with a column for each response.</summary>
    public static ModelFrame Wide(ModelFrame frame, (string Name, double[] Values)[] responses)
        => responses.Aggregate(frame, static (wide, response) => wide.With(FrameColumn.Numeric(response.Name, response.Values)));

    /// <summary>A row for each value, with a column that names the response, in an order of its own.</summary>
    public static ModelFrame Long(ModelFrame frame, (string Name, double[] Values)[] responses, string name, string value)
    {
        int rows = frame.RowCount;
        int[] order = [.. Enumerable.Range(0, rows * responses.Length)];
        new Random(3).Shuffle(order);
        return frame.Rows([.. order.Select(place => place % rows)])
            .With(FrameColumn.Text(name, order.Select(place => responses[place / rows].Name)))
            .With(FrameColumn.Numeric(value, order.Select(place => responses[place / rows].Values[place % rows])));
    }

    /// <summary>Asserts that fits are those in memory.</summary>
    public static void Agree(ManyFits memory, ManyFits database, double accuracy = 1e-9, double theta = 1e-6)
    {
        Assert.Equal(memory.ResponseNames, database.ResponseNames);
        Assert.Equal(memory.CoefficientNames, database.CoefficientNames);
        for (int response = 0; response < memory.Count; response++)
        {
            (ResponseFit expected, ResponseFit actual) = (memory[response], database[response]);
            Assert.Equal(expected.Outcome, actual.Outcome);
            Assert.Equal(expected.ObservationCount, actual.ObservationCount);
            if (double.IsNaN(expected.Objective))
            {
                Assert.All([actual.Objective, actual.Sigma, .. actual.Beta, .. actual.Theta], static value => Assert.True(double.IsNaN(value)));
                continue;
            }

            Assert.Equal(0, (actual.Objective - expected.Objective) / Math.Max(1, Math.Abs(expected.Objective)), accuracy);
            Assert.Equal(expected.Sigma, actual.Sigma, accuracy * expected.Sigma);
            for (int coefficient = 0; coefficient < expected.Beta.Count; coefficient++)
            {
                if (double.IsNaN(expected.Beta[coefficient]))
                {
                    Assert.True(double.IsNaN(actual.Beta[coefficient]), database.CoefficientNames[coefficient]);
                    continue;
                }

                Assert.Equal(expected.Beta[coefficient], actual.Beta[coefficient], accuracy * expected.StandardErrors[coefficient]);
                Assert.Equal(expected.StandardErrors[coefficient], actual.StandardErrors[coefficient], Math.Max(accuracy, theta) * expected.StandardErrors[coefficient]);
            }

            Assert.All(expected.Theta.Zip(actual.Theta), pair => Assert.Equal(pair.First, pair.Second, theta * Math.Max(1, Math.Abs(pair.First))));
        }
    }

    /// <summary>A literal of an infinite number in an engine.</summary>
    public static string Infinity(string engine) => engine == "SQLite" ? "9e999" : "CAST('infinity' AS DOUBLE PRECISION)";

    /// <summary>The fits in memory.</summary>
    public static ManyFits InMemory(ModelFrame frame, string formula, (string Name, double[] Values)[] responses, FitOptions? options = null, string? weights = null)
        => Model.Parse(formula).Bind(frame, weights).FitMany(new ResponseTable([.. responses.Select(static response => response.Values)], [.. responses.Select(static response => response.Name)]), options: options);

    /// <summary>A table of the rows.</summary>
    public static Engine Fill(string engineName, ModelFrame frame)
    {
        Engine engine = Engine.Open(engineName);
        engine.Create("study", frame);
        return engine;
    }
}
