using Lmm.Formula;

namespace Lmm.Generators.Declarations;

/// <summary>One <c>[Model]</c> attribute with all that is known of it and its row type, free of Roslyn's objects.</summary>
/// <param name="Name">The model's name: that of the generated class.</param>
/// <param name="FitName">The name of the generated result.</param>
/// <param name="Formula">The formula's text.</param>
/// <param name="Weights">The variable that holds the prior weights; null for equal weights.</param>
/// <param name="Placement">Where the generated types go.</param>
/// <param name="Row">The row type.</param>
/// <param name="Faults">What forbids generating code for the model, the formula apart.</param>
internal sealed record ModelDeclaration(
    string Name,
    string FitName,
    string Formula,
    string? Weights,
    ModelPlacement Placement,
    RowType Row,
    EquatableArray<DeclarationFault> Faults)
{
    /// <summary>The names of the members that users have added to the result's class.</summary>
    public EquatableArray<string> FitMembers { get; init; }

    /// <summary>The parts that users have added to classes nested in the result's.</summary>
    public EquatableArray<NestedPart> FitParts { get; init; }

    /// <summary>The parts that users have added to classes nested in the model's.</summary>
    public EquatableArray<NestedPart> ModelParts { get; init; }

    /// <summary>Whether its types can be generated, with or without their code: only members of the row type are at fault, if anything is.</summary>
    public bool HasPlace => Faults.All(static fault => DeclarationRules.OfMembers.Contains(fault.Rule));

    /// <summary>The model's name with namespace and containing types.</summary>
    public string FullName => Placement.Qualify(Name);

    /// <summary>The result's name with namespace and containing types.</summary>
    public string FullFitName => Placement.Qualify(FitName);
}
