using Lmm.Formula;
using Lmm.Formula.Binding;
using Lmm.Variables;

namespace Lmm.Results;

/// <summary>Says in what a model differs from another, as far as the fit of one could not be one of the other.</summary>
internal static class TermDifference
{
    /// <summary>What differs; null for the same model.</summary>
    /// <param name="saved">The model that was saved.</param>
    /// <param name="own">The model that it is to be.</param>
    public static string? Of(ModelSpec saved, ModelSpec own)
    {
        if (saved.Formula != own.Formula)
        {
            return $"'{saved.Formula}', not '{own.Formula}'";
        }

        string? savedWeights = WeightsOf(saved);
        if (savedWeights != WeightsOf(own))
        {
            return $"its weights are {savedWeights ?? "equal"}, not {WeightsOf(own) ?? "equal"}";
        }

        foreach (ModelVariable variable in own.Variables)
        {
            if (saved.Variables.FirstOrDefault(known => known.Name == variable.Name) is not { } known)
            {
                return $"it has no variable {variable.Name}";
            }

            if (OfDeclarations(known.Declaration, variable.Declaration) is { } difference)
            {
                return $"{variable.Name} {difference}";
            }
        }

        return Essence(saved).Equals(Essence(own)) ? null : "its terms mean something else";
    }

    private static string? OfDeclarations(VariableDeclaration saved, VariableDeclaration own)
        => saved.Type != own.Type || saved.IsFactor != own.IsFactor ? $"is {saved.TypeName}{(saved.IsFactor ? " and a factor" : "")}, not {own.TypeName}{(own.IsFactor ? " and a factor" : "")}"
            : saved.Levels != own.Levels ? $"has the levels {ListOf(saved.Levels)}, not {ListOf(own.Levels)}"
            : saved.IsOrdered != own.IsOrdered || !Equals(saved.Contrast, own.Contrast) ? "has other contrasts"
            : null;

    private static string ListOf(EquatableArray<string> levels) => levels.Count == 0 ? "that the data tell" : LevelLabel.List([.. levels]);

    private static string? WeightsOf(ModelSpec spec) => spec.Weights is { } place ? spec.Variables[place].Name : null;

    // Without what is of the rows' type alone.
    private static ModelSpec Essence(ModelSpec spec) => spec with
    {
        Variables = spec.Variables.Select(static variable => variable with
        {
            Declaration = variable.Declaration with { MemberName = "", TypeName = "", MayBeMissing = false, GroupsRows = false, FactorIn = null },
        }).ToEquatableArray(),
    };
}
