namespace Lmm.Databases.Tests;

/// <summary>A file that is gone after the test.</summary>
internal sealed class TemporaryText : IDisposable
{
    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Dispose() => File.Delete(Path);
}
