using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lmm.Generators.Declarations;

/// <summary>What attributes are called in source.</summary>
internal static class AttributeNames
{
    /// <summary>The last part of a name, without type arguments.</summary>
    public static string Simple(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    /// <summary>The names by which an attribute may be called, its own and aliases.</summary>
    /// <param name="attribute">The name of the attribute's class.</param>
    /// <param name="aliases">All aliases, each with the simple name that it stands for.</param>
    public static HashSet<string> Of(string attribute, IReadOnlyList<(string Alias, string Target)> aliases)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { attribute };

        // An alias may stand for an alias of the namespace around it.
        while (aliases.Any(pair => names.Contains(pair.Target) && names.Add(pair.Alias)))
        {
        }

        return names;
    }

    /// <summary>True when an attribute may be called so: its class may have the suffix that its use leaves out.</summary>
    public static bool Match(HashSet<string> names, AttributeSyntax attribute)
    {
        string name = Simple(attribute.Name);
        return names.Contains(name) || names.Contains(name + "Attribute");
    }
}
