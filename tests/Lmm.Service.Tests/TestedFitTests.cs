using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Service;
using Service.Endpoints;

namespace Lmm.Service.Tests;

/// <summary>What takes long is done before an answer is written, where it can be stopped.</summary>
public sealed class TestedFitTests
{
    [Fact]
    public void Degrees_of_freedom_are_found_where_they_can_be_stopped()
    {
        using CancellationTokenSource source = new();
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => Fitted(2000).WithTests(source.Token));
    }

    [Fact]
    public void Writing_an_answer_computes_nothing_that_takes_long()
    {
        using CancellationTokenSource source = new();
        TrialFit fit = Fitted(100_000);

        // The first writing of all would be that of code too.
        JsonSerializer.Serialize<LinearMixedModelFit>(Fitted(20).WithTests(source.Token));
        Stopwatch watch = Stopwatch.StartNew();
        fit.WithTests(source.Token);
        TimeSpan tests = watch.Elapsed;
        watch.Restart();
        string written = JsonSerializer.Serialize<LinearMixedModelFit>(fit);
        TimeSpan writing = watch.Elapsed;

        Assert.Contains("\"df\":", written, StringComparison.Ordinal);
        Assert.True(writing < tests, $"{tests.TotalMilliseconds} ms for the tests, {writing.TotalMilliseconds} ms to write them.");
    }

    private static TrialFit Fitted(int rows) => TrialModel.Fit(TrialModel.ReadCsv(new MemoryStream(Encoding.UTF8.GetBytes(Bodies.MadeUp(rows)))));
}
