using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.Json;

namespace Lmm.Package.Tests;

/// <summary>What the package has for those who look it up, debug it, and live with it for years.</summary>
public sealed class PackageTests(PackedPackage packed) : IClassFixture<PackedPackage>
{
    // The table of custom debug information that links sources (Portable PDB, Source Link).
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    private readonly PackageFile _package = new(Path.Combine(packed.Folder, $"Lmm.{packed.Version}.nupkg"));
    private readonly PackageFile _symbols = new(Path.Combine(packed.Folder, $"Lmm.{packed.Version}.snupkg"));

    [Fact]
    public void The_package_says_where_it_comes_from_and_links_to_nothing_that_it_lacks() => PackageMetadata.ShouldBeComplete(_package);

    [Fact]
    public void Dependencies_end_before_the_next_version_that_may_break() => Assert.Equal(
        [("CsvHelper", "[34.0.0, 35.0.0)"), ("MathNet.Numerics", "[5.0.0, 6.0.0)"), ("Pidgin", "[3.5.1, 4.0.0)")],
        _package.Dependencies.Order());

    [Fact]
    public void Symbols_are_in_a_package_of_their_own_and_those_of_analyzers_within_them()
    {
        Assert.Equal(
            ["lib/net10.0/Lmm.Formula.pdb", "lib/net10.0/Lmm.Runtime.pdb"],
            _symbols.Entries.Keys.Where(name => name.EndsWith(".pdb", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(_package.Entries.Keys, name => name.EndsWith(".pdb", StringComparison.Ordinal));
        Assert.All(
            _package.Entries.Where(entry => entry.Key.StartsWith("analyzers/dotnet/cs/Lmm.", StringComparison.Ordinal)),
            analyzer => Assert.Contains(new PEReader(ImmutableArray.Create(analyzer.Value)).ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb));
    }

    [Theory]
    [InlineData("Lmm.Runtime")]
    [InlineData("Lmm.Formula")]
    public void Symbols_belong_to_their_library_and_find_the_sources_of_its_commit(string library)
    {
        using var file = new PEReader(ImmutableArray.Create(_package.Entries[$"lib/net10.0/{library}.dll"]));
        CodeViewDebugDirectoryData wanted = file.ReadCodeViewDebugDirectoryData(file.ReadDebugDirectory().First(entry => entry.Type == DebugDirectoryEntryType.CodeView));
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbImage(ImmutableArray.Create(_symbols.Entries[$"lib/net10.0/{library}.pdb"]));
        MetadataReader symbols = provider.GetMetadataReader();

        Assert.Equal(wanted.Guid, new BlobContentId(symbols.DebugMetadataHeader!.Id).Guid);
        JsonElement link = JsonDocument.Parse(SourceLinkOf(symbols)).RootElement.GetProperty("documents");
        string commit = _package.Metadata("repository").Attribute("commit")!.Value;
        Assert.Contains(link.EnumerateObject(), root => root.Value.GetString() == $"https://raw.githubusercontent.com/lmm-dotnet/lmm/{commit}/*");
    }

    [Theory]
    [InlineData("1.2.3", "v1.2.3")]
    [InlineData("1.2.3-preview.1", "main")]
    public async Task Links_lead_to_the_pages_of_the_release_and_those_of_previews_to_the_newest(string version, string expected)
    {
        Outcome outcome = await Command.RunApart("dotnet", Path.Combine(Repository.Root, "src", "Lmm.Generators"), new Dictionary<string, string>(), "msbuild", "-getProperty:DocumentsUrl", $"-p:Version={version}");
        Assert.Equal($"https://github.com/lmm-dotnet/lmm/blob/{expected}/", outcome.Output.Trim());
    }

    private static string SourceLinkOf(MetadataReader symbols) => symbols.CustomDebugInformation
        .Select(symbols.GetCustomDebugInformation)
        .Where(information => symbols.GetGuid(information.Kind) == SourceLink)
        .Select(information => Encoding.UTF8.GetString(symbols.GetBlobBytes(information.Value)))
        .Single();
}
