using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Lmm.Service.Tests;

/// <summary>Takes whatever is posted to it, as a collector of OpenTelemetry does.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly ConcurrentQueue<(string Path, string Text)> _received = new();

    private Collector()
    {
        _host = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None"]).Build();
        _host.Run(async context =>
        {
            using MemoryStream body = new();
            await context.Request.Body.CopyToAsync(body);
            _received.Enqueue((context.Request.Path.Value!, Encoding.UTF8.GetString(body.ToArray())));
        });
    }

    /// <summary>Where it listens.</summary>
    public string Address => _host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>Starts it.</summary>
    public static async Task<Collector> Start()
    {
        Collector collector = new();
        await collector._host.StartAsync();
        return collector;
    }

    /// <summary>What was posted to a path.</summary>
    public string Received(string path) => string.Concat(_received.Where(message => message.Path == path).Select(static message => message.Text));

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
    }
}
