using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Lmm.Printing;

namespace Lmm;

/// <summary>Writes results as JSON, without reflection. Results are made by fitting alone, so that none is read.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ResultJsonConverter<T> : JsonConverter<T>, IResultTypeInfo
    where T : notnull
{
    /// <summary>Refuses.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => throw new NotSupportedException($"A {typeof(T).Name} cannot be read from JSON: results are made by fitting alone. Read the numbers that you need into a type of your own.");

    /// <summary>Writes a result; numbers that are not finite are null.</summary>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is not IJsonResult result)
        {
            throw new NotSupportedException($"{value.GetType().Name} is no result of this library.");
        }

        result.WriteJson(writer);
    }

    JsonTypeInfo IResultTypeInfo.Of(JsonSerializerOptions options) => JsonMetadataServices.CreateValueInfo<T>(options, this);
}
