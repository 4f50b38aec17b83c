using System.Globalization;
using System.Text.Json;

namespace Lmm.Tests.Inference.Anova;

/// <summary>A model of the references of inference, with what is recorded of it; their README says how.</summary>
internal sealed class AnovaModel(JsonElement recorded)
{
    private readonly Dictionary<ContrastCoding, ModelFit> _recoded = [];

    public string Name => Text("name")!;

    public string Formula => Text("formula")!;

    public bool HasWeights => Text("weights") is not null;

    public bool IsCoded => recorded.TryGetProperty("contrasts", out JsonElement contrasts) && contrasts.ValueKind == JsonValueKind.Object;

    public IEnumerable<AnovaReference> Anova => recorded.GetProperty("anova").EnumerateArray().Select(static entry => new AnovaReference(entry));

    /// <summary>The model as it was recorded.</summary>
    public ModelFit Fit => field ??= Fitted(Frame(Coded));

    /// <summary>The columns that are factors.</summary>
    private string[] Factors => recorded.GetProperty("text") is { ValueKind: JsonValueKind.Array } texts ? [.. texts.EnumerateArray().Select(static text => text.GetString()!)] : [Text("text")!];

    /// <summary>True when fixed effects have factors.</summary>
    public bool HasFixedFactors => Array.Exists(Factors, Formula[Formula.IndexOf('~', StringComparison.Ordinal)..Formula.IndexOf('(', StringComparison.Ordinal)].Contains);

    public static IReadOnlyDictionary<string, AnovaModel> Read(string file)
        => JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Inference", "Reference", file))).RootElement.EnumerateArray()
            .Select(static model => new AnovaModel(model)).ToDictionary(static model => model.Name);

    /// <summary>The model with one coding of all factors.</summary>
    public ModelFit Recoded(ContrastCoding coding)
    {
        if (!_recoded.TryGetValue(coding, out ModelFit? fit))
        {
            _recoded.Add(coding, fit = Fitted(Frame(column => column.WithContrast(coding))));
        }

        return fit;
    }

    /// <summary>The same rows explained by another formula.</summary>
    public ModelFit FitOf(string formula) => Model.Parse(formula, Name).Bind(Frame(Coded), Text("weights")).Fit();

    /// <summary>A recorded matrix on all columns of X: those that were left out have zeros.</summary>
    public Matrix OnAllColumns(JsonElement matrix)
    {
        string[] kept = [.. recorded.GetProperty("coefficients").EnumerateArray().Select(static name => name.GetString()!)];
        string[] names = [.. Fit.Coefficients.Select(static coefficient => coefficient.Name)];
        JsonElement[] rows = [.. matrix.EnumerateArray()];
        var values = new double[rows.Length, names.Length];
        for (int row = 0; row < rows.Length; row++)
        {
            for (int column = 0; column < kept.Length; column++)
            {
                values[row, Array.IndexOf(names, kept[column])] = AnovaReference.Number(rows[row][column]);
            }
        }

        return Matrix.Of(values);
    }

    private ModelFrame Frame(Func<FrameColumn, FrameColumn> coded)
    {
        var frame = ModelFrame.FromCsv(Path.Combine(AppContext.BaseDirectory, Text("table")!), new CsvOptions { ColumnTypes = Factors.ToDictionary(static name => name, static _ => ColumnType.Text) });
        foreach (string name in Factors)
        {
            frame = frame.With(coded(frame[name]));
        }

        return frame;
    }

    private FrameColumn Coded(FrameColumn column)
        => IsCoded && recorded.GetProperty("contrasts").TryGetProperty(column.Name, out JsonElement coding)
            ? column.WithContrast(coding.GetString() switch
            {
                "sum" => ContrastCoding.Sum,
                "helmert" => ContrastCoding.Helmert,
                "poly" => ContrastCoding.Polynomial,
                _ => ContrastCoding.Treatment,
            })
            : column;

    private ModelFit Fitted(ModelFrame frame)
        => Model.Parse(Formula, Name).Bind(frame, Text("weights")).Fit(
            recorded.TryGetProperty("reml", out JsonElement reml) && !reml.GetBoolean() ? Estimation.MaximumLikelihood : Estimation.RestrictedMaximumLikelihood);

    private string? Text(string name) => recorded.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>The recorded test of a term.</summary>
internal sealed class AnovaReference(JsonElement recorded)
{
    public AnovaType Type => (AnovaType)(recorded.GetProperty("type").GetInt32() - 1);

    public string Term => recorded.GetProperty("term").GetString()!;

    public JsonElement Matrix => recorded.GetProperty("matrix");

    /// <summary>The numbers themselves, where there is one method.</summary>
    public JsonElement Numbers => recorded;

    public JsonElement? By(DegreesOfFreedomMethod method)
        => recorded.TryGetProperty(JsonNamingPolicy.CamelCase.ConvertName($"{method}"), out JsonElement numbers) ? numbers : null;

    public static double Number(JsonElement number)
        => number.ValueKind == JsonValueKind.String ? double.Parse(number.GetString()!, CultureInfo.InvariantCulture) : number.GetDouble();
}
