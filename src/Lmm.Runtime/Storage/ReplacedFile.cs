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
    /// <param name="path">Where; a link is followed, and a device written to as it is.</param>
    /// <param name="write">Writes the contents.</param>
    /// <exception cref="SavedFileException">It cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string? beside = null;
        try
        {
            if (IsDevice(path))
            {
                using FileStream device = new(path, FileMode.Open, FileAccess.Write);
                write(device);
                return;
            }

            string target = Target(path);
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
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException || IsTooLarge(fault))
        {
            throw new SavedFileException(
                LmmErrorCode.UnwritableFile,
                path,
                fault is DirectoryNotFoundException ? "its directory does not exist; make it, or save elsewhere."
                    : IsTooLarge(fault) ? "it cannot be written (the file is larger than the system, or a limit of the shell, allows); raise the limit, or save elsewhere."
                    : $"it cannot be written ({fault.Message.TrimEnd('.')}); see that there is room and that the directory may be written to, or save elsewhere.",
                fault);
        }
        finally
        {
            Remove(beside);
        }
    }

    /// <summary>The file that is replaced: that to which links lead, where the path is one.</summary>
    public static string Target(string path) => (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? Path.GetFullPath(path);

    /// <summary>Whether a fault is how .NET tells that a file has grown beyond what is allowed (EFBIG), which is no <see cref="IOException"/>.</summary>
    public static bool IsTooLarge(Exception fault) => fault is ArgumentOutOfRangeException { ParamName: "value" };

    // What is written to a device or an open stream goes there; a file in its place would end it for everybody.
    private static bool IsDevice(string path)
        => !OperatingSystem.IsWindows() && Path.GetFullPath(path) is var full && full.StartsWith("/dev/", StringComparison.Ordinal) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal);

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
