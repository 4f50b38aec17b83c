using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Service;

namespace Lmm.Benchmarks.ServiceLoad;

/// <summary>A load: what so many clients post, one request after the other each, and what each must be answered.</summary>
internal sealed class Case
{
    // The server writes its answers so.
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly byte[] _body;
    private readonly string _type;

    /// <summary>Makes a case.</summary>
    /// <param name="name">What is posted.</param>
    /// <param name="clients">The number of clients.</param>
    /// <param name="csv">The rows.</param>
    /// <param name="isJson">True to post them in JSON.</param>
    public Case(string name, int clients, string csv, bool isJson = false)
    {
        Clients = clients;
        _body = Encoding.UTF8.GetBytes(isJson ? Rows.AsJson(csv) : csv);
        _type = isJson ? "application/json" : "text/csv";
        Name = $"{name} in {(isJson ? "JSON" : "CSV")}, {_body.Length / 1024.0:N1} kB";
        Expected = JsonSerializer.SerializeToUtf8Bytes<LinearMixedModelFit>(TrialModel.Fit(TrialModel.ReadCsv(new MemoryStream(Encoding.UTF8.GetBytes(csv)))), Unescaped);
    }

    /// <summary>What is posted.</summary>
    public string Name { get; }

    /// <summary>The number of clients.</summary>
    public int Clients { get; }

    /// <summary>The bytes of the library's own fit.</summary>
    public ReadOnlyMemory<byte> Expected { get; }

    /// <summary>A body to post.</summary>
    public HttpContent Body()
    {
        ByteArrayContent body = new(_body);
        body.Headers.ContentType = new MediaTypeHeaderValue(_type);
        return body;
    }
}
