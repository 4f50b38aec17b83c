using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lmm.Benchmarks.Generator;

/// <summary>A project with models, one file for each row type, and another text for one of its formulas.</summary>
internal sealed class Project
{
    private static readonly string[] Formulas =
    [
        "y ~ x + (1 | g)",
        "y ~ x * f + (x | g)",
        "log(y) ~ f + I(x^2) + x + (1 | g/h)",
        "y ~ x + z + f:x + f + (x + z || g) + (1 | h)",
    ];

    private static readonly CSharpParseOptions LatestLanguage = new(LanguageVersion.Latest);

    /// <summary>Writes a project of so many models.</summary>
    public Project(int models)
    {
        Trees = [Parse("global using Lmm; public enum Level { A, B, C }", "Level.cs"), .. Enumerable.Range(0, models).Select(i => Parse(Text(i, Formulas[i % Formulas.Length]), $"Row{i}.cs"))];
        Compilation = CSharpCompilation.Create("Study", Trees, References(), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>The options that all files are parsed with.</summary>
    public static CSharpParseOptions ParseOptions => LatestLanguage;

    /// <summary>The compilation of all files.</summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>The files.</summary>
    public IReadOnlyList<SyntaxTree> Trees { get; }

    /// <summary>The last file with one more character in its formula: the n-th of a run of keystrokes, each another text.</summary>
    public static SyntaxTree Edited(SyntaxTree tree, int n)
    {
        string text = tree.ToString();
        int end = text.IndexOf("\")]", StringComparison.Ordinal);
        return Parse(text.Insert(end, " + I(x^" + ((n % 90) + 3).ToString(CultureInfo.InvariantCulture) + ")"), tree.FilePath);
    }

    private static string Text(int i, string formula)
        => $"namespace Study;\n[Model(\"{formula}\")]\npublic record Row{i}(double Y, double X, double Z, Level F, string G, string H);\n";

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, LatestLanguage, path);

    private static IEnumerable<MetadataReference> References()
        => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "Lmm.Runtime.dll"))
            .Select(path => MetadataReference.CreateFromFile(path));
}
