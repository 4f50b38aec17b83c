using System.Runtime.InteropServices;

namespace Lmm.Cli.Output;

/// <summary>A native library that does not come with the tool, and is looked for when it is asked for.</summary>
internal sealed record NativePart
{
    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>What it is to what is asked for.</summary>
    public required string Role { get; init; }

    /// <summary>The name of its file on this platform.</summary>
    public required string FileName { get; init; }

    /// <summary>The variable that has its path, or that of its folder.</summary>
    public required string Variable { get; init; }

    /// <summary>The NuGet package that has it.</summary>
    public required string Package { get; init; }

    /// <summary>The version of the package.</summary>
    public required string Version { get; init; }

    /// <summary>The folder where NuGet keeps the packages of this user.</summary>
    public static string PackagesFolder
        => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } given ? given : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private string PlaceInPackage
        => $"runtimes/{(OperatingSystem.IsMacOS() ? "osx" : $"{(OperatingSystem.IsWindows() ? "win" : "linux")}-{(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64")}")}/native/{FileName}";

    private string PlaceAmongPackages => $"{Package.ToLowerInvariant()}/{Version}/{PlaceInPackage}";

    private string Cure(string packages)
        => $"The command dotnet package download {Package}@{Version} --output {ShellText.Of(packages)} gets it from NuGet, with the .NET SDK 10 or later, and the tool finds it there; or take {PlaceInPackage} of that package, which is a ZIP file, and put it beside the tool, or set {Variable} to its path";

    /// <summary>Finds the library: by the variable if it is set, else beside the tool, else among the packages of NuGet, else where the system has its libraries.</summary>
    /// <param name="given">What the variable has, the library or a folder; null or empty where it is not set.</param>
    /// <param name="folder">The folder of the tool.</param>
    /// <param name="packages">The folder of the packages.</param>
    /// <exception cref="InputException">It is not there, or is none for this machine.</exception>
    public nint Find(string? given, string folder, string packages)
    {
        string[] places = string.IsNullOrEmpty(given)
            ? [Path.Combine(folder, FileName), Path.Combine(folder, PlaceInPackage), Path.Combine(packages, PlaceAmongPackages)]
            : Directory.Exists(given) ? [Path.Combine(given, FileName), Path.Combine(given, PlaceInPackage), Path.Combine(given, PlaceAmongPackages)] : [given];
        if (Array.Find(places, File.Exists) is { } found)
        {
            return NativeLibrary.TryLoad(found, out nint handle) ? handle : throw new InputException($"{Name}: {found} cannot be loaded; it is no library of this platform. {Cure(packages)}");
        }

        return string.IsNullOrEmpty(given) && NativeLibrary.TryLoad(FileName, out nint ofSystem)
            ? ofSystem
            : throw new InputException(
                $"{Name}: {FileName}, {Role}, is missing; it was looked for {(string.IsNullOrEmpty(given) ? $"in {folder}, among the packages in {packages}, and where the system has its libraries ({Variable} is not set)" : $"as {places[0]}, because of {Variable}")}. {Cure(packages)}");
    }
}
