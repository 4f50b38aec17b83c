using Lmm.Generators.Declarations;

namespace Lmm.CodeFixes.Fixes;

/// <summary>
/// Makes row types, their members and classes of models accessible to the assembly's generated code: what is private
/// becomes internal, what is protected becomes protected internal, and nothing stays local to its file.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeReachable))]
public sealed class MakeReachable() : DeclarationFix("Make it accessible to generated code", DeclarationRules.UnreachableRow, DeclarationRules.UnreachableMember, DeclarationRules.ModelClassNotExtensible)
{
    private protected override IEnumerable<ISymbol> Targets(Diagnostic diagnostic, INamedTypeSymbol target, INamedTypeSymbol row)
    {
        if (diagnostic.Id == DeclarationRules.UnreachableMember.Id)
        {
            return MemberOf(diagnostic, row).Where(IsCurable);
        }

        INamedTypeSymbol type = diagnostic.Id == DeclarationRules.UnreachableRow.Id ? row : target;
        return TypeNames.WithContainingTypes(type).Where(part => part.IsFileLocal || !Reachability.IsSufficient(part.DeclaredAccessibility));
    }

    private protected override SyntaxNode Change(SyntaxNode declaration, SemanticModel model) => declaration switch
    {
        // The accessor's own modifier narrows the property's.
        PropertyDeclarationSyntax { AccessorList: { } list } property when list.Accessors.FirstOrDefault(IsNarrowedGetter) is { } getter
            => Widen(property.ReplaceNode(getter, Widened(getter))),
        MemberDeclarationSyntax member => Widen(member),
        _ => declaration,
    };

    private static MemberDeclarationSyntax Widen(MemberDeclarationSyntax declaration)
    {
        if (declaration.Modifiers.Any(SyntaxKind.FileKeyword))
        {
            return Modifiers.Remove(declaration, SyntaxKind.FileKeyword);
        }

        if (declaration.Modifiers.Any(SyntaxKind.PublicKeyword) || declaration.Modifiers.Any(SyntaxKind.InternalKeyword))
        {
            return declaration;
        }

        return declaration.Modifiers.Any(SyntaxKind.PrivateKeyword) ? Modifiers.Replace(declaration, SyntaxKind.PrivateKeyword, SyntaxKind.InternalKeyword)
            : declaration.Modifiers.Any(SyntaxKind.ProtectedKeyword) ? Modifiers.InsertAfter(declaration, SyntaxKind.ProtectedKeyword, SyntaxKind.InternalKeyword)
            : Modifiers.Prepend(declaration, SyntaxKind.InternalKeyword);
    }

    private static bool IsNarrowedGetter(AccessorDeclarationSyntax accessor)
        => accessor.IsKind(SyntaxKind.GetAccessorDeclaration) && accessor.Modifiers.Count > 0;

    private static AccessorDeclarationSyntax Widened(AccessorDeclarationSyntax getter)
        => getter.WithModifiers(default).WithKeyword(getter.Keyword.WithLeadingTrivia(getter.Modifiers[0].LeadingTrivia));

    // What is static or cannot be read is not cured by access, and an override has that of what it overrides.
    private static bool IsCurable(ISymbol member)
        => member is { IsStatic: false, IsOverride: false } and (IFieldSymbol or IPropertySymbol { GetMethod: not null });
}
