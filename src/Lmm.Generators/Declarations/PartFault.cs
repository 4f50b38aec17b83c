using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lmm.Generators.Declarations;

/// <summary>Something in a hand-written part that does not go with the generated part of its class.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Cure">What to do, as the end of a sentence.</param>
internal sealed record PartFault(SyntaxToken At, string Cure)
{
    private const string OrAnotherName = ", or give the model another name";

    private static readonly SyntaxKind[] Accesses = [SyntaxKind.PublicKeyword, SyntaxKind.InternalKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.PrivateKeyword];

    // On the generated part; an attribute of which there can be one only.
    private static readonly string[] GeneratedAttributes = ["GeneratedCode", "ExcludeFromCodeCoverage", "JsonConverter"];

    /// <summary>The faults of what a part says before its members; with one, the compiler finds errors in generated code too.</summary>
    public static IEnumerable<PartFault> OfHead(TypeDeclarationSyntax part, PartShape shape, INamedTypeSymbol type)
    {
        if (part is not ClassDeclarationSyntax)
        {
            yield return new(part.Identifier, "write 'partial class'" + OrAnotherName);
            yield break;
        }

        SyntaxKind access = shape.IsPublic ? SyntaxKind.PublicKeyword : SyntaxKind.InternalKeyword;
        foreach (SyntaxToken modifier in part.Modifiers)
        {
            if (Accesses.Contains(modifier.Kind()) ? !modifier.IsKind(access) : IsOfAnotherClass(modifier, shape))
            {
                yield return new(modifier, $"remove '{modifier.Text}'");
            }
        }

        foreach (AttributeSyntax attribute in part.AttributeLists.SelectMany(static list => list.Attributes))
        {
            string name = AttributeNames.Simple(attribute.Name);
            if (GeneratedAttributes.Any(generated => name == generated || name == generated + "Attribute") && !(shape.IsStatic && name.StartsWith("JsonConverter", StringComparison.Ordinal)))
            {
                yield return new(attribute.Name.GetFirstToken(), $"remove [{name}]");
            }
        }

        if (part.ParameterList is { } parameters)
        {
            yield return new(parameters.OpenParenToken, "remove the constructor's parameters");
        }

        foreach (BaseTypeSyntax inherited in part.BaseList?.Types ?? default)
        {
            if (shape.IsStatic || (inherited == part.BaseList!.Types[0] && !IsInterface(inherited, type)))
            {
                yield return new(inherited.GetFirstToken(), $"remove '{inherited}'");
            }
        }
    }

    /// <summary>The faults of the members that a part adds.</summary>
    public static IEnumerable<PartFault> OfMembers(TypeDeclarationSyntax part, PartShape shape)
        => part.Members.Select(member => shape.IsStatic ? OfStatic(member) : OfSealed(member)).OfType<PartFault>();

    /// <summary>The faults of what a part calls as the generated part has called something.</summary>
    public static IEnumerable<PartFault> OfNames(TypeDeclarationSyntax part, TypeDeclarationSyntax generated, INamedTypeSymbol type)
        => type.GetMembers()
            .Where(member => !member.IsImplicitlyDeclared && member.CanBeReferencedByName && IsIn(member, part))
            .Where(member => type.GetMembers(member.Name).Any(other => !SymbolEqualityComparer.Default.Equals(other, member) && IsIn(other, generated) && AreOne(member, other)))
            .Select(member => new PartFault(member.DeclaringSyntaxReferences[0].GetSyntax().FindToken(member.Locations[0].SourceSpan.Start), $"the generated part has a member '{member.Name}'; rename this one"));

    private static bool IsInterface(BaseTypeSyntax inherited, INamedTypeSymbol type)
        => inherited.Type is NameSyntax name && type.Interfaces.Any(known => known.Name == AttributeNames.Simple(name));

    private static bool IsIn(ISymbol member, TypeDeclarationSyntax part)
        => member.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == part.SyntaxTree && part.Span.Contains(reference.Span));

    private static bool AreOne(ISymbol member, ISymbol other)
        => member is not IMethodSymbol method || other is not IMethodSymbol overload
            || method.Parameters.Select(static parameter => parameter.Type).SequenceEqual(overload.Parameters.Select(static parameter => parameter.Type), SymbolEqualityComparer.Default);

    private static bool IsOfAnotherClass(SyntaxToken modifier, PartShape shape) => modifier.Kind() switch
    {
        SyntaxKind.AbstractKeyword or SyntaxKind.FileKeyword => true,
        SyntaxKind.SealedKeyword => shape.IsStatic,
        SyntaxKind.StaticKeyword => !shape.IsStatic,
        _ => false,
    };

    private static PartFault? OfStatic(MemberDeclarationSyntax member)
    {
        if (member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax || member.Modifiers.Any(SyntaxKind.ConstKeyword))
        {
            return OfProtected(member);
        }

        SyntaxToken name = NameOf(member);
        return member switch
        {
            DestructorDeclarationSyntax or IndexerDeclarationSyntax or OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax => new(name, "a static class has none such; remove it"),
            ConstructorDeclarationSyntax when !member.Modifiers.Any(SyntaxKind.StaticKeyword) => new(name, "a static class is not constructed; remove the constructor"),
            _ when IsWithoutModifiers(member) => null,
            _ when !member.Modifiers.Any(SyntaxKind.StaticKeyword) => new(name, $"write 'static' before '{name.Text}'"),
            _ => OfProtected(member),
        };
    }

    private static PartFault? OfSealed(MemberDeclarationSyntax member)
    {
        if (member is ConstructorDeclarationSyntax { Initializer: not { RawKind: (int)SyntaxKind.ThisConstructorInitializer } } constructor && !constructor.Modifiers.Any(SyntaxKind.StaticKeyword))
        {
            return new(constructor.Identifier, "results are made by the generated constructor; call it by ': this(...)', or remove this one");
        }

        SyntaxToken over = member.Modifiers.FirstOrDefault(static modifier => modifier.IsKind(SyntaxKind.VirtualKeyword) || modifier.IsKind(SyntaxKind.AbstractKeyword));
        return over.IsKind(SyntaxKind.None) || member is BaseTypeDeclarationSyntax ? null : new(over, $"remove '{over.Text}'");
    }

    private static PartFault? OfProtected(MemberDeclarationSyntax member)
    {
        SyntaxToken access = member.Modifiers.FirstOrDefault(static modifier => modifier.IsKind(SyntaxKind.ProtectedKeyword));
        return access.IsKind(SyntaxKind.None) ? null : new(access, "nothing derives from a static class; remove 'protected'");
    }

    // Not a member as such: the body of an extension block, or what the parser could not read.
    private static bool IsWithoutModifiers(MemberDeclarationSyntax member) => member is not (BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax);

    private static SyntaxToken NameOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier,
        PropertyDeclarationSyntax property => property.Identifier,
        EventDeclarationSyntax raised => raised.Identifier,
        BaseFieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier,
        ConstructorDeclarationSyntax constructor => constructor.Identifier,
        DestructorDeclarationSyntax destructor => destructor.Identifier,
        IndexerDeclarationSyntax indexer => indexer.ThisKeyword,
        OperatorDeclarationSyntax operation => operation.OperatorToken,
        ConversionOperatorDeclarationSyntax conversion => conversion.OperatorKeyword,
        _ => member.GetFirstToken(),
    };
}
