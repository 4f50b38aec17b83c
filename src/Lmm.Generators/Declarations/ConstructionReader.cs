using Lmm.Formula;
using Microsoft.CodeAnalysis;

namespace Lmm.Generators.Declarations;

/// <summary>Finds out how generated code can make rows of a type.</summary>
internal static class ConstructionReader
{
    /// <summary>So many elements a tuple's constructor takes one by one.</summary>
    private const int MostElements = 7;

    /// <summary>How to make a row; null when there is no way.</summary>
    /// <param name="type">The row type.</param>
    /// <param name="readable">Its members that generated code can read.</param>
    /// <param name="compilation">The compilation that the code goes into.</param>
    public static RowConstruction? Read(ITypeSymbol type, IReadOnlyList<ISymbol> readable, Compilation compilation)
    {
        if (type is not INamedTypeSymbol { IsAbstract: false, TypeKind: TypeKind.Class or TypeKind.Struct } row || row is { IsTupleType: true, TupleElements.Length: > MostElements })
        {
            return null;
        }

        // The constructor that takes most of the members; a struct has one without parameters whether declared or not.
        return row.InstanceConstructors
            .Where(constructor => compilation.IsSymbolAccessibleWithin(constructor, compilation.Assembly) && !Usability.IsForbidden(constructor))
            .OrderByDescending(constructor => constructor.Parameters.Length)
            .Select(constructor => Read(row, constructor, readable, compilation))
            .FirstOrDefault(construction => construction is not null);
    }

    private static RowConstruction? Read(INamedTypeSymbol row, IMethodSymbol constructor, IReadOnlyList<ISymbol> readable, Compilation compilation)
    {
        var arguments = new List<RowInput>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            ISymbol? member = MemberOf(row, parameter, readable);
            RowInput? input = member is null || parameter.RefKind is not (RefKind.None or RefKind.In)
                ? null
                : InputReader.Read(parameter.Type, MemberReader.NameInFormulas(member), parameter.Name, InputSetting.Required);
            if (input is not null)
            {
                arguments.Add(input);
                taken.Add(member!.Name);
            }
            else if (!parameter.IsOptional)
            {
                return null;
            }
        }

        return Members(row, constructor, taken, readable, compilation) is { } members
            ? new RowConstruction(TypeNames.ForConstruction(row), arguments.ToEquatableArray(), members.ToEquatableArray())
            {
                Experiments = Usability.ExperimentsOf(constructor).ToEquatableArray(),
            }
            : null;
    }

    private static List<RowInput>? Members(INamedTypeSymbol row, IMethodSymbol constructor, HashSet<string> taken, IReadOnlyList<ISymbol> readable, Compilation compilation)
    {
        bool setsRequired = constructor.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "SetsRequiredMembersAttribute");
        var inputs = new List<RowInput>();
        foreach (ISymbol member in readable.Where(member => !taken.Contains(member.Name) || (IsRequired(member) && !setsRequired)))
        {
            if (Setting(member, setsRequired, compilation) is not { } setting)
            {
                continue;
            }

            RowInput? input = InputReader.Read(MemberReader.TypeOf(member), MemberReader.NameInFormulas(member), member.Name, setting);
            if (input is not null)
            {
                inputs.Add(input);
            }
            else if (setting == InputSetting.Required)
            {
                return null;
            }
        }

        bool requiresUnreadable = !setsRequired && RequiredMembers(row).Any(name => !readable.Any(member => member.Name == name));
        return requiresUnreadable ? null : inputs;
    }

    // A member that an initializer can set, and when; null for one that none can.
    private static InputSetting? Setting(ISymbol member, bool setsRequired, Compilation compilation)
    {
        if (IsRequired(member) && !setsRequired)
        {
            return InputSetting.Required;
        }

        return member switch
        {
            _ when Usability.IsForbidden(member) => null,
            IFieldSymbol { IsReadOnly: false, IsConst: false } => InputSetting.Any,
            IPropertySymbol { SetMethod: { } setter } when compilation.IsSymbolAccessibleWithin(setter, compilation.Assembly) && !Usability.IsForbidden(setter)
                => setter.IsInitOnly ? InputSetting.Initial : InputSetting.Any,
            _ => null,
        };
    }

    private static ISymbol? MemberOf(INamedTypeSymbol row, IParameterSymbol parameter, IReadOnlyList<ISymbol> readable)
        => row.IsTupleType ? readable.ElementAtOrDefault(parameter.Ordinal) : readable.FirstOrDefault(member => member.Name == parameter.Name)
            ?? readable.FirstOrDefault(member => member.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase));

    private static bool IsRequired(ISymbol member) => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };

    private static IEnumerable<string> RequiredMembers(INamedTypeSymbol row)
    {
        for (INamedTypeSymbol? holder = row; holder is not null; holder = holder.BaseType)
        {
            foreach (ISymbol member in holder.GetMembers().Where(IsRequired))
            {
                yield return member.Name;
            }
        }
    }
}
