using System.Net;
using System.Text;

namespace Lmm.Service.Tests;

/// <summary>A body that begins and does not go on until it is told to.</summary>
internal sealed class HaltingBody : HttpContent
{
    private readonly string _text;
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HaltingBody(string text)
    {
        _text = text;
        Headers.ContentType = new("text/csv");
    }

    /// <summary>Complete when the first half was sent.</summary>
    public Task Begun => _begun.Task;

    /// <summary>Lets the second half be sent.</summary>
    public void GoOn() => _goOn.SetResult();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(_text);
        await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        _begun.TrySetResult();
        await _goOn.Task.WaitAsync(cancellationToken);
        await stream.WriteAsync(bytes.AsMemory(bytes.Length / 2), cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
