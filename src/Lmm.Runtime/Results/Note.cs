using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Results;

namespace Lmm;

/// <summary>What the reader of a fit must know besides the numbers.</summary>
[JsonConverter(typeof(ResultJsonConverter<Note>))]
public sealed record Note : IJsonResult
{
    internal Note(NoteKind kind, string heading, params IEnumerable<string> details)
    {
        Kind = kind;
        Heading = heading;
        Details = [.. details];
    }

    /// <summary>What it is about.</summary>
    public NoteKind Kind { get; }

    /// <summary>The word by which programs know the kind, such as <c>not-converged</c>.</summary>
    public string Id => Kind switch
    {
        NoteKind.DroppedRows => "dropped-rows",
        NoteKind.RankDeficient => "rank-deficient",
        NoteKind.Range => "range",
        NoteKind.Undecided => "undecided",
        NoteKind.NotConverged => "not-converged",
        NoteKind.Flat => "flat",
        NoteKind.StrayCell => "stray-cell",
        NoteKind.ManyLevels => "many-levels",
        _ => "singular",
    };

    /// <summary>What is the matter.</summary>
    public string Heading { get; }

    /// <summary>The coefficients that are not estimable, the directions without variance, or what the optimizer says; else empty.</summary>
    public IReadOnlyList<string> Details { get; }

    /// <summary>The note in a sentence.</summary>
    public string Text => Details.Count == 0 ? Heading : $"{Heading}: {string.Join(Kind == NoteKind.RankDeficient ? ", " : "; ", Details)}";

    /// <summary>The note in a sentence.</summary>
    public override string ToString() => Text;

    void IJsonResult.WriteJson(Utf8JsonWriter json) => FitJson.Write(json, this);
}
