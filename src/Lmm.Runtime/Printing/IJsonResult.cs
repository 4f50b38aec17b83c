using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Lmm.Printing;

/// <summary>A result that can write itself as a JSON value.</summary>
internal interface IJsonResult
{
    /// <summary>Writes the value.</summary>
    void WriteJson(Utf8JsonWriter json);
}

/// <summary>A converter that makes what a serializer must know of its type.</summary>
internal interface IResultTypeInfo
{
    /// <summary>What a serializer must know of the type.</summary>
    JsonTypeInfo Of(JsonSerializerOptions options);
}
