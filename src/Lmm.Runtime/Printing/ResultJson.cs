using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Lmm.Printing;

namespace Lmm;

/// <summary>Results in JSON, for serializers that may not use reflection: a native program, or ASP.NET's request delegates.</summary>
public static class ResultJson
{
    /// <summary>
    /// Resolves the types of this library's results and of generated ones. A serializer's context cannot know generated types, which another generator
    /// makes: combine it with this one.
    /// </summary>
    public static IJsonTypeInfoResolver Resolver { get; } = new OfResults();

    private sealed class OfResults : IJsonTypeInfoResolver
    {
        // The attribute names the converter by its type, whose constructor trimming therefore keeps.
        public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
            => type.GetCustomAttribute<JsonConverterAttribute>(inherit: false)?.ConverterType is { } converter && typeof(IResultTypeInfo).IsAssignableFrom(converter)
                ? ((IResultTypeInfo)Activator.CreateInstance(converter)!).Of(options)
                : null;
    }
}
