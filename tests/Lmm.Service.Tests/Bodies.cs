using System.Globalization;
using System.Net;
using System.Text;

namespace Lmm.Service.Tests;

/// <summary>Bodies of requests.</summary>
internal static class Bodies
{
    /// <summary>The sleep study (Belenky et al., 2003; lme4's <c>sleepstudy</c>) as text.</summary>
    public static string SleepStudy { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "sleepstudy.csv"));

    /// <summary>A text as a body of its media type.</summary>
    public static StringContent Csv(string text) => new(text, Encoding.UTF8, "text/csv");

    /// <summary>An array as a body of its media type.</summary>
    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    /// <summary>The rows of a text as an array in JSON, cells as they are spelled.</summary>
    public static string AsJson(string csv)
        => $"[{string.Join(",\n", csv.ReplaceLineEndings("\n").Trim().Split('\n').Skip(1).Select(static line => line.Split(',')).Select(static cells => $$"""{"reaction": {{cells[0]}}, "days": {{cells[1]}}, "subject": "{{cells[2]}}"}"""))}]";

    /// <summary>Made-up rows of ten days for each of some subjects, as text.</summary>
    public static string MadeUp(int subjects)
    {
        StringBuilder text = new("Reaction,Days,Subject\n");
        for (int row = 0; row < subjects * 10; row++)
        {
            (int subject, int day) = (row / 10, row % 10);
            text.Append(CultureInfo.InvariantCulture, $"{250 + (subject * 37 % 61) + ((5 + (subject * 17 % 11)) * day) + (row * 7919 % 41)},{day},s{subject}\n");
        }

        return text.ToString();
    }
}

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
