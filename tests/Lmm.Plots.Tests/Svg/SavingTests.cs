namespace Lmm.Plots.Tests.Svg;

public sealed class SavingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lmm-plots-").FullName;

    [Fact]
    public void A_file_is_what_ToSvg_says()
    {
        Picture picture = Plot.Forest(Fits.Sleep);
        string path = Path.Combine(_folder, "forest.svg");
        File.WriteAllText(path, "what was there before");
        picture.Save(path);

        Assert.Equal(picture.ToSvg(), File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error_that_says_so()
    {
        SavedFileException fault = Assert.Throws<SavedFileException>(() => Plot.Forest(Fits.Sleep).Save(Path.Combine(_folder, "none", "forest.svg")));

        Assert.Equal(LmmErrorCode.UnwritableFile, fault.Code);
        Assert.Contains("directory does not exist", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_written_leaves_nothing_behind()
    {
        string path = Path.Combine(_folder, "taken.svg");
        Directory.CreateDirectory(path);
        Assert.Throws<SavedFileException>(() => Plot.Forest(Fits.Sleep).Save(path));

        Assert.Empty(Directory.GetFiles(_folder));
        if (OperatingSystem.IsLinux())
        {
            Assert.Equal(LmmErrorCode.UnwritableFile, Assert.Throws<SavedFileException>(() => Plot.Forest(Fits.Sleep).Save("/proc/forest.svg")).Code);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
