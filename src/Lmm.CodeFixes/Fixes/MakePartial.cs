using Lmm.Generators.Declarations;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Makes types partial that generated code must add to: those around a row type, and classes of models.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartial))]
public sealed class MakePartial() : DeclarationFix("Make it partial", DeclarationRules.ContainerNotPartial, DeclarationRules.ModelClassNotExtensible)
{
    private protected override IEnumerable<ISymbol> Targets(Diagnostic diagnostic, INamedTypeSymbol target, INamedTypeSymbol row)
        => diagnostic.Id == DeclarationRules.ContainerNotPartial.Id
            ? TypeNames.WithContainingTypes(target.ContainingType)
            : TypeNames.WithContainingTypes(target);

    private protected override SyntaxNode Change(SyntaxNode declaration, SemanticModel model)
        => declaration is TypeDeclarationSyntax type && !type.Modifiers.Any(SyntaxKind.PartialKeyword)
            ? Modifiers.Append(type, SyntaxKind.PartialKeyword)
            : declaration;
}
