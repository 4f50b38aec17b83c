using System.Text.Json;

namespace Lmm.Formula.Tests.Reference;

/// <summary>What R printed, from the files beside the scripts that printed it (tests/reference).</summary>
internal static class ReferenceFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static T[] Read<T>(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Reference", name);
        return JsonSerializer.Deserialize<T[]>(File.ReadAllText(path), Options)!;
    }
}

/// <summary>An entry of formula-terms.json.</summary>
public sealed record TermsReference(string Formula, bool Error, string[] Variables, int Intercept, string[] Labels, int[][] Factors, string[]? Columns);

/// <summary>An entry of formula-random.json.</summary>
public sealed record RandomReference(string Formula, bool Error, RandomTermReference[] Terms);

/// <summary>A random term of formula-random.json.</summary>
public sealed record RandomTermReference(string Grouping, string[] Effects, string Level);

/// <summary>An entry of formula-labels.json.</summary>
public sealed record LabelReference(string Written, string Label);
