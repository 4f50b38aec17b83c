using System.Text;

namespace Lmm.Storage;

/// <summary>Writes a file beside the one that it replaces, so that there is the old one or the new one, and never a part of one.</summary>
internal static class ReplacedFile
{
    /// <summary>Writes a file of text in UTF-8.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static void Write(string path, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Writes a file.</summary>
    /// <param name="path">Where; a link is followed.</param>
    /// <param name="write">Writes the contents.</param>
    /// <exception cref="SavedFileException">It cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string? beside = null;
        try
        {
            string target = (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? Path.GetFullPath(path);
            if (Directory.Exists(target))
            {
                throw new SavedFileException(LmmErrorCode.UnwritableFile, path, "it is a directory; write the name of a file in it.");
            }

            string name = $"{target}.{Path.GetRandomFileName()}";
            using (FileStream stream = new(name, FileMode.CreateNew, FileAccess.Write))
            {
                beside = name;
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(name, target, overwrite: true);
            beside = null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SavedFileException(
                LmmErrorCode.UnwritableFile,
                path,
                fault is DirectoryNotFoundException
                    ? "its directory does not exist; make it, or save elsewhere."
                    : $"it cannot be written ({fault.Message.TrimEnd('.')}); see that there is room and that the directory may be written to, or save elsewhere.",
                fault);
        }
        finally
        {
            Remove(beside);
        }
    }

    private static void Remove(string? file)
    {
        try
        {
            if (file is not null)
            {
                File.Delete(file);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // What was the matter has been said.
        }
    }
}
