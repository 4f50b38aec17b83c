using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lmm.Generators.Declarations;

/// <summary>
/// The models of type declarations. The compiler asks for all of them at every keystroke, and to bind the attributes of a
/// thousand types takes it some hundred milliseconds. So they are kept with the declaration that they were read from, and
/// read again only when the outline of the compilation has changed. Nothing of the compiler's is kept.
/// </summary>
internal static class ModelCache
{
    private static readonly ConditionalWeakTable<TypeDeclarationSyntax, StrongBox<Reading?>> Readings = new();

    /// <summary>The models that the attributes on one part of a type declare.</summary>
    public static ImmutableArray<ModelDeclaration> Of(TypeDeclarationSyntax part, Compilation compilation, CancellationToken cancellationToken)
    {
        DeclarationOutline outline = DeclarationOutline.Of(compilation);
        StrongBox<Reading?> kept = Readings.GetValue(part, static _ => new StrongBox<Reading?>());
        Reading? last = kept.Value;
        if (last is not null && last.Outline == outline.Fingerprint)
        {
            return last.Models;
        }

        ImmutableArray<ModelDeclaration> models = Read(part, outline, compilation, cancellationToken);

        // The same array as before is recognised without a look at its elements.
        models = last is not null && last.Models.SequenceEqual(models) ? last.Models : models;
        kept.Value = new Reading(outline.Fingerprint, models);
        return models;
    }

    private static ImmutableArray<ModelDeclaration> Read(TypeDeclarationSyntax part, DeclarationOutline outline, Compilation compilation, CancellationToken cancellationToken)
        => part.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => AttributeNames.Match(outline.ModelNames, attribute))
            && compilation.GetSemanticModel(part.SyntaxTree).GetDeclaredSymbol(part, cancellationToken) is INamedTypeSymbol type
                ? ModelReader.Read(type, OfThisPart(type, part), compilation).ToImmutableArray()
                : ImmutableArray<ModelDeclaration>.Empty;

    // Each attributed part of a partial type is read by itself, and must not answer for the other parts' attributes.
    private static IEnumerable<AttributeData> OfThisPart(INamedTypeSymbol type, TypeDeclarationSyntax part)
        => type.GetAttributes().Where(attribute
            => LmmAttributes.IsModel(attribute.AttributeClass)
                && attribute.ApplicationSyntaxReference is { } reference
                && reference.SyntaxTree == part.SyntaxTree
                && part.AttributeLists.Span.Contains(reference.Span));

    /// <summary>What was read, and under which outline.</summary>
    private sealed record Reading(Fingerprint Outline, ImmutableArray<ModelDeclaration> Models);
}
