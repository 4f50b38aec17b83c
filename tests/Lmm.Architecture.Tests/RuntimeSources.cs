using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Lmm.Tests.Architecture;

/// <summary>The runtime's sources, compiled, so that every name is a symbol and every symbol has a room: the folder of the file that declares it.</summary>
internal sealed class RuntimeSources
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly Lazy<RuntimeSources> Once = new(static () => new RuntimeSources());
    private readonly string _root = Path.Combine(Path.GetDirectoryName(OwnPath())!, "..", "..", "src", "Lmm.Runtime") + Path.DirectorySeparatorChar;

    private RuntimeSources()
    {
        _root = Path.GetFullPath(_root);
        CSharpParseOptions options = new(LanguageVersion.Latest, DocumentationMode.None);
        Files = [.. Directory.EnumerateFiles(_root, "*.cs", SearchOption.AllDirectories)
            .Where(path => Room(path) is var room && !room.StartsWith("obj", StringComparison.Ordinal) && !room.StartsWith("bin", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(path)), options, path))];
        IEnumerable<string> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is not "Lmm.Runtime.dll");
        Compilation = CSharpCompilation.Create(
            "Lmm.Runtime",
            [.. Files, CSharpSyntaxTree.ParseText(ImplicitUsings, options)],
            references.Select(static path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>The sources, compiled once for all tests.</summary>
    public static RuntimeSources Instance => Once.Value;

    /// <summary>The files.</summary>
    public IReadOnlyList<SyntaxTree> Files { get; }

    /// <summary>The compilation.</summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>The folder of a file below the project's, with slashes.</summary>
    public string Room(string path) => Path.GetDirectoryName(path[_root.Length..])!.Replace('\\', '/');

    /// <summary>The types that a file declares at its top level.</summary>
    public IEnumerable<INamedTypeSymbol> TypesOf(SyntaxTree file)
    {
        SemanticModel model = Compilation.GetSemanticModel(file);
        return file.GetRoot().DescendantNodes()
            .Where(static node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax && node.Parent is BaseNamespaceDeclarationSyntax)
            .Where(static node => node.Parent is BaseNamespaceDeclarationSyntax)
            .Select(node => (INamedTypeSymbol)model.GetDeclaredSymbol(node)!);
    }

    /// <summary>The other rooms whose types a file uses, with one of the types: by name, through a member, or as the type of an expression.</summary>
    public IEnumerable<(string Room, string Type)> Uses(SyntaxTree file)
    {
        SemanticModel model = Compilation.GetSemanticModel(file);
        string own = Room(file.FilePath);
        HashSet<INamedTypeSymbol> used = new(SymbolEqualityComparer.Default);
        foreach (ExpressionSyntax node in file.GetRoot().DescendantNodes().OfType<ExpressionSyntax>())
        {
            ISymbol? symbol = model.GetSymbolInfo(node).Symbol;
            Add(symbol as ITypeSymbol ?? (symbol is INamespaceSymbol ? null : symbol?.ContainingType), used);
            Add(model.GetTypeInfo(node).Type, used);
        }

        return used.Select(type => (Room: RoomOf(type), type.Name)).Where(use => use.Room is not null && use.Room != own).Select(static use => (use.Room!, use.Name));
    }

    private static void Add(ITypeSymbol? type, HashSet<INamedTypeSymbol> used)
    {
        while (type is IArrayTypeSymbol or IPointerTypeSymbol)
        {
            type = type is IArrayTypeSymbol array ? array.ElementType : ((IPointerTypeSymbol)type).PointedAtType;
        }

        if (type is INamedTypeSymbol named && used.Add(named.OriginalDefinition))
        {
            foreach (ITypeSymbol argument in named.TypeArguments)
            {
                Add(argument, used);
            }
        }
    }

    private string? RoomOf(INamedTypeSymbol type)
    {
        string? path = type.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.FilePath;
        return path is { Length: > 0 } && path.StartsWith(_root, StringComparison.Ordinal) ? Room(path) : null;
    }

    private static string OwnPath([CallerFilePath] string path = "") => path;
}
