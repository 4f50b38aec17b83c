using System.Runtime.InteropServices;
using DuckDB.NET.Native;

namespace Lmm.Cli.Databases;

/// <summary>The engine DuckDB itself, a native library of 70 MB that does not come with the tool: it is looked for when it is asked for.</summary>
internal static class DuckDbLibrary
{
    /// <summary>The variable that has the path of the library, or of its folder.</summary>
    public const string Variable = "LMM_DUCKDB";

    private const string Package = "DuckDB.NET.Bindings.Full";

    private static readonly Lazy<nint> Handle = new(() =>
    {
        nint handle = Find(Environment.GetEnvironmentVariable(Variable), AppContext.BaseDirectory);
        NativeLibrary.SetDllImportResolver(typeof(DuckDBDatabase).Assembly, (_, _, _) => handle);
        return handle;
    });

    /// <summary>The name of the library's file.</summary>
    public static string FileName => OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";

    private static string PlaceInPackage
        => $"runtimes/{(OperatingSystem.IsMacOS() ? "osx" : $"{(OperatingSystem.IsWindows() ? "win" : "linux")}-{(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64")}")}/native/{FileName}";

    /// <summary>Loads the library.</summary>
    /// <exception cref="InputException">It is not there, or is none for this machine; the message says where it was looked for, and how to get it.</exception>
    public static void Load() => _ = Handle.Value;

    /// <summary>Finds the library: by the variable if it is set, else beside the tool, else where the system has its libraries.</summary>
    /// <param name="given">What the variable has; null or empty where it is not set.</param>
    /// <param name="folder">The folder of the tool.</param>
    /// <exception cref="InputException">It is not there, or is none for this machine.</exception>
    public static nint Find(string? given, string folder)
    {
        string[] places = string.IsNullOrEmpty(given)
            ? [Path.Combine(folder, FileName), Path.Combine(folder, PlaceInPackage)]
            : [Directory.Exists(given) ? Path.Combine(given, FileName) : given];
        if (Array.Find(places, File.Exists) is { } found)
        {
            return NativeLibrary.TryLoad(found, out nint handle) ? handle : throw new InputException($"DuckDB: {found} cannot be loaded; it is no library of this platform. {Cure}");
        }

        return string.IsNullOrEmpty(given) && NativeLibrary.TryLoad(FileName, out nint ofSystem)
            ? ofSystem
            : throw new InputException(
                $"DuckDB: {FileName}, the engine itself, is missing; it was looked for {(string.IsNullOrEmpty(given) ? $"in {folder}, and where the system has its libraries ({Variable} is not set)" : $"as {places[0]}, because of {Variable}")}. {Cure}");
    }

    private static string Cure
    {
        get
        {
            Version version = typeof(DuckDBDatabase).Assembly.GetName().Version!;
            return $"The NuGet package {Package} {version} has it as {PlaceInPackage}: load https://www.nuget.org/api/v2/package/{Package}/{version}, which is a ZIP file, and put {FileName} beside the tool, or set {Variable} to its path";
        }
    }
}
