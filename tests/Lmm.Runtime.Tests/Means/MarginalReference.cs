using System.Text.Json;

namespace Lmm.Tests.Means;

/// <summary>A case of the marginal means that emmeans computed; <c>tests/reference/marginal-means.R</c> wrote them, with the data.</summary>
internal sealed class MarginalReference
{
    private static readonly string[] Texts = ["recipe", "site", "dose", "g", "class"];

    private readonly JsonElement _case;

    private MarginalReference(JsonElement element, JsonElement data)
    {
        _case = element;
        Frame = FrameOf(data.GetProperty(element.GetProperty("data").GetString()!));
    }

    /// <summary>The name.</summary>
    public string Name => _case.GetProperty("name").GetString()!;

    /// <summary>The rows.</summary>
    public ModelFrame Frame { get; }

    /// <summary>The formula.</summary>
    public string Formula => _case.GetProperty("formula").GetString()!;

    /// <summary>The rows of the means.</summary>
    public JsonElement[] Means => [.. _case.GetProperty("means").EnumerateArray()];

    /// <summary>The rows of the contrasts; empty for none.</summary>
    public JsonElement[] Contrasts => _case.TryGetProperty("contrasts", out JsonElement rows) ? [.. rows.EnumerateArray()] : [];

    /// <summary>All cases.</summary>
    public static IReadOnlyList<MarginalReference> All()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Means", "Reference", "marginal-means.json")));
        JsonElement root = document.RootElement.Clone();
        return [.. root.GetProperty("cases").EnumerateArray().Select(element => new MarginalReference(element, root.GetProperty("data")))];
    }

    /// <summary>The means of the case.</summary>
    public MarginalMeansTable Table()
    {
        ModelFit fit = Model.Parse(Formula).Fit(
            Frame,
            _case.GetProperty("ml").GetBoolean() ? Estimation.MaximumLikelihood : Estimation.RestrictedMaximumLikelihood,
            null,
            _case.GetProperty("weights").GetBoolean() ? "w" : null);
        MarginalMeans means = fit.MarginalMeans
            .With(_case.GetProperty("df").GetString() == "kenward-roger" ? DegreesOfFreedomMethod.KenwardRoger : DegreesOfFreedomMethod.Satterthwaite)
            .Weighted(Enum.Parse<MeansWeighting>(_case.GetProperty("weighting").GetString()!, ignoreCase: true));
        if (_case.GetProperty("at") is { ValueKind: JsonValueKind.Object } at)
        {
            foreach (JsonProperty covariate in at.EnumerateObject())
            {
                means = means.At(covariate.Name, [.. covariate.Value.EnumerateArray().Select(static value => value.GetDouble())]);
            }
        }

        return means.Of(Names("of"), Names("by"));
    }

    /// <summary>The contrasts of the case.</summary>
    public ContrastTable Contrasted(MarginalMeansTable means)
    {
        ContrastKind kind = _case.GetProperty("contrast").GetString() switch
        {
            "pairwise" => ContrastKind.Pairwise,
            "consec" => ContrastKind.Sequential,
            "trt.vs.ctrl" => ContrastKind.Control,
            "eff" => ContrastKind.Effect,
            _ => ContrastKind.Polynomial,
        };
        return means.Contrasts(kind, Enum.Parse<MultiplicityAdjustment>(_case.GetProperty("adjust").GetString()!, ignoreCase: true));
    }

    /// <summary>A number of a row; NaN where it is missing.</summary>
    public static double Number(JsonElement row, string name)
        => row.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;

    /// <summary>A level of a row as text.</summary>
    public static string Level(JsonElement row, string factor) => row.GetProperty(factor) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.True } => "TRUE",
        { ValueKind: JsonValueKind.False } => "FALSE",
        var number => number.GetRawText(),
    };

    private string[] Names(string property) => [.. _case.GetProperty(property).EnumerateArray().Select(static name => name.GetString()!)];

    private static ModelFrame FrameOf(JsonElement data)
    {
        string path = Path.GetTempFileName();
        try
        {
            JsonProperty[] columns = [.. data.EnumerateObject()];
            int rows = columns[0].Value.GetArrayLength();
            File.WriteAllLines(path, [string.Join(',', columns.Select(static column => column.Name)), .. Enumerable.Range(0, rows).Select(row => string.Join(',', columns.Select(column => column.Value[row].ToString())))]);
            return Texts.Aggregate(ModelFrame.FromCsv(path), static (frame, column) => frame.With(frame[column].AsFactor()));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
