using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lmm.Generators.Declarations;

/// <summary>The attributes of the product, and how to recognise them.</summary>
internal static class LmmAttributes
{
    /// <summary>The attribute that names a variable.</summary>
    public const string Variable = "VariableAttribute";

    /// <summary>The attribute that makes whole numbers a factor.</summary>
    public const string Factor = "FactorAttribute";

    /// <summary>The attribute that fixes a factor's levels.</summary>
    public const string Levels = "LevelsAttribute";

    /// <summary>The attribute that sets a factor's contrasts.</summary>
    public const string Contrast = "ContrastAttribute";

    /// <summary>True for the attribute <c>[Model]</c> or <c>[Model&lt;TRow&gt;]</c>.</summary>
    public static bool IsModel(INamedTypeSymbol? attributeClass) => Is(attributeClass, "ModelAttribute");

    /// <summary>True for the attribute of that name in the namespace <c>Lmm</c>.</summary>
    public static bool Is(INamedTypeSymbol? attributeClass, string name)
        => attributeClass is { ContainingType: null, ContainingNamespace: { Name: "Lmm", ContainingNamespace.IsGlobalNamespace: true } }
            && attributeClass.Name == name;

    /// <summary>The class of an attribute in the source; null where the compiler knows none, or no constructor of it fits.</summary>
    public static INamedTypeSymbol? ClassOf(AttributeSyntax attribute, SemanticModel model, CancellationToken cancellationToken)
        => (model.GetSymbolInfo(attribute, cancellationToken).Symbol as IMethodSymbol)?.ContainingType;

    /// <summary>True for the attribute that stands at a place in the source.</summary>
    public static bool IsAt(AttributeData attribute, AttributeSyntax place)
        => attribute.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == place.SyntaxTree && reference.Span == place.Span;

    /// <summary>
    /// The attribute of that name on a property or field, on a property it overrides, or on the parameter of a primary
    /// constructor that the property comes from.
    /// </summary>
    public static AttributeData? Find(ISymbol member, string name)
        => FindAll(member, name) is { Count: > 0 } found ? found[0] : null;

    /// <summary>All attributes of that name where <see cref="Find"/> finds the first.</summary>
    public static IReadOnlyList<AttributeData> FindAll(ISymbol member, string name)
    {
        for (ISymbol? holder = member; holder is not null; holder = (holder as IPropertySymbol)?.OverriddenProperty)
        {
            AttributeData[] found = [.. holder.GetAttributes()
                .Concat(ConstructorParameters(holder).SelectMany(parameter => parameter.GetAttributes()))
                .Where(attribute => Is(attribute.AttributeClass, name))];
            if (found.Length > 0)
            {
                return found;
            }
        }

        return [];
    }

    /// <summary>The first argument of an attribute's constructor; null without attribute or argument.</summary>
    public static TypedConstant? Argument(AttributeData? attribute)
        => attribute is { ConstructorArguments.Length: > 0 } ? attribute.ConstructorArguments[0] : null;

    private static IEnumerable<IParameterSymbol> ConstructorParameters(ISymbol member)
        => member is not IPropertySymbol property
            ? []
            : property.ContainingType.InstanceConstructors
                .SelectMany(constructor => constructor.Parameters)
                .Where(parameter => parameter.Name == property.Name
                    && SymbolEqualityComparer.Default.Equals(parameter.Type, property.Type));
}
