using System.Text.Json;
using Lmm.Printing;

namespace Lmm.Storage;

/// <summary>What saved files hold, as JSON.</summary>
internal static class SavedContentsJson
{
    /// <summary>Writes what a file holds.</summary>
    public static void Write(Utf8JsonWriter json, SavedContents contents)
    {
        json.WriteStartObject();
        WriteMembers(json, contents);
        json.WriteEndObject();
    }

    /// <summary>Writes the members of what a file holds.</summary>
    public static void WriteMembers(Utf8JsonWriter json, SavedContents contents)
    {
        json.WriteString("kind", contents.Kind);
        json.WriteString("model", contents.ModelName);
        json.WriteString("formula", contents.Formula);
        json.WriteNumber("nobs", contents.ObservationCount);
        json.WriteNumber("formatVersion", contents.FormatVersion);
        json.WriteString("libraryVersion", contents.LibraryVersion);
        json.WriteNumber("size", contents.Size);
        json.WriteArray("parts", contents.Parts, part => Write(json, part));
    }

    /// <summary>Writes a part.</summary>
    public static void Write(Utf8JsonWriter json, SavedPart part)
    {
        json.WriteStartObject();
        json.WriteString("name", part.Name);
        json.WriteNumber("size", part.Size);
        json.WriteString("holds", part.Holds);
        json.WriteEndObject();
    }
}
