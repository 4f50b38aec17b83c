using Lmm.Formula;
using Lmm.Formula.Binding;
using Microsoft.CodeAnalysis;

namespace Lmm.Generators.Declarations;

/// <summary>Faults of the attributes on a row type's members.</summary>
internal static class MemberFaults
{
    /// <summary>The faults of some members, for models on their type.</summary>
    public static IEnumerable<DeclarationFault> Of(IReadOnlyList<ISymbol> members)
    {
        foreach (IGrouping<string, ISymbol> namesakes in members.GroupBy(MemberReader.NameInFormulas).Where(group => group.Count() > 1))
        {
            yield return new DeclarationFault(
                DeclarationRules.AmbiguousVariable,
                FaultPlace.Attribute,
                new(namesakes.ElementAt(0).Name, namesakes.ElementAt(1).Name, namesakes.Key));
        }

        foreach (ISymbol member in members)
        {
            // Faults in source are shown where they are, at the attributes of the member.
            FaultPlace place = member.Locations.Any(location => location.IsInSource) ? FaultPlace.Elsewhere : FaultPlace.Attribute;
            if (LevelFault(member) is { } levels)
            {
                yield return new DeclarationFault(DeclarationRules.InvalidLevels, place, new(member.Name, levels.Reason));
            }

            if (FactorFault(member) is { } factor)
            {
                yield return new DeclarationFault(DeclarationRules.InvalidFactor, place, new(member.Name, factor));
            }

            if (ContrastReader.Fault(member) is { } contrast)
            {
                yield return new DeclarationFault(DeclarationRules.InvalidContrast, place, new(member.Name, contrast));
            }
        }
    }

    /// <summary>What is wrong with a member's <c>[Factor]</c>; null when nothing is or there is none.</summary>
    public static string? FactorFault(ISymbol member)
    {
        if (LmmAttributes.Find(member, LmmAttributes.Factor) is null)
        {
            return null;
        }

        ITypeSymbol type = MemberReader.TypeOf(member);
        return ValueTypeReader.Kind(type) switch
        {
            ValueKind.Double or ValueKind.Real => $"its type {TypeNames.ForMessages(type)} is continuous; make it a whole number or an enum, or remove [Factor]",
            ValueKind.Key or ValueKind.Other => $"its type {TypeNames.ForMessages(type)} can be no factor; remove [Factor]",
            _ => null,
        };
    }

    /// <summary>What is wrong with a member's <c>[Levels]</c>; null when nothing is or there is none.</summary>
    public static LevelFault? LevelFault(ISymbol member)
    {
        if (LmmAttributes.Find(member, LmmAttributes.Levels) is null)
        {
            return null;
        }

        ITypeSymbol type = ValueTypeReader.Underlying(MemberReader.TypeOf(member));
        ValueKind kind = ValueTypeReader.Kind(type);
        bool hasNoConstants = kind == ValueKind.Integer && type.SpecialType == SpecialType.None;
        if (hasNoConstants || kind is ValueKind.Double or ValueKind.Real or ValueKind.Key or ValueKind.Other)
        {
            return new LevelFault($"its type {TypeNames.ForMessages(type)} can have no declared levels; remove [Levels]", null);
        }

        EquatableArray<string> levels = MemberReader.DeclaredLevels(member);
        return levels.Count < 2
            ? new LevelFault("a factor needs at least two levels; write them all, the reference level first", null)
            : FirstFault(levels, kind, type);
    }

    private static LevelFault? FirstFault(EquatableArray<string> levels, ValueKind kind, ITypeSymbol type)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        for (int index = 0; index < levels.Count; index++)
        {
            string level = levels[index];
            if (LevelPatterns.ValueOf(level, kind, type) is not { } value)
            {
                return new LevelFault(LevelPatterns.Explain(level, kind, type), index);
            }

            if (!values.Add(value))
            {
                return new LevelFault($"the level \"{level}\" is there twice; remove one", index);
            }
        }

        return null;
    }
}

/// <summary>What is wrong with the levels that a member declares.</summary>
/// <param name="Reason">What, and the cure.</param>
/// <param name="Index">Which level, counted from zero; null for all.</param>
internal sealed record LevelFault(string Reason, int? Index);
