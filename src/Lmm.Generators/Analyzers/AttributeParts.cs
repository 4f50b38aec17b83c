using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lmm.Generators.Analyzers;

/// <summary>The parts of an attribute that faults are shown at.</summary>
internal static class AttributeParts
{
    /// <summary>The expression of the formula.</summary>
    public static ExpressionSyntax Formula(AttributeSyntax attribute)
        => attribute.ArgumentList!.Arguments.First(argument => argument.NameEquals is null).Expression;

    /// <summary>The value of a named argument; the attribute's name where it is not given.</summary>
    public static SyntaxNode Named(AttributeSyntax attribute, string name)
        => (SyntaxNode?)Argument(attribute, name) ?? attribute.Name;

    /// <summary>The value of a named argument; null where it is not given.</summary>
    public static ExpressionSyntax? Argument(AttributeSyntax attribute, string name)
        => attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name)?.Expression;

    /// <summary>One level of several; the attribute's name where it cannot be told, or for all of them.</summary>
    public static SyntaxNode Level(AttributeSyntax attribute, int? index)
    {
        // Levels are arguments of their own or the elements of one array.
        IReadOnlyList<SyntaxNode> levels = attribute.ArgumentList?.Arguments.Select(argument => argument.Expression).ToArray() ?? [];
        if (levels.Count == 1)
        {
            levels = levels[0] switch
            {
                ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
                ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
                CollectionExpressionSyntax collection => collection.Elements,
                _ => levels,
            };
        }

        return index is { } position && position < levels.Count ? levels[position] : attribute.Name;
    }
}
