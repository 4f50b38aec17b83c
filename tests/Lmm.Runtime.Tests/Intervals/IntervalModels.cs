using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lmm.Tests.Intervals;

/// <summary>A model of <c>Inference/Reference</c> (see the README there), fitted as its file says.</summary>
internal sealed record IntervalModel
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public required string Name { get; init; }

    public required string Table { get; init; }

    public required string Formula { get; init; }

    public required bool Reml { get; init; }

    public required string[] Text { get; init; }

    public Dictionary<string, string>? Contrasts { get; init; }

    public string? Weights { get; init; }

    public IntervalReference[] Intervals { get; init; } = [];

    public IntervalReference[]? Deviations { get; init; }

    public static IntervalModel[] Read(string file)
        => JsonSerializer.Deserialize<IntervalModel[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Inference", "Reference", file)), Options)!;

    public LinearMixedModelFit Fit(FitOptions? options = null) => Fit(Reml ? Estimation.RestrictedMaximumLikelihood : Estimation.MaximumLikelihood, options);

    public LinearMixedModelFit Fit(Estimation estimation, FitOptions? options = null)
    {
        ModelFrame frame = ModelFrame.FromCsv(Path.Combine(AppContext.BaseDirectory, Table), new CsvOptions { ColumnTypes = Text.ToDictionary(static name => name, static _ => ColumnType.Text) });
        return (LinearMixedModelFit)Model.Parse(Formula, Name).Bind(frame, Weights).Fit(estimation, options);
    }
}

/// <summary>A parameter of a reference.</summary>
internal sealed record IntervalReference(string Name, double Estimate, double Se)
{
    public LimitReference[] Limits { get; init; } = [];
}

/// <summary>The limits of a reference at one level.</summary>
internal sealed record LimitReference(double Level, double Lower, double Upper, bool LowerAtBoundary, bool UpperAtBoundary);
