using System.Runtime.CompilerServices;
using Lmm.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lmm.Generators.Analyzers;

/// <summary>A member with an attribute spelled as <c>[Factor]</c> is, read from syntax alone: no symbol is asked for.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Name">The member's name.</param>
/// <param name="RowName">The name of the type that has it.</param>
internal sealed record FactorMember(AttributeSyntax Attribute, string Name, string RowName)
{
    private static readonly ConditionalWeakTable<SyntaxTree, IReadOnlyList<FactorMember>> Files = new();

    /// <summary>The members of a file, read once.</summary>
    public static IReadOnlyList<FactorMember> In(SyntaxTree tree)
        => Files.GetValue(tree, static key => [.. key.GetRoot().DescendantNodes().OfType<AttributeSyntax>().Where(IsFactor).SelectMany(Of)]);

    private static bool IsFactor(AttributeSyntax attribute) => AttributeNames.Simple(attribute.Name) is "Factor" or "FactorAttribute";

    private static IEnumerable<FactorMember> Of(AttributeSyntax attribute)
    {
        SyntaxNode? holder = attribute.Parent?.Parent;
        IEnumerable<string> names = holder switch
        {
            ParameterSyntax parameter => [parameter.Identifier.ValueText],
            PropertyDeclarationSyntax property => [property.Identifier.ValueText],
            FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.ValueText),
            _ => [],
        };
        string? row = holder?.Ancestors().OfType<TypeDeclarationSyntax>().FirstOrDefault()?.Identifier.ValueText;
        return row is null ? [] : names.Select(name => new FactorMember(attribute, name, row));
    }
}
