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
        foreach (ISymbol member in Members(type))
        {
            if (readable.Any(nearer => nearer.Name == member.Name))
            {
                continue;
            }

            if (Reachability.FaultOf(member, compilation) is { } reason)
            {
                unreachable.Add(new UnreachableMember(MemberReader.NameInFormulas(member), reason));
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
            },
            faults.ToEquatableArray());
    }

    /// <summary>The properties and fields of a type, readable or not: derived ones first, so that they hide those they hide in code.</summary>
    public static IEnumerable<ISymbol> Members(ITypeSymbol type)
    {
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

    private static bool IsPropertyOrField(ISymbol member)
        => member is IPropertySymbol { IsIndexer: false } or IFieldSymbol && member.CanBeReferencedByName;
}
