using System.Text.RegularExpressions;

namespace Lmm.Package.Tests;

/// <summary>What every package says of itself.</summary>
internal static partial class PackageMetadata
{
    private const string Repository = "https://github.com/lmm-dotnet/lmm";

    public static void ShouldBeComplete(PackageFile package)
    {
        Assert.Equal(Repository, package.Metadata("projectUrl").Value);
        Assert.Equal(Repository, package.Metadata("repository").Attribute("url")!.Value);
        Assert.Matches("^[0-9a-f]{40}$", package.Metadata("repository").Attribute("commit")!.Value);
        Assert.Equal("MIT", package.Metadata("license").Value);
        Assert.StartsWith(Repository, package.Metadata("releaseNotes").Value, StringComparison.Ordinal);
        Assert.EndsWith("/CHANGELOG.md", package.Metadata("releaseNotes").Value, StringComparison.Ordinal);
        Assert.NotEmpty(package.Metadata("description").Value);
        Assert.NotEmpty(package.Metadata("tags").Value);
        IsIcon(package.Entries[package.Metadata("icon").Value]);
        HasAbsoluteLinksOnly(package.Text(package.Metadata("readme").Value));
    }

    // What nuget.org asks for: a PNG of 128 by 128. Its header has width and height, big-endian.
    private static void IsIcon(byte[] png)
    {
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 0, 0, 0, 128, 0, 0, 0, 128], [.. png[..4], .. png[16..24]]);
        Assert.InRange(png.Length, 1, 5000);
    }

    private static void HasAbsoluteLinksOnly(string page)
    {
        IReadOnlyList<string> links = [.. Link().Matches(page).Select(link => link.Groups[1].Value)];
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Matches($"^({Regex.Escape(Repository)}/|https://|#)", link));
    }

    // [text](target), [name]: target, and attributes of HTML.
    [GeneratedRegex("""(?:\]\(|^\[[^\]]+\]:\s*|(?:href|src)=")([^)\s"]+)""", RegexOptions.Multiline)]
    private static partial Regex Link();
}
