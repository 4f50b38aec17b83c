using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lmm.Tests.ReferenceModels;

/// <summary>A fit of lme4 1.1-31 at full precision, as the folder <c>Reference</c> holds it.</summary>
internal sealed class ReferenceFit
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNameCaseInsensitive = true,
        Converters = { new ScalarOrArrayConverter<double>(), new ScalarOrArrayConverter<string>() },
    };

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Reference");

    public required string Formula { get; init; }

    public required int Nobs { get; init; }

    public required double Objective { get; init; }

    public required double LogLik { get; init; }

    public required double Aic { get; init; }

    public required double Bic { get; init; }

    public required int Df { get; init; }

    public required double[] Theta { get; init; }

    public required double Sigma { get; init; }

    public required FixedEffects Fixed { get; init; }

    public required Component[] VarCorr { get; init; }

    /// <summary>The variances and covariances of the random effects: all components but the residual variance.</summary>
    public IEnumerable<Component> RandomEffects => VarCorr.Where(component => component.Var1 is not null);

    public required bool Singular { get; init; }

    [JsonPropertyName("fitted_head")]
    public required double[] FittedHead { get; init; }

    [JsonPropertyName("resid_head")]
    public required double[] ResidualHead { get; init; }

    [JsonPropertyName("ranef")]
    public ConditionalModesTable[] ConditionalModes { get; init; } = [];

    public required string Method { get; init; }

    public Estimation Estimation => Method == "REML" ? Estimation.RestrictedMaximumLikelihood : Estimation.MaximumLikelihood;

    public static ReferenceFit Load(string name) =>
        JsonSerializer.Deserialize<ReferenceFit>(File.ReadAllText(Path.Combine(Folder, name + ".json")), Options)
            ?? throw new InvalidDataException($"{name}.json is empty.");

    /// <summary>The names of all fits, such as <c>05-sleepstudy-REML</c>.</summary>
    public static TheoryData<string> Names() =>
        [.. Directory.GetFiles(Folder, "*-*ML.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    internal sealed record FixedEffects(string[] Names, double[] Beta, double[] Se, double[][] Vcov);

    /// <summary>A variance (<c>Var2</c> null), a covariance, or the residual variance (both null).</summary>
    internal sealed record Component(string Grp, string? Var1, string? Var2, double Vcov, double SdCor);

    /// <summary>Modes by level and column, with their conditional standard deviations.</summary>
    internal sealed record ConditionalModesTable(string Group, string[] Levels, string[] Columns, double[][] Modes, double[][]? CondSd)
    {
        /// <summary>The conditional standard deviation; null where lme4 gives none, which is where several terms share a factor.</summary>
        public double? StandardDeviation(int level, int column) => CondSd switch
        {
            null => null,
            // R writes the deviations of a single effect as one row of all levels.
            _ when Columns.Length == 1 && CondSd.Length == 1 => CondSd[0][level],
            _ => CondSd[level][column],
        };
    }

    /// <summary>R writes a vector of length one as a scalar.</summary>
    private sealed class ScalarOrArrayConverter<T> : JsonConverter<T[]>
    {
        public override T[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                return [JsonSerializer.Deserialize<T>(ref reader, options)!];
            }

            var items = new List<T>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                items.Add(JsonSerializer.Deserialize<T>(ref reader, options)!);
            }

            return [.. items];
        }

        public override void Write(Utf8JsonWriter writer, T[] value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, (IEnumerable<T>)value, options);
    }
}
