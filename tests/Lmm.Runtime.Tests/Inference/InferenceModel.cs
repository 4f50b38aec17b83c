using System.Globalization;
using System.Text.Json;

namespace Lmm.Tests.Inference;

/// <summary>A model of the references of inference, which the product fits by its formula.</summary>
/// <param name="reference">What a script in <c>tests/reference</c> wrote of it.</param>
internal sealed class InferenceModel(JsonElement reference)
{
    /// <summary>The name of the model.</summary>
    public string Name => reference.GetProperty("name").GetString()!;

    /// <summary>Whether it is fitted by REML.</summary>
    public bool IsRestricted => reference.GetProperty("reml").GetBoolean();

    /// <summary>What was written of it.</summary>
    public JsonElement Reference => reference;

    /// <summary>The models of a file beside the tests of inference.</summary>
    public static IReadOnlyList<InferenceModel> Of(string file)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Inference", "Reference", file);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return [.. document.RootElement.EnumerateArray().Select(static element => new InferenceModel(element.Clone()))];
    }

    /// <summary>The model of that name.</summary>
    public static InferenceModel Find(string file, string name) => Of(file).Single(model => model.Name == name);

    /// <summary>The table, with the columns that are factors and their codings.</summary>
    public ModelFrame Frame()
    {
        ModelFrame frame = ModelFrame.FromCsv(Path.Combine(AppContext.BaseDirectory, reference.GetProperty("table").GetString()!));
        foreach (string column in reference.GetProperty("text").EnumerateArray().Select(static text => text.GetString()!))
        {
            frame = frame.With(frame[column].AsFactor());
        }

        if (reference.GetProperty("contrasts") is { ValueKind: JsonValueKind.Object } contrasts)
        {
            foreach (JsonProperty contrast in contrasts.EnumerateObject())
            {
                frame = frame.With(frame[contrast.Name].WithContrast(Enum.Parse<ContrastCoding>(Coding(contrast.Value.GetString()!))));
            }
        }

        return frame;
    }

    /// <summary>The fit.</summary>
    public ModelFit Fit(FitOptions? options = null) => Model.Parse(reference.GetProperty("formula").GetString()!).Fit(
        Frame(), IsRestricted ? Estimation.RestrictedMaximumLikelihood : Estimation.MaximumLikelihood, options, reference.GetProperty("weights").GetString());

    /// <summary>A number, which may be written as a text when it is not finite.</summary>
    public static double Number(JsonElement element)
        => element.ValueKind == JsonValueKind.String ? double.Parse(element.GetString()!, CultureInfo.InvariantCulture) : element.GetDouble();

    /// <summary>The numbers of an array.</summary>
    public static double[] Numbers(JsonElement element) => [.. element.EnumerateArray().Select(Number)];

    /// <summary>A matrix, row by row.</summary>
    public static double[,] Matrix(JsonElement element)
    {
        double[][] rows = [.. element.EnumerateArray().Select(Numbers)];
        var matrix = new double[rows.Length, rows.Length == 0 ? 0 : rows[0].Length];
        for (int row = 0; row < rows.Length; row++)
        {
            for (int column = 0; column < rows[row].Length; column++)
            {
                matrix[row, column] = rows[row][column];
            }
        }

        return matrix;
    }

    private static string Coding(string name) => name switch
    {
        "treatment" => nameof(ContrastCoding.Treatment),
        "sum" => nameof(ContrastCoding.Sum),
        "helmert" => nameof(ContrastCoding.Helmert),
        _ => nameof(ContrastCoding.Polynomial),
    };
}
