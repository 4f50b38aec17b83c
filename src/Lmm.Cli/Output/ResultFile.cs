namespace Lmm.Cli.Output;

/// <summary>A file of results: whole, or as it was before.</summary>
internal static class ResultFile
{
    /// <summary>Writes a file beside the one that is wanted, and puts it in its place when it is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, Action<TextWriter> write)
        => Replace(path, part =>
        {
            using StreamWriter writer = new(part) { NewLine = "\n" };
            write(writer);
        });

    /// <summary>Writes a file of bytes beside the one that is wanted, and puts it in its place when it is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">The content.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, byte[] content) => Replace(path, part => File.WriteAllBytes(part, content));

    private static void Replace(string path, Action<string> write)
    {
        string part = $"{path}.{Environment.ProcessId}.part";
        try
        {
            write(part);
            File.Move(part, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new InputException($"-o: {path} cannot be written ({fault.Message.TrimEnd('.')}); name another file");
        }
        finally
        {
            if (File.Exists(part))
            {
                File.Delete(part);
            }
        }
    }
}
