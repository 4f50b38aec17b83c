using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lmm.Printing;

/// <summary>What all JSON objects share: one line of text, and numbers that read back to the same bits.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one object.</summary>
    /// <param name="writeMembers">Writes its members.</param>
    public static string Object(Action<Utf8JsonWriter> writeMembers)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
        }

        // Hidden characters stand within strings alone.
        return HiddenCharacters.Escape(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    /// <summary>Writes a number; null where it is none (NaN), as of a coefficient that is not estimable, or infinite.</summary>
    public static void WriteReal(this Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    /// <summary>Writes a member with a number, null where it is none.</summary>
    public static void WriteReal(this Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        json.WriteReal(value);
    }

    /// <summary>Writes a member with an array.</summary>
    public static void WriteArray<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WritePropertyName(name);
        json.WriteArray(items, write);
    }

    /// <summary>Writes an array.</summary>
    public static void WriteArray<T>(this Utf8JsonWriter json, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray();
        foreach (T item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a member with a square matrix as an array of its rows.</summary>
    public static void WriteMatrix(this Utf8JsonWriter json, string name, int size, Func<int, int, double> value)
        => json.WriteArray(name, Enumerable.Range(0, size), row => json.WriteArray(Enumerable.Range(0, size), column => json.WriteReal(value(row, column))));
}
