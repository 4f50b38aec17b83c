namespace Lmm.Faults;

/// <summary>
/// A copy of the repository with all faults in it, each behind a switch, so that one build serves them all: the environment variable
/// <see cref="Variable"/> has the number of the fault that is to be there.
/// </summary>
internal sealed class FaultyCopy
{
    /// <summary>The variable that names the fault.</summary>
    public const string Variable = "LMM_FAULT";

    private static readonly string[] Untouched = [".git", "bin", "obj", "artifacts", "BenchmarkDotNet.Artifacts", "TestResults"];

    private readonly string _root;

    /// <summary>Copies a repository; what is at <paramref name="root"/> already is replaced where it differs.</summary>
    public FaultyCopy(string repository, string root)
    {
        _root = root;
        Copy(new DirectoryInfo(repository), Directory.CreateDirectory(root));
        string planted = Path.Combine(root, "tests", "Faults", "Planted");
        AddToProjects("src", "*.csproj", Path.Combine(planted, "PlantedFault.cs"));
        AddToProjects("tests", "*.Tests.csproj", Path.Combine(planted, "PlantedProgram.cs"));
    }

    /// <summary>Puts the faults in; says of each that cannot be found, or is found twice, what is wrong with it.</summary>
    public IEnumerable<string> Plant(IEnumerable<Fault> faults)
    {
        ILookup<string, string> paths = Directory.GetFiles(Path.Combine(_root, "src"), "*.cs", SearchOption.AllDirectories).ToLookup(static path => Path.GetFileName(path));
        foreach (IGrouping<string, Fault> file in faults.GroupBy(static fault => fault.File))
        {
            if (paths[file.Key].Count() != 1)
            {
                yield return $"{file.Key}: there are {paths[file.Key].Count()} files of this name";
                continue;
            }

            string path = paths[file.Key].Single();
            var planting = new Planting(File.ReadAllText(path));
            foreach (Fault fault in file)
            {
                if (planting.Add(fault) is { } complaint)
                {
                    yield return $"{fault.Room.Name}, {fault.File}: {complaint}";
                }
            }

            File.WriteAllText(path, planting.Text());
        }
    }

    private void AddToProjects(string folder, string pattern, string file)
    {
        foreach (string project in Directory.GetFiles(Path.Combine(_root, folder), pattern, SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(Path.GetDirectoryName(project)!, Path.GetFileName(file)), overwrite: true);
        }
    }

    private static void Copy(DirectoryInfo from, DirectoryInfo to)
    {
        foreach (FileInfo file in from.EnumerateFiles().Where(static file => Array.IndexOf(Untouched, file.Name) < 0))
        {
            file.CopyTo(Path.Combine(to.FullName, file.Name), overwrite: true);
        }

        // What has moved since an earlier copy must not be there twice.
        foreach (FileInfo file in to.EnumerateFiles().Where(file => !File.Exists(Path.Combine(from.FullName, file.Name))))
        {
            file.Delete();
        }

        foreach (DirectoryInfo folder in to.EnumerateDirectories().Where(folder => Array.IndexOf(Untouched, folder.Name) < 0 && !Directory.Exists(Path.Combine(from.FullName, folder.Name))))
        {
            folder.Delete(recursive: true);
        }

        foreach (DirectoryInfo folder in from.EnumerateDirectories())
        {
            if (Array.IndexOf(Untouched, folder.Name) < 0)
            {
                Copy(folder, to.CreateSubdirectory(folder.Name));
            }
        }
    }
}
