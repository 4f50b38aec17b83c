using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Storage;

namespace Lmm;

/// <summary>A part of a saved file.</summary>
[JsonConverter(typeof(ResultJsonConverter<SavedPart>))]
public sealed record SavedPart : IJsonResult
{
    internal SavedPart(string name, long size, string holds) => (Name, Size, Holds) = (name, size, holds);

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Its size in bytes.</summary>
    public long Size { get; }

    /// <summary>What it holds of the data.</summary>
    public string Holds { get; }

    /// <summary>The name, the size and what it holds.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Size} bytes, {Holds}");

    void IJsonResult.WriteJson(Utf8JsonWriter json) => SavedContentsJson.Write(json, this);
}
