namespace Lmm.Package.Tests;

/// <summary>Models are built into programs for browsers, by the packs of the SDK without a workload.</summary>
public sealed class BrowserTests
{
    private const string Program =
        """
        using Lmm;
        using Microsoft.AspNetCore.Components.WebAssembly.Hosting;

        Sample[] rows = [.. Enumerable.Range(0, 30).Select(row => new Sample(1500 + (row % 7) + (row / 5), "ABCDEF"[row / 5].ToString()))];
        Console.WriteLine(SampleModel.Fit(rows).ToJson());
        await WebAssemblyHostBuilder.CreateDefault(args).Build().RunAsync();

        [Model("yield ~ 1 + (1 | batch)")]
        internal sealed record Sample(double Yield, string Batch);
        """;

    [Fact]
    public async Task A_program_for_browsers_builds()
    {
        using Consumer consumer = Consumer.ForBrowsers().With("Program.cs", Program);
        (int exitCode, string output) = await consumer.Build();

        Assert.True(exitCode == 0, output);
    }
}
