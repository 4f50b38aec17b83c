using System.Text.Json;
using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>The reference models, fitted where the rows are, are those of the rows in memory.</summary>
public sealed class ReferenceModelTests
{
    private static string Folder(string name) => Path.Combine(AppContext.BaseDirectory, name);

    public static TheoryData<string, string> Models
    {
        get
        {
            TheoryData<string, string> models = [];
            foreach (string file in Directory.EnumerateFiles(Folder("Reference"), "*.json").Select(static file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal))
            {
                foreach (string engine in Engine.Available)
                {
                    // Lectures by three factors are summed once an engine; the others by both criteria.
                    if (!file.Contains("InstEval", StringComparison.Ordinal) || (file.EndsWith("REML", StringComparison.Ordinal) && engine == "DuckDB"))
                    {
                        models.Add(file, engine);
                    }
                }
            }

            return models;
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_reference_model_is_fitted_in_the_engine(string name, string engineName)
    {
        using JsonDocument reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder("Reference"), name + ".json")));
        string formula = reference.RootElement.GetProperty("formula").GetString()!;
        Estimation estimation = reference.RootElement.GetProperty("method").GetString() == "ML" ? Estimation.MaximumLikelihood : Estimation.RestrictedMaximumLikelihood;
        string[] factors = reference.RootElement.GetProperty("factors") is { ValueKind: JsonValueKind.Array } several ? [.. several.EnumerateArray().Select(static factor => factor.GetString()!)] : [reference.RootElement.GetProperty("factors").GetString()!];
        ModelFrame frame = ModelFrame.FromCsv(Path.Combine(Folder("Data"), reference.RootElement.GetProperty("dataset").GetString() + ".csv"));
        using var engine = Engine.Open(engineName);
        engine.Create("observed", frame);
        string[] whole = [.. factors.Where(factor => frame.Find(factor) is { Levels.Count: 0 })];
        ModelFrame declared = whole.Aggregate(frame, static (table, factor) => table.With(table[factor].AsFactor()));
        var memory = (LinearMixedModelFit)Model.Parse(formula).Fit(declared, estimation);

        foreach (DatabaseStrategy strategy in Enum.GetValues<DatabaseStrategy>())
        {
            LinearMixedModelFit database = Model.Parse(formula).FitIn(engine.Connection, "observed", estimation, new DatabaseOptions { Strategy = strategy, Factors = whole });

            Agreement.Of(memory, database);
        }
    }
}
