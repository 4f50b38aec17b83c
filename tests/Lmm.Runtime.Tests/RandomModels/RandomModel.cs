using System.Globalization;
using System.Text.Json;
using Lmm.Design;
using Lmm.Formula.Binding;

namespace Lmm.Tests.RandomModels;

/// <summary>A random effects term as lme4 1.1-31 estimates it.</summary>
internal sealed record EstimatedTerm(string Grouping, string[] Effects, double[][] Covariance, string[] Levels, double[][] Modes);

/// <summary>
/// What lme4 1.1-31 estimates for a random model of random data; made by <c>tests/reference/random-models.R</c>. The gradient is that of
/// lme4's criterion at its estimates, times θ where that is above 1: how far rounding let lme4 come.
/// </summary>
internal sealed record RandomModel(
    string Name,
    string File,
    string Formula,
    bool REML,
    bool Weights,
    string[] Text,
    Dictionary<string, string[]>? Declared,
    int Rows,
    double Objective,
    double Sigma,
    bool Singular,
    double Gradient,
    string[] Coefficients,
    double[] Beta,
    double[] Se,
    string[] Aliased,
    EstimatedTerm[] Terms)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    public static IReadOnlyList<RandomModel> All { get; } = JsonSerializer.Deserialize<RandomModel[]>(System.IO.File.ReadAllText(PathOf("models.json")), Json)!;

    public Estimation Estimation => REML ? Estimation.RestrictedMaximumLikelihood : Estimation.MaximumLikelihood;

    /// <summary>A name such as <c>03.csv huge_group</c>.</summary>
    public string Label => $"{File} {Name}";

    public static TheoryData<string> Labels() => [.. All.Select(static model => model.Label)];

    public static RandomModel Find(string label) => All.Single(model => model.Label == label);

    /// <summary>The model's data, in the order of the file or in another.</summary>
    public ModelFrame Data(int[]? order = null)
    {
        string[][] lines = [.. System.IO.File.ReadLines(PathOf(File)).Select(static line => line.Split(','))];
        string[] names = lines[0];
        string[][] rows = order is null ? lines[1..] : Array.ConvertAll(order, row => lines[row + 1]);
        return new ModelFrame(names.Select((name, column) => Column(name, rows.Select(row => row[column]))));
    }

    /// <summary>The design, built as a formula given at run time is.</summary>
    public ModelDesign Design(ModelFrame data)
    {
        BoundFormula bound = ModelBinder.Bind(Formula, data.Declarations, Weights ? "w" : null);
        Assert.True(bound.Spec is not null, string.Join("; ", bound.Diagnostics));
        return DesignInterpreter.Build(bound.Spec, data, Name);
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "RandomModels", file);

    private FrameColumn Column(string name, IEnumerable<string> fields)
    {
        if (!Text.Contains(name))
        {
            return FrameColumn.Numeric(name, fields.Select(static field => field.Length == 0 ? double.NaN : double.Parse(field, CultureInfo.InvariantCulture)));
        }

        IEnumerable<string?> labels = fields.Select(static field => field.Length == 0 ? null : field);
        return Declared is not null && Declared.TryGetValue(name, out string[]? levels)
            ? FrameColumn.Factor(name, labels, levels)
            : FrameColumn.Text(name, labels);
    }
}
