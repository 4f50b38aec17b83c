using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Findings;
using Lmm.Printing;

namespace Lmm;

/// <summary>What a review did not look for, and why.</summary>
[JsonConverter(typeof(ResultJsonConverter<UncheckedFinding>))]
public sealed record UncheckedFinding : IJsonResult
{
    internal UncheckedFinding(FindingKind kind, string reason) => (Kind, Reason) = (kind, reason);

    /// <summary>What was not looked for, wholly or in part.</summary>
    public FindingKind Kind { get; }

    /// <summary>The word by which programs know the kind.</summary>
    public string Id => FindingNames.Of(Kind);

    /// <summary>Why not, in a sentence.</summary>
    public string Reason { get; }

    /// <summary>The kind and the reason.</summary>
    public override string ToString() => $"{FindingNames.Words(Kind)}: {Reason}";

    void IJsonResult.WriteJson(Utf8JsonWriter json) => ReviewJson.Write(json, this);
}
