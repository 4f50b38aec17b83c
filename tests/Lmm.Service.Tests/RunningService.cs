using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Lmm.Service.Tests;

/// <summary>The sample, listening on a free port of this machine, with settings of the test's own.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication _service;

    private RunningService(WebApplication service)
    {
        _service = service;
        Address = new Uri(service.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Client = new HttpClient { BaseAddress = Address };
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>A client of it.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts it.</summary>
    /// <param name="settings">Settings, such as <c>Limits:MaximumRows=5</c>.</param>
    public static async Task<RunningService> Start(params string[] settings)
    {
        WebApplication service = global::Service.Application.Build(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None", .. settings.Select(static setting => $"--{setting}")]);
        await service.StartAsync();
        return new RunningService(service);
    }

    /// <summary>Posts a body.</summary>
    public Task<HttpResponseMessage> Post(string question, HttpContent body, CancellationToken stop = default) => Client.PostAsync(new Uri(question, UriKind.Relative), body, stop);

    /// <summary>Sends a CSV body, or the beginning of one, by a client that asks for no answer: HttpClient gives none before it has sent all.</summary>
    /// <param name="length">The length that the body is said to have.</param>
    /// <param name="text">What is sent of it.</param>
    public async Task<Socket> Sending(int length, string text)
    {
        Socket client = new(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(Address.Host, Address.Port);
        ReadOnlyMemory<byte> bytes = Encoding.ASCII.GetBytes($"POST /fits HTTP/1.1\r\nHost: {Address.Authority}\r\nContent-Type: text/csv\r\nContent-Length: {length}\r\n\r\n{text}");
        while (bytes.Length > 0)
        {
            bytes = bytes[await client.SendAsync(bytes)..];
        }

        return client;
    }

    /// <summary>The text at a path.</summary>
    public Task<string> Get(string path) => Client.GetStringAsync(new Uri(path, UriKind.Relative));

    /// <summary>The sum of a metric whose labels contain a text; zero where there is none.</summary>
    public async Task<double> Metric(string name, string label = "")
        => Regex.Matches(await Get("/metrics"), $@"^{Regex.Escape(name)}\{{([^}}]*)\}} (\S+)", RegexOptions.Multiline)
            .Where(match => match.Groups[1].Value.Contains(label, StringComparison.Ordinal))
            .Sum(static match => double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));

    /// <summary>Waits until a metric has a value.</summary>
    public async Task Until(string name, double value, string label = "")
    {
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(20));
        while (await Metric(name, label) is double found && found != value)
        {
            Assert.False(late.IsCancellationRequested, $"{name}{{{label}}} is {found}, not {value}: {string.Join(" ", (await Get("/metrics")).Split('\n').Where(static line => line.StartsWith("lmm_service", StringComparison.Ordinal)))}");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _service.StopAsync();
        await _service.DisposeAsync();
    }
}
