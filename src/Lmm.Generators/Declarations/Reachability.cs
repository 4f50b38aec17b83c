using Microsoft.CodeAnalysis;

namespace Lmm.Generators.Declarations;

/// <summary>Whether generated code can reach types and members, and if not, why and what to do.</summary>
internal static class Reachability
{
    /// <summary>Why generated code cannot have a sequence of rows of a type; null when it can.</summary>
    public static string? FaultOf(ITypeSymbol type, Compilation compilation)
    {
        if (type is not INamedTypeSymbol named || named.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface)
            || named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return "rows are classes, structs, records or interfaces; write such a type";
        }

        if (named.IsStatic)
        {
            return "a static class has no instances; remove 'static'";
        }

        if (named.IsRefLikeType)
        {
            return "a ref struct cannot be an element of a sequence; remove 'ref'";
        }

        foreach (INamedTypeSymbol part in TypeNames.WithContainingTypes(named))
        {
            string subject = SymbolEqualityComparer.Default.Equals(part, named) ? "it" : $"'{part.Name}' around it";
            if (part.IsFileLocal)
            {
                return $"{subject} is local to its file; remove 'file'";
            }

            if (Usability.IsForbidden(part))
            {
                return $"{subject} is obsolete, and its use is an error; remove [Obsolete], or let it warn";
            }

            if (part.TypeArguments.Any(argument => argument.TypeKind == TypeKind.TypeParameter))
            {
                return $"{subject} has open type parameters; put [Model<{named.Name}<...>>] with types in their place on a partial class";
            }

            if (!IsSufficient(part.DeclaredAccessibility))
            {
                return $"{subject} is {Describe(part.DeclaredAccessibility)}; make it public or internal";
            }
        }

        return compilation.IsSymbolAccessibleWithin(named, compilation.Assembly)
            ? null
            : "it is internal to another assembly; make it public";
    }

    /// <summary>Why generated code cannot read a property or field; null when it can.</summary>
    public static string? FaultOf(ISymbol member, Compilation compilation)
    {
        if (member.IsStatic)
        {
            return "is static, the same for all rows; remove 'static'";
        }

        if (member is IPropertySymbol { GetMethod: null })
        {
            return "cannot be read; give it a getter";
        }

        ISymbol reader = member is IPropertySymbol { GetMethod: { } getter } ? getter : member;
        if (Usability.IsForbidden(member) || Usability.IsForbidden(reader))
        {
            return "is obsolete, and its use is an error; take another one, or let [Obsolete] warn";
        }

        ITypeSymbol type = ValueTypeReader.Underlying(MemberReader.TypeOf(member));
        if (Usability.IsForbidden(type))
        {
            return $"has the type '{TypeNames.ForMessages(type)}', which is obsolete, and its use an error; take another one, or let [Obsolete] warn";
        }

        if (type.TypeKind == TypeKind.Enum && !EnumConstants.Fields(type).Any())
        {
            return $"has the type '{TypeNames.ForMessages(type)}', which has no members; write them";
        }

        return compilation.IsSymbolAccessibleWithin(reader, compilation.Assembly)
            ? null
            : $"is {Describe(reader.DeclaredAccessibility)}, so generated code cannot read it; make it public or internal";
    }

    /// <summary>Whether code anywhere in the assembly can name what has this accessibility.</summary>
    public static bool IsSufficient(Accessibility accessibility)
        => accessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    private static string Describe(Accessibility accessibility) => accessibility switch
    {
        Accessibility.Private => "private",
        Accessibility.Protected => "protected",
        Accessibility.ProtectedAndInternal => "private protected",
        Accessibility.Internal => "internal to another assembly",
        _ => "not accessible",
    };
}
