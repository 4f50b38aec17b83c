using System.Text.Json;

namespace Lmm.Cli.Tests;

/// <summary>A fit of lme4 1.1-31 at full precision, of the run-time library's tests.</summary>
internal sealed class Reference(string name)
{
    private readonly JsonElement _root = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json"))).RootElement;

    private static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Reference");

    /// <summary>The names of all fits, such as <c>05-sleepstudy-REML</c>.</summary>
    public static IEnumerable<string> Names => Directory.GetFiles(Folder, "*-*ML.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public string Formula => _root.GetProperty("formula").GetString()!;

    public string DataSet => _root.GetProperty("dataset").GetString()!;

    public bool IsRestricted => _root.GetProperty("method").GetString() == "REML";

    public bool IsSingular => _root.GetProperty("singular").GetBoolean();

    public int RowCount => _root.GetProperty("nobs").GetInt32();

    public JsonElement FixedEffects => _root.GetProperty("fixed");

    /// <summary>Standard deviations (Second null) and correlations of the random effects.</summary>
    public IEnumerable<(string Group, string First, string? Second, double Value)> Components
        => _root.GetProperty("varcorr").EnumerateArray()
            .Where(row => row.GetProperty("var1").ValueKind == JsonValueKind.String)
            .Select(row => (row.GetProperty("grp").GetString()!, row.GetProperty("var1").GetString()!, row.GetProperty("var2").GetString(), row.GetProperty("sdcor").GetDouble()));

    public double Number(string name) => _root.GetProperty(name).GetDouble();

    /// <summary>Numbers, of which R writes a single one without brackets.</summary>
    public static double[] Numbers(JsonElement element)
        => element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().Select(item => item.GetDouble())] : [element.GetDouble()];

    /// <summary>Texts, of which R writes a single one without brackets.</summary>
    public static string[] Texts(JsonElement element)
        => element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().Select(item => item.GetString()!)] : [element.GetString()!];

    public double[] Theta => Numbers(_root.GetProperty("theta"));
}
