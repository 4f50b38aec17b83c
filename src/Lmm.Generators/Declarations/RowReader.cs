using Lmm.Formula;
using Microsoft.CodeAnalysis;

namespace Lmm.Generators.Declarations;

/// <summary>A row type as read, with its faults.</summary>
/// <param name="Row">The row type.</param>
/// <param name="Faults">What forbids generating code for it.</param>
internal sealed record RowReading(RowType Row, EquatableArray<DeclarationFault> Faults);

/// <summary>Reads a row type: which members formulas can name, and what generated code cannot reach.</summary>
internal static class RowReader
{
    /// <summary>Reads a row type as code of a compilation sees it.</summary>
    public static RowReading Read(ITypeSymbol type, Compilation compilation)
    {
        var readable = new List<ISymbol>();
        var unreachable = new List<UnreachableMember>();
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        foreach (ISymbol member in Members(type))
        {
            if (readable.Find(nearer => nearer.Name == member.Name) is { } nearer)
            {
                if (IsBeside(nearer, member, type))
                {
                    readable.Remove(nearer);
                    hidden.Add(member.Name);
                    unreachable.Add(new UnreachableMember(
                        MemberReader.NameInFormulas(member),
                        $"is inherited from both '{nearer.ContainingType.Name}' and '{member.ContainingType.Name}'; declare it in '{type.Name}' too, with 'new'"));
                }

                continue;
            }

            if (hidden.Contains(member.Name))
            {
                continue;
            }

            if (Reachability.FaultOf(member, compilation) is { } reason)
            {
                unreachable.Add(new UnreachableMember(MemberReader.NameInFormulas(member), reason));
                if (compilation.IsSymbolAccessibleWithin(member, compilation.Assembly))
                {
                    hidden.Add(member.Name);
                }
            }
            else
            {
                readable.Add(member);
            }
        }

        var faults = new List<DeclarationFault>();
        if (Reachability.FaultOf(type, compilation) is { } fault)
        {
            faults.Add(new DeclarationFault(DeclarationRules.UnreachableRow, FaultPlace.Attribute, new(TypeNames.ForMessages(type), fault)));
        }

        faults.AddRange(MemberFaults.Of(readable));
        return new RowReading(
            new RowType(
                TypeNames.ForCode(type),
                TypeNames.ForMessages(type),
                TypeNames.IsPublic(type),
                type.IsReferenceType,
                readable.Select(MemberReader.Read).ToEquatableArray(),
                unreachable.ToEquatableArray())
            {
                Construction = ConstructionReader.Read(type, readable, compilation),
                Experiments = Usability.ExperimentsOf(type).Distinct().ToEquatableArray(),
            },
            faults.ToEquatableArray());
    }

    /// <summary>The properties and fields of a type, readable or not: derived ones first, so that they hide those they hide in code.</summary>
    public static IEnumerable<ISymbol> Members(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            foreach (IFieldSymbol element in tuple.TupleElements)
            {
                yield return element;
            }

            yield break;
        }

        for (ITypeSymbol? holder = type; holder is not null; holder = holder.BaseType)
        {
            foreach (ISymbol member in holder.GetMembers().Where(IsPropertyOrField))
            {
                yield return member;
            }
        }

        if (type.TypeKind == TypeKind.Interface)
        {
            foreach (ISymbol member in type.AllInterfaces.SelectMany(inherited => inherited.GetMembers()).Where(IsPropertyOrField))
            {
                yield return member;
            }
        }
    }

    // Of two interfaces' members of one name neither hides the other unless its interface inherits from the other's.
    private static bool IsBeside(ISymbol nearer, ISymbol member, ITypeSymbol type)
        => type.TypeKind == TypeKind.Interface
            && !SymbolEqualityComparer.Default.Equals(nearer.ContainingType, type)
            && !nearer.ContainingType.AllInterfaces.Contains(member.ContainingType, SymbolEqualityComparer.Default);

    private static bool IsPropertyOrField(ISymbol member)
        => member is IPropertySymbol { IsIndexer: false } or IFieldSymbol && member.CanBeReferencedByName;
}
