using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Lmm.Generators.Declarations;

/// <summary>
/// What of a compilation can change how models are read: the outlines of its files, its options and its references. While
/// it is the same, what was read from an unchanged declaration holds.
/// </summary>
/// <param name="Fingerprint">A hash of it.</param>
/// <param name="ModelNames">The names by which <c>[Model]</c> may be called somewhere in the compilation.</param>
internal sealed record DeclarationOutline(Fingerprint Fingerprint, HashSet<string> ModelNames)
{
    private static readonly ConditionalWeakTable<Compilation, DeclarationOutline> Compilations = new();

    /// <summary>The outline of a compilation, made once.</summary>
    public static DeclarationOutline Of(Compilation compilation) => Compilations.GetValue(compilation, static key => Make(key));

    private static DeclarationOutline Make(Compilation compilation)
    {
        Fingerprint hash = Fingerprint.Empty.Add(compilation.AssemblyName ?? "").Add((ulong)IdentityNumber.Of(compilation.Options));
        foreach (MetadataReference reference in compilation.References)
        {
            hash = hash.Add((ulong)IdentityNumber.Of(reference));
        }

        var aliases = new List<(string, string)>();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            FileOutline file = FileOutline.Of(tree);
            hash = hash.Add(file.Fingerprint.Value);
            aliases.AddRange(file.Aliases);
        }

        return new DeclarationOutline(hash, AttributeNames.Of("ModelAttribute", aliases));
    }
}
