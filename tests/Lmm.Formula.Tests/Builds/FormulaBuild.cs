using System.Reflection;
using System.Runtime.Loader;

namespace Lmm.Formula.Tests.Builds;

/// <summary>One build of the formula language in a load context of its own, with the library of its grammar.</summary>
internal sealed class FormulaBuild : AssemblyLoadContext
{
    private readonly string _folder;

    private FormulaBuild(string folder, MethodInfo description)
        : base(folder)
    {
        _folder = Path.Combine(AppContext.BaseDirectory, "builds", folder);
        Language = LoadFromAssemblyPath(Path.Combine(_folder, "Lmm.Formula.dll"));
        Describe = LoadFromAssemblyPath(description.DeclaringType!.Assembly.Location)
            .GetType(description.DeclaringType.FullName!, throwOnError: true)!
            .GetMethod(description.Name, [typeof(string)])!
            .CreateDelegate<Func<string, string>>();
    }

    /// <summary>The build's assembly.</summary>
    public Assembly Language { get; }

    /// <summary>What the build makes of a formula, as text.</summary>
    public Func<string, string> Describe { get; }

    /// <summary>The build that compilers and editors load.</summary>
    /// <param name="description">A public method that describes a formula; its assembly is loaded anew, over this build.</param>
    public static FormulaBuild OfCompilers(Func<string, string> description) => new("netstandard2.0", description.Method);

    /// <summary>The build that runs with the library.</summary>
    /// <param name="description">A public method that describes a formula; its assembly is loaded anew, over this build.</param>
    public static FormulaBuild OfPrograms(Func<string, string> description) => new("net10.0", description.Method);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
