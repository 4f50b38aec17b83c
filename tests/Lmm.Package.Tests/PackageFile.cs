using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace Lmm.Package.Tests;

/// <summary>A package, read whole.</summary>
internal sealed class PackageFile
{
    private readonly XElement _metadata;

    public PackageFile(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        Entries = archive.Entries.ToDictionary(entry => entry.FullName, Read, StringComparer.Ordinal);
        string nuspec = Entries.Keys.Single(name => name.EndsWith(".nuspec", StringComparison.Ordinal));
        _metadata = XDocument.Parse(Text(nuspec).TrimStart('\uFEFF')).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    /// <summary>The bytes of its files, by their paths.</summary>
    public IReadOnlyDictionary<string, byte[]> Entries { get; }

    /// <summary>A file as text.</summary>
    public string Text(string path) => Encoding.UTF8.GetString(Entries[path]);

    /// <summary>What the package says of itself under a name.</summary>
    public XElement Metadata(string name) => _metadata.Elements().Single(element => element.Name.LocalName == name);

    /// <summary>The packages that it needs, with their ranges of versions.</summary>
    public IEnumerable<(string Id, string Range)> Dependencies => _metadata.Descendants()
        .Where(element => element.Name.LocalName == "dependency")
        .Select(element => (element.Attribute("id")!.Value, element.Attribute("version")!.Value));

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using Stream packed = entry.Open();
        using var content = new MemoryStream();
        packed.CopyTo(content);
        return content.ToArray();
    }
}
