namespace Lmm.Cli.Scaffolding;

/// <summary>The folder that a project is written to.</summary>
internal static class TargetFolder
{
    /// <summary>Throws unless the folder may be written to: it does not exist, is empty, or what it has may be replaced.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="mayReplace">True when files of the same names are to be replaced.</param>
    /// <exception cref="InputException">The folder is a file, or has something in it.</exception>
    public static void Check(string folder, bool mayReplace)
    {
        if (folder.Length == 0)
        {
            throw new InputException("-o: the name of the folder is empty; name a new folder");
        }

        if (File.Exists(folder))
        {
            throw new InputException($"-o: {folder} is a file; name a new folder");
        }

        if (!mayReplace && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new InputException($"-o: the folder {folder} is not empty; name a new folder, or pass --force to replace the files of the project");
        }
    }

    /// <summary>Writes the files.</summary>
    /// <param name="folder">The folder; it is made when it does not exist.</param>
    /// <param name="files">Names and texts.</param>
    /// <exception cref="InputException">The folder cannot be written to.</exception>
    public static void Write(string folder, IEnumerable<(string Name, string Text)> files)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach ((string name, string text) in files)
            {
                File.WriteAllText(Path.Combine(folder, name), text);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new InputException($"-o: the project cannot be written to {folder} ({fault.Message.TrimEnd('.')}); name another folder");
        }
    }
}
