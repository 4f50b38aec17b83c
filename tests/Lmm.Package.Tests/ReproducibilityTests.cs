using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Lmm.Package.Tests;

/// <summary>A commit makes the same packages, wherever it is packed.</summary>
public sealed class ReproducibilityTests(Clones clones) : IClassFixture<Clones>
{
    [Fact]
    public void Two_clones_in_different_folders_pack_the_same_bytes()
    {
        IReadOnlyList<string> first = Clones.Packages(clones.Folders[0]);
        IReadOnlyList<string> second = Clones.Packages(clones.Folders[1]);

        Assert.Equal(["Lmm", "Lmm", "Lmm.Cli", "Lmm.Plots", "Lmm.Plots", "Lmm.Templates"], first.Select(NameOf).Order(StringComparer.Ordinal));
        Assert.Equal(first.Select(Path.GetFileName), second.Select(Path.GetFileName));
        Assert.All(first.Zip(second), pair =>
        {
            // File by file first, for a message that says which.
            Assert.Equal(DifferentFiles(new PackageFile(pair.First), new PackageFile(pair.Second)), []);
            Assert.True(File.ReadAllBytes(pair.First).AsSpan().SequenceEqual(File.ReadAllBytes(pair.Second)), pair.First);
        });
    }

    [Fact]
    public void No_file_of_a_package_holds_the_folder_that_it_was_built_in()
    {
        string folder = Path.GetDirectoryName(clones.Folders[0])!;
        Assert.All(Clones.Packages(clones.Folders[0]), path =>
        {
            var package = new PackageFile(path);
            Assert.DoesNotContain(package.Entries, entry => Holds(entry.Value, folder));
            Assert.All(package.Entries.Where(entry => entry.Key.EndsWith(".pdb", StringComparison.Ordinal)), entry => AreMapped(entry.Value));
            Assert.All(
                package.Entries.Where(entry => Path.GetFileName(entry.Key).StartsWith("Lmm.", StringComparison.Ordinal) && entry.Key.EndsWith(".dll", StringComparison.Ordinal)),
                entry => EmbeddedAreMapped(entry.Value));
        });
    }

    private static string NameOf(string path) => string.Join('.', Path.GetFileName(path).Split('.').TakeWhile(part => !char.IsDigit(part[0])));

    private static IEnumerable<string> DifferentFiles(PackageFile first, PackageFile second)
        => first.Entries.Keys.Union(second.Entries.Keys).Where(name =>
            !first.Entries.TryGetValue(name, out byte[]? one) || !second.Entries.TryGetValue(name, out byte[]? other) || !one.AsSpan().SequenceEqual(other));

    private static bool Holds(byte[] content, string text)
        => content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || content.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text)) >= 0;

    // Embedded symbols are compressed, so that their names are not found among the bytes.
    private static void EmbeddedAreMapped(byte[] assembly)
    {
        using var file = new PEReader(ImmutableArray.Create(assembly));
        foreach (DebugDirectoryEntry entry in file.ReadDebugDirectory().Where(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb))
        {
            using MetadataReaderProvider provider = file.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
            AreMapped(provider.GetMetadataReader());
        }
    }

    private static void AreMapped(byte[] symbols)
    {
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbImage(ImmutableArray.Create(symbols));
        AreMapped(provider.GetMetadataReader());
    }

    private static void AreMapped(MetadataReader symbols)
    {
        string[] documents = [.. symbols.Documents.Select(handle => symbols.GetString(symbols.GetDocument(handle).Name))];
        Assert.NotEmpty(documents);
        Assert.All(documents, document => Assert.Matches("^/_[0-9]*/", document));
    }
}
