using Lmm.Formula;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lmm.Generators.Declarations;

/// <summary>Finds where the types generated for a model go.</summary>
internal static class PlacementReader
{
    /// <summary>Types of their own beside a row type, with its accessibility.</summary>
    public static ModelPlacement Beside(INamedTypeSymbol row)
        => new(
            TypeNames.ForCode(row.ContainingNamespace),
            Containers(row),
            row.DeclaredAccessibility == Accessibility.Public,
            ExtendedClass: null);

    /// <summary>A class that is there, and the result's type beside it.</summary>
    public static ModelPlacement Within(INamedTypeSymbol modelClass)
        => new(
            TypeNames.ForCode(modelClass.ContainingNamespace),
            Containers(modelClass),
            modelClass.DeclaredAccessibility == Accessibility.Public,
            Keywords(modelClass));

    /// <summary>The innermost type around a type that is not partial; null when there is none.</summary>
    public static string? ContainerNotPartial(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (!IsPartial(outer))
            {
                return outer.Name;
            }
        }

        return null;
    }

    /// <summary>Why the members of a model cannot be added to a class, and what to do: the rest of a sentence; null when they can.</summary>
    public static string? FaultOfModelClass(INamedTypeSymbol type)
    {
        if (!IsPartial(type))
        {
            return "is not partial; write 'partial' before 'class'";
        }

        foreach (INamedTypeSymbol part in TypeNames.WithContainingTypes(type))
        {
            string subject = SymbolEqualityComparer.Default.Equals(part, type) ? "" : $"is in '{part.Name}', which ";
            if (part.TypeParameters.Length > 0)
            {
                return subject + "has type parameters; remove them";
            }

            if (part.IsFileLocal)
            {
                return subject + "is local to its file; remove 'file'";
            }
        }

        return Reachability.IsSufficient(type.DeclaredAccessibility)
            ? MemberInTheWay(type)
            : "is neither public nor internal; make it so";
    }

    /// <summary>What is wrong with a class that has a member of a generated one's name: the rest of a sentence.</summary>
    public static string InTheWay(string member) => $"has a member '{member}' already; rename it";

    private static string? MemberInTheWay(INamedTypeSymbol type)
        => type.GetMembers()
            .Where(member => !NameClash.IsGenerated(member) && !(member.Name == GeneratedMembers.NestedClass && HandWrittenPart.IsNestedPart(member)))
            .Where(member => GeneratedMembers.Single.Contains(member.Name) || (GeneratedMembers.Overloaded.Contains(member.Name) && member is not IMethodSymbol))
            .Select(member => InTheWay(member.Name))
            .FirstOrDefault();

    private static bool IsPartial(INamedTypeSymbol type)
        => type.DeclaringSyntaxReferences.Any(reference
            => reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static EquatableArray<ContainingType> Containers(INamedTypeSymbol type)
        => type.ContainingType is null
            ? EquatableArray<ContainingType>.Empty
            : TypeNames.WithContainingTypes(type.ContainingType)
                .Select(outer => new ContainingType(Keywords(outer), outer.Name))
                .ToEquatableArray();

    private static string Keywords(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
    {
        (TypeKind.Struct, true) => "partial record struct",
        (TypeKind.Struct, false) => "partial struct",
        (TypeKind.Interface, _) => "partial interface",
        (_, true) => "partial record",
        _ => "partial class",
    };
}
