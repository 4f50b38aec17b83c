using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Findings;
using Lmm.Printing;

namespace Lmm;

/// <summary>A finding of a review: what is the matter, in words and numbers, and what to do about it.</summary>
[JsonConverter(typeof(ResultJsonConverter<Finding>))]
public sealed record Finding : IJsonResult
{
    internal Finding(FindingKind kind, FindingSeverity severity, string text, string advice)
        => (Kind, Severity, Text, Advice) = (kind, severity, text, advice);

    /// <summary>What it is about.</summary>
    public FindingKind Kind { get; }

    /// <summary>The word by which programs know the kind, such as <c>no-random-slope</c>.</summary>
    public string Id => FindingNames.Of(Kind);

    /// <summary>How much it matters.</summary>
    public FindingSeverity Severity { get; }

    /// <summary>What is the matter, in sentences with numbers.</summary>
    public string Text { get; }

    /// <summary>What to do about it, in sentences.</summary>
    public string Advice { get; }

    /// <summary>The grouping factor that it is about; null for none.</summary>
    public string? Grouping { get; internal init; }

    /// <summary>The variable that it is about; null for none.</summary>
    public string? Variable { get; internal init; }

    /// <summary>The terms, coefficients or effects that it is about, as the fit names them; empty for none.</summary>
    public IReadOnlyList<string> Terms { get; internal init => field = [.. value]; } = [];

    /// <summary>The levels of the grouping factor or variable that it is about; empty for none.</summary>
    public IReadOnlyList<string> Levels { get; internal init => field = [.. value]; } = [];

    /// <summary>The rows that it is about, as <see cref="FitRows.Numbers"/> counts them; empty for none.</summary>
    public IReadOnlyList<int> RowNumbers { get; internal init => field = [.. value]; } = [];

    /// <summary>The numbers of <see cref="Text"/> by name, in full precision, such as <c>standardErrorFactor</c>; those that could not be had are NaN.</summary>
    public IReadOnlyDictionary<string, double> Numbers { get; internal init => field = new Dictionary<string, double>(value).AsReadOnly(); } = new Dictionary<string, double>();

    /// <summary>By how much it changes the conclusions: findings of one severity are in its order.</summary>
    internal double Weight { get; init; }

    /// <summary>The severity and the text.</summary>
    public override string ToString() => $"{FindingNames.Of(Severity)}: {Text}";

    void IJsonResult.WriteJson(Utf8JsonWriter json) => ReviewJson.Write(json, this);
}
