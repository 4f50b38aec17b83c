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
        => attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name)?.Expression
            ?? (SyntaxNode)attribute.Name;
}
