using Lmm.Formula.Diagnostics;
using Lmm.Generators.Declarations;

namespace Lmm.CodeFixes.Fixes;

/// <summary>Declares <c>[Factor]</c> what is a number although its values are labels.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddFactor))]
public sealed class AddFactor() : DeclarationFix("Declare it [Factor]", FormulaRules.NumberAndFactor)
{
    private protected override IEnumerable<ISymbol> Targets(Diagnostic diagnostic, INamedTypeSymbol target, INamedTypeSymbol row)
        => MemberOf(diagnostic, row);

    private protected override SyntaxNode Change(SyntaxNode declaration, SemanticModel model)
    {
        bool isImported = model.LookupNamespacesAndTypes(declaration.SpanStart, name: LmmAttributes.Factor)
            .OfType<INamedTypeSymbol>()
            .Any(type => LmmAttributes.Is(type, LmmAttributes.Factor));

        // Parsed, not built: what is built is laid out anew by the editor, together with what stands beside it.
        MemberDeclarationSyntax holder = SyntaxFactory.ParseMemberDeclaration($"[{(isImported ? "Factor" : "Lmm.Factor")}] int _;")!;
        AttributeListSyntax list = holder.AttributeLists[0].WithLeadingTrivia(declaration.GetLeadingTrivia());
        SyntaxNode bare = declaration.WithoutLeadingTrivia();
        return bare switch
        {
            // An attribute on a declaration of several fields would be one of them all.
            FieldDeclarationSyntax { Declaration.Variables.Count: > 1 } => declaration,
            MemberDeclarationSyntax member => member.WithAttributeLists(member.AttributeLists.Insert(0, list)),
            ParameterSyntax parameter => parameter.WithAttributeLists(parameter.AttributeLists.Insert(0, list)),
            _ => declaration,
        };
    }
}
