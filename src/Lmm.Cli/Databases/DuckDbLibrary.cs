using System.Runtime.InteropServices;
using DuckDB.NET.Native;
using Lmm.Cli.Output;

namespace Lmm.Cli.Databases;

/// <summary>The engine DuckDB itself, a native library of 70 MB that does not come with the tool: it is looked for when it is asked for.</summary>
internal static class DuckDbLibrary
{
    /// <summary>The variable that has the path of the library, or of its folder.</summary>
    public const string Variable = "LMM_DUCKDB";

    private static readonly Lazy<nint> Handle = new(() =>
    {
        nint handle = Find(Environment.GetEnvironmentVariable(Variable), AppContext.BaseDirectory, NativePart.PackagesFolder);
        NativeLibrary.SetDllImportResolver(typeof(DuckDBDatabase).Assembly, (_, _, _) => handle);
        return handle;
    });

    /// <summary>The name of the library's file.</summary>
    public static string FileName => OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";

    /// <summary>Loads the library.</summary>
    /// <exception cref="InputException">It is not there, or is none for this machine; the message says where it was looked for, and how to get it.</exception>
    public static void Load() => _ = Handle.Value;

    /// <summary>Finds the library: by the variable if it is set, else beside the tool, else among the packages of NuGet, else where the system has its libraries.</summary>
    /// <param name="given">What the variable has; null or empty where it is not set.</param>
    /// <param name="folder">The folder of the tool.</param>
    /// <param name="packages">The folder of the packages.</param>
    /// <exception cref="InputException">It is not there, or is none for this machine.</exception>
    public static nint Find(string? given, string folder, string packages) => new NativePart
    {
        Name = "DuckDB",
        Role = "the engine itself",
        FileName = FileName,
        Variable = Variable,
        Package = "DuckDB.NET.Bindings.Full",
        Version = typeof(DuckDBDatabase).Assembly.GetName().Version!.ToString(),
    }.Find(given, folder, packages);
}
