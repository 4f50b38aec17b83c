using System.Runtime.CompilerServices;
using Lmm.Generators.Analyzers;
using Microsoft.CodeAnalysis;

namespace Lmm.Generators.Tests;

/// <summary>Every rule has a descriptor, a page and a row in the release table.</summary>
public class DescriptorTests
{
    [Fact]
    public void Ids_are_distinct_and_of_the_form_LMM000()
    {
        string[] ids = [.. Descriptors.All.Select(descriptor => descriptor.Id)];
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(ids, id => Assert.Matches("^LMM[0-9]{3}$", id));
    }

    [Fact]
    public void Links_lead_to_the_page_named_after_the_id()
        => Assert.All(Descriptors.All, descriptor => Assert.EndsWith($"/docs/diagnostics/{descriptor.Id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal));

    [Fact]
    public void Every_rule_has_a_page_with_its_title()
        => Assert.All(Descriptors.All, descriptor => Assert.Equal(
            $"# {descriptor.Id}: {descriptor.Title}",
            File.ReadLines(InRepository($"docs/diagnostics/{descriptor.Id}.md")).First()));

    [Fact]
    public void The_release_table_lists_every_rule()
    {
        IEnumerable<string> rows = Descriptors.All.Select(descriptor
            => $"{descriptor.Id} | {descriptor.Category} | {Severity(descriptor)} | {descriptor.Title}");
        IEnumerable<string> listed = File.ReadLines(InRepository("src/Lmm.Generators/AnalyzerReleases.Unshipped.md"))
            .Where(line => line.StartsWith("LMM", StringComparison.Ordinal));
        Assert.Equal(rows, listed);
    }

    private static string Severity(DiagnosticDescriptor descriptor) => descriptor.IsEnabledByDefault ? descriptor.DefaultSeverity.ToString() : "Disabled";

    private static string InRepository(string path, [CallerFilePath] string here = "")
        => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", path);
}
