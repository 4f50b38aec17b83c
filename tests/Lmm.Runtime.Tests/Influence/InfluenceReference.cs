using System.Text.Json;

namespace Lmm.Tests.Influence;

/// <summary>What <c>tests/reference/influence.R</c> found: lme4, performance and car at a polished θ.</summary>
internal static class InfluenceReference
{
    private static readonly Lazy<JsonElement> Root = new(() => JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Influence", "Reference", "influence.json"))).RootElement);

    /// <summary>The models.</summary>
    public static IReadOnlyList<JsonElement> Models { get; } = [.. Root.Value.GetProperty("models").EnumerateArray()];

    /// <summary>Another part.</summary>
    public static JsonElement Part(string name) => Root.Value.GetProperty(name);

    /// <summary>The numbers of a member; empty where it is null.</summary>
    public static double[] Numbers(JsonElement element, string member) => element.TryGetProperty(member, out JsonElement values) && values.ValueKind == JsonValueKind.Array ? Numbers(values) : [];

    /// <summary>The numbers of an array.</summary>
    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(static value => value.GetDouble())];

    /// <summary>Our fit of a model.</summary>
    public static LinearMixedModelFit Fit(JsonElement model)
    {
        string[] factors = [.. model.GetProperty("factors").EnumerateArray().Select(static name => name.GetString()!)];
        Estimation estimation = model.GetProperty("REML").GetBoolean() ? Estimation.RestrictedMaximumLikelihood : Estimation.MaximumLikelihood;
        return (LinearMixedModelFit)Model.Parse(model.GetProperty("formula").GetString()!).Fit(Read(model.GetProperty("data").GetString()!, factors), estimation);
    }

    /// <summary>A file of <c>Data</c>, some of its columns texts.</summary>
    public static ModelFrame Read(string name, params string[] factors) => ModelFrame.FromCsv(
        Path.Combine(AppContext.BaseDirectory, "Data", name + ".csv"), new CsvOptions { ColumnTypes = factors.ToDictionary(static factor => factor, static _ => ColumnType.Text) });

    /// <summary>The same, without the rows that have a text in a column.</summary>
    public static ModelFrame ReadWithout(string name, string column, Func<string, bool> goes, params string[] factors)
    {
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", name + ".csv"));
        int at = Array.FindIndex(lines[0].Split(','), header => header.Trim('"') == column);
        string text = string.Join('\n', lines.Where((line, index) => index == 0 || !goes(line.Split(',')[at].Trim('"'))));
        return ModelFrame.FromCsv(new StringReader(text), new CsvOptions { ColumnTypes = factors.ToDictionary(static factor => factor, static _ => ColumnType.Text) });
    }

    /// <summary>Holds numbers to references, relative to the size of the largest.</summary>
    public static void AssertClose(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        double size = expected.Max(Math.Abs);
        for (int index = 0; index < expected.Count; index++)
        {
            Assert.True(Math.Abs(expected[index] - actual[index]) <= tolerance * size, $"{index}: {actual[index]:R} for {expected[index]:R}");
        }
    }
}
