using System.Text.Json;

namespace Lmm.Tests.Solver;

/// <summary>What lme4 1.1-31 gives for one model; see <c>Reference/README.md</c>.</summary>
internal sealed class ReferenceModel
{
    private readonly JsonElement root;

    private ReferenceModel(JsonElement root, int number, Estimation estimation)
    {
        this.root = root;
        Number = number;
        Estimation = estimation;
    }

    public int Number { get; }

    public Estimation Estimation { get; }

    public double Objective => root.GetProperty("objective").GetDouble();

    public double Sigma => root.GetProperty("sigma").GetDouble();

    public double[] Theta => Numbers(root.GetProperty("theta"));

    public double[] Beta => Numbers(root.GetProperty("fixed").GetProperty("beta"));

    public double[] StandardErrors => Numbers(root.GetProperty("fixed").GetProperty("se"));

    public IEnumerable<(string Group, string First, string? Second, double Value)> VarianceComponents => root.GetProperty("varcorr").EnumerateArray()
        .Where(static row => row.GetProperty("grp").GetString() != "Residual")
        .Select(static row => (row.GetProperty("grp").GetString()!, row.GetProperty("var1").GetString()!, row.GetProperty("var2").GetString(), row.GetProperty("vcov").GetDouble()));

    /// <summary>Modes and their standard deviations, levels × effects; the deviations are null where lme4 gives none (several terms on one factor).</summary>
    public IEnumerable<(string Group, string[] Levels, double[][] Modes, double[][]? Deviations)> Modes => root.TryGetProperty("ranef", out JsonElement groups)
        ? groups.EnumerateArray().Select(static group =>
        {
            double[][] modes = Rows(group.GetProperty("modes"));
            return (
                group.GetProperty("group").GetString()!,
                group.GetProperty("levels").EnumerateArray().Select(static level => level.GetString()!).ToArray(),
                modes,
                Deviations(group.GetProperty("condSd"), modes[0].Length));
        })
        : [];

    public static ReferenceModel Read(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", name + ".json")));
        Estimation estimation = name.EndsWith("REML", StringComparison.Ordinal) ? Estimation.RestrictedMaximumLikelihood : Estimation.MaximumLikelihood;
        return new ReferenceModel(document.RootElement.Clone(), int.Parse(name[..2], System.Globalization.CultureInfo.InvariantCulture), estimation);
    }

    public static TheoryData<string> Names()
    {
        var names = new TheoryData<string>();
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Reference"), "*-*ML.json").Order(StringComparer.Ordinal))
        {
            names.Add(Path.GetFileNameWithoutExtension(file));
        }

        return names;
    }

    // R writes the deviations of a single effect as one row of all levels.
    private static double[][]? Deviations(JsonElement rows, int effects) => rows.ValueKind == JsonValueKind.Null
        ? null
        : effects == 1 && rows.GetArrayLength() == 1 ? Rows(rows)[0].Select(static value => new[] { value }).ToArray() : Rows(rows);

    private static double[][] Rows(JsonElement rows) => rows.EnumerateArray().Select(Numbers).ToArray();

    private static double[] Numbers(JsonElement values) => values.ValueKind == JsonValueKind.Array
        ? values.EnumerateArray().Select(static value => value.GetDouble()).ToArray()
        : [values.GetDouble()];
}
