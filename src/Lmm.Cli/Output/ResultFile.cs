using Lmm.Storage;

namespace Lmm.Cli.Output;

/// <summary>A file of results: whole, or as it was before.</summary>
internal static class ResultFile
{
    /// <summary>Refuses a name that cannot be meant or written, before the work that its content takes.</summary>
    /// <param name="option">The option that has the name.</param>
    /// <param name="path">The file; null for none.</param>
    /// <param name="inputs">The files that are read, which the output must not be, by whatever link.</param>
    /// <exception cref="InputException">The name is empty, of a directory, in a directory that does not exist, or of a file that is read.</exception>
    public static void Check(string option, string? path, params IEnumerable<string> inputs)
    {
        if (path is null)
        {
            return;
        }

        if (path.Length == 0)
        {
            throw new InputException($"{option}: the name is empty; write the name of a file");
        }

        if (inputs.Any(input => input.Length > 0 && ReplacedFile.Target(input) == ReplacedFile.Target(path)))
        {
            throw new InputException($"{option}: {path} is the data; name another file");
        }

        string? reason = Directory.Exists(path) ? "it is a directory"
            : Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder) ? "its directory does not exist"
            : null;
        if (reason is not null)
        {
            throw new InputException($"{option}: {path} cannot be written ({reason}); name another file");
        }
    }

    /// <summary>Writes a file beside the one that is wanted, and puts it in its place when it is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="SavedFileException">The file cannot be written.</exception>
    public static void Write(string path, Action<TextWriter> write)
        => ReplacedFile.Write(path, stream =>
        {
            using StreamWriter writer = new(stream, leaveOpen: true) { NewLine = "\n" };
            write(writer);
        });

    /// <summary>Writes a file of bytes beside the one that is wanted, and puts it in its place when it is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">The content.</param>
    /// <exception cref="SavedFileException">The file cannot be written.</exception>
    public static void Write(string path, byte[] content) => ReplacedFile.Write(path, stream => stream.Write(content));
}
