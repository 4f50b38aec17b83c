using System.Runtime.InteropServices;
using Lmm.Cli.Output;
using SkiaSharp;

namespace Lmm.Cli.Pictures;

/// <summary>Skia itself, which draws pictures as PNG: a native library of 10 MB that does not come with the tool.</summary>
internal static class SkiaLibrary
{
    /// <summary>The variable that has the path of the library, or of its folder.</summary>
    public const string Variable = "LMM_SKIA";

    private static readonly Lazy<nint> Handle = new(() =>
    {
        nint handle = Find(Environment.GetEnvironmentVariable(Variable), AppContext.BaseDirectory, NativePart.PackagesFolder);
        NativeLibrary.SetDllImportResolver(typeof(SKBitmap).Assembly, (_, _, _) => handle);
        return handle;
    });

    /// <summary>The name of the library's file.</summary>
    public static string FileName => OperatingSystem.IsWindows() ? "libSkiaSharp.dll" : OperatingSystem.IsMacOS() ? "libSkiaSharp.dylib" : "libSkiaSharp.so";

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
        Name = "PNG",
        Role = "Skia, which draws it",
        FileName = FileName,
        Variable = Variable,
        Package = OperatingSystem.IsWindows() ? "SkiaSharp.NativeAssets.Win32" : OperatingSystem.IsMacOS() ? "SkiaSharp.NativeAssets.macOS" : "SkiaSharp.NativeAssets.Linux.NoDependencies",
        Version = "3.119.4",
    }.Find(given, folder, packages);
}
