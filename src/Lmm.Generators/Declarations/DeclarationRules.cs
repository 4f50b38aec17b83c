using Lmm.Formula.Diagnostics;

namespace Lmm.Generators.Declarations;

/// <summary>The rules that declarations of models must keep, besides those for their formulas.</summary>
internal static class DeclarationRules
{
    /// <summary>Two models, or a model and a type, have one name.</summary>
    public static readonly FormulaRule DuplicateModelName = new(
        "LMM050",
        "The name of a model or of its result is taken",
        "{0} is already the name of {1}; give this model another name with Name = \"...\"",
        FormulaSeverity.Error);

    /// <summary>Generated code cannot reach the row type.</summary>
    public static readonly FormulaRule UnreachableRow = new(
        "LMM051",
        "Generated code cannot reach the row type",
        "Generated code cannot use the row type '{0}': {1}",
        FormulaSeverity.Error);

    /// <summary>Generated code cannot read a member that the formula names.</summary>
    public static readonly FormulaRule UnreachableMember = new(
        "LMM052",
        "Generated code cannot read a member of the row type",
        "'{0}' {1}",
        FormulaSeverity.Error);

    /// <summary>The row type is nested in a type that is not partial.</summary>
    public static readonly FormulaRule ContainerNotPartial = new(
        "LMM053",
        "A type around the row type is not partial",
        "The model goes beside its row type, into '{0}', which is not partial; write 'partial' before its declaration's keyword, or move the row type out of it",
        FormulaSeverity.Error);

    /// <summary>The class with <c>[Model&lt;TRow&gt;]</c> cannot be extended.</summary>
    public static readonly FormulaRule ModelClassNotExtensible = new(
        "LMM054",
        "The class of a model cannot be extended",
        "The members of the model go into the class '{0}', which {1}",
        FormulaSeverity.Error);

    /// <summary>The model's name is not one that its class can have.</summary>
    public static readonly FormulaRule InvalidModelName = new(
        "LMM055",
        "The name of a model cannot be the name of its class",
        "\"{0}\" cannot be the name of a model: {1}; write another one such as \"{2}\"",
        FormulaSeverity.Error);

    /// <summary>Two members have one name in formulas.</summary>
    public static readonly FormulaRule AmbiguousVariable = new(
        "LMM056",
        "Two members have one name in formulas",
        "'{0}' and '{1}' are both called '{2}' in formulas; change [Variable] of one of them",
        FormulaSeverity.Error);

    /// <summary>The declared levels are not levels of the member's type.</summary>
    public static readonly FormulaRule InvalidLevels = new(
        "LMM057",
        "The declared levels do not fit the member's type",
        "[Levels] does not fit '{0}': {1}",
        FormulaSeverity.Error);

    /// <summary><c>[Factor]</c> is on a member that can be no factor.</summary>
    public static readonly FormulaRule InvalidFactor = new(
        "LMM058",
        "The member can be no factor",
        "[Factor] does not fit '{0}': {1}",
        FormulaSeverity.Error);

    /// <summary><c>[Model&lt;TRow&gt;]</c> has a name of its own.</summary>
    public static readonly FormulaRule NamedModelClass = new(
        "LMM059",
        "A class that is a model has its own name",
        "The class '{0}' gives the model its name; remove Name = \"{1}\"",
        FormulaSeverity.Error);

    /// <summary>The declared contrasts do not fit the member.</summary>
    public static readonly FormulaRule InvalidContrast = new(
        "LMM060",
        "The declared contrasts do not fit the member",
        "[Contrast] does not fit '{0}': {1}",
        FormulaSeverity.Error);

    /// <summary>The project's C# is older than what generated code is written in.</summary>
    public static readonly FormulaRule OldLanguage = new(
        "LMM061",
        "The project's language version is too low",
        "Models are generated as C# 12, and this project is compiled as C# {0}; remove <LangVersion> from the project file, or set it to 12 or higher",
        FormulaSeverity.Error);

    /// <summary>What a user adds to a generated class cannot be a part of it.</summary>
    public static readonly FormulaRule PartDoesNotFit = new(
        "LMM062",
        "A hand-written part does not go with the generated class",
        "This does not go with the generated part of '{0}', {1}: {2}",
        FormulaSeverity.Error);

    /// <summary>Those that leave a model its types: the members of its row type break them, or a superfluous name.</summary>
    public static IReadOnlyList<FormulaRule> OfMembers { get; } = [AmbiguousVariable, InvalidLevels, InvalidFactor, InvalidContrast, NamedModelClass];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FormulaRule> All { get; } =
    [
        DuplicateModelName,
        UnreachableRow,
        UnreachableMember,
        ContainerNotPartial,
        ModelClassNotExtensible,
        InvalidModelName,
        AmbiguousVariable,
        InvalidLevels,
        InvalidFactor,
        NamedModelClass,
        InvalidContrast,
        OldLanguage,
        PartDoesNotFit,
    ];
}
