namespace Lmm.Cli.Scaffolding;

/// <summary>The folder that a project is written to.</summary>
/// <param name="path">The folder.</param>
/// <param name="mayReplace">True when a project that the tool wrote there is to be replaced.</param>
internal sealed class TargetFolder(string path, bool mayReplace)
{
    /// <summary>The file that every project has.</summary>
    public const string ProgramName = "Program.cs";

    /// <summary>What the first line of a project says that the tool wrote.</summary>
    public const string Mark = "<!-- Written by lmm scaffold. -->";

    private const string ProjectFiles = "*.csproj";

    /// <summary>The folder.</summary>
    public string Path => path;

    /// <summary>Throws unless the folder may be written to: it does not exist, is empty, or has a project of the tool's that may be replaced.</summary>
    /// <exception cref="InputException">The folder is a file, or has something in it that is not the tool's.</exception>
    public void Check()
    {
        if (path.Length == 0)
        {
            throw new InputException("-o: the name of the folder is empty; name a new folder");
        }

        if (File.Exists(path))
        {
            throw new InputException($"-o: {path} is a file; name a new folder");
        }

        if (!Directory.Exists(path))
        {
            return;
        }

        if (!mayReplace && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw NotEmpty();
        }

        if (Directory.EnumerateFiles(path, ProjectFiles).FirstOrDefault(static project => !IsOwn(project)) is { } foreign)
        {
            throw new InputException($"-o: {foreign} is another project, which --force does not replace; name a new folder");
        }
    }

    /// <summary>Writes the files; a project that was there goes. Of several runs at a time one writes, and the others are refused.</summary>
    /// <param name="files">Names and texts.</param>
    /// <exception cref="InputException">The folder cannot be written to.</exception>
    public void Write(IReadOnlyList<(string Name, string Text)> files)
    {
        try
        {
            Directory.CreateDirectory(path);

            // The file that all projects have is open as long as the others are written, so that two runs never mix.
            using FileStream program = Open();
            if (mayReplace)
            {
                RemoveOwnProjects();
            }

            foreach ((string name, string text) in files.Where(static file => file.Name != ProgramName))
            {
                File.WriteAllText(System.IO.Path.Combine(path, name), text);
            }

            program.SetLength(0);
            using StreamWriter writer = new(program);
            writer.Write(files.Single(static file => file.Name == ProgramName).Text);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new InputException($"-o: the project cannot be written to {path} ({fault.Message.TrimEnd('.')}); name another folder");
        }
    }

    private FileStream Open()
    {
        string program = System.IO.Path.Combine(path, ProgramName);
        try
        {
            return new FileStream(program, mayReplace ? FileMode.OpenOrCreate : FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
        catch (IOException) when (!mayReplace && File.Exists(program))
        {
            throw NotEmpty();
        }
    }

    private void RemoveOwnProjects()
    {
        foreach (string project in Directory.GetFiles(path, ProjectFiles).Where(IsOwn))
        {
            File.Delete(System.IO.Path.ChangeExtension(project, ".cs"));
            File.Delete(project);
        }
    }

    private static bool IsOwn(string project) => File.ReadLines(project).FirstOrDefault() == Mark;

    private InputException NotEmpty() => new($"-o: the folder {path} is not empty; name a new folder, or pass --force to replace the files of the project");
}
