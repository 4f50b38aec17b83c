using System.Runtime.CompilerServices;
using Pictures;

namespace Lmm.Plots.Tests.Pictures;

/// <summary>The pictures of the documents are those that the library draws: <c>dotnet run -c Release --project samples/Pictures -- docs/pictures</c>.</summary>
public class DocumentedPictureTests
{
    public static TheoryData<string> Names { get; } = [.. Gallery.All.Select(static picture => picture.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_current(string name)
        => Assert.Equal(File.ReadAllText(PathOf(name)).ReplaceLineEndings("\n"), Gallery.All.Single(picture => picture.Name == name).Draw().ToSvg());

    [Fact]
    public void The_page_shows_every_picture_and_the_folder_has_no_other()
    {
        string page = File.ReadAllText(Path.Combine(Documents(), "pictures.md"));

        Assert.All(Gallery.All, picture => Assert.Contains($"(pictures/{picture.Name}.svg)", page, StringComparison.Ordinal));
        Assert.Equal(
            Gallery.All.Select(static picture => picture.Name).Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(Documents(), "pictures")).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
    }

    private static string PathOf(string name) => Path.Combine(Documents(), "pictures", $"{name}.svg");

    private static string Documents([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs"));
}
