using Lmm.Formula.Binding;

namespace Lmm.Cli.Scaffolding;

/// <summary>Finds the type and the attributes by which a member says at build time what its column is at run time.</summary>
/// <param name="model">The model that the rows are for.</param>
/// <param name="types">The names of types that are taken; those of new enums are added.</param>
/// <param name="enums">The enums; new ones are added.</param>
internal sealed class RowMemberTypes(BoundModel model, ISet<string> types, ICollection<LevelsEnum> enums)
{
    private const int MostEnumLevels = 20;

    /// <summary>Makes the member of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="isRenamed">True when formulas must be told the column's name.</param>
    /// <exception cref="InputException">No type says what the model makes of the column.</exception>
    public RowMember Member(FrameColumn column, string name, bool isRenamed)
    {
        VariableDeclaration told = column.Declaration;
        (string type, VariableType kind) = TypeOf(column);
        bool isNullable = told.MayBeMissing && kind != VariableType.Continuous;
        bool declaresLevels = told.Levels.Count > 0 && kind != VariableType.Enumeration;
        List<string> attributes = [];
        if (isRenamed)
        {
            attributes.Add($"Variable({Literal.Of(column.Name)})");
        }

        if (kind == VariableType.Integer && told.IsFactor)
        {
            attributes.Add("Factor");
        }

        if (declaresLevels)
        {
            attributes.Add($"Levels({string.Join(", ", told.Levels.Select(Literal.Of))})");
        }

        if (told.Contrast is NamedContrasts contrasts)
        {
            attributes.Add($"Contrast(ContrastCoding.{contrasts.Coding})");
        }

        VariableDeclaration declaration = new(isRenamed ? column.Name : name, name, kind, type)
        {
            MayBeMissing = isNullable,
            IsFactor = told.IsFactor,
            Levels = kind == VariableType.Enumeration ? new([.. column.Levels]) : told.Levels,
            Contrast = told.Contrast,
        };
        return new RowMember(column.Name, name, isNullable ? type + "?" : type, attributes, declaration);
    }

    private (string Type, VariableType Kind) TypeOf(FrameColumn column) => column.Declaration switch
    {
        { Type: VariableType.Continuous } => ("double", VariableType.Continuous),
        { Type: VariableType.Integer } => ("long", VariableType.Integer),
        { Type: VariableType.Boolean } => ("bool", VariableType.Boolean),
        { TypeName: "factor" } => throw new InputException($"'{column.Name}' is a factor of numbers that are not whole; a typed row needs whole numbers or text there"),
        { TypeName: "date", IsFactor: false } when !IsInTerms(column) => ("DateOnly", VariableType.Key),
        _ when CanBeEnum(column.Levels) => (Enum(column), VariableType.Enumeration),
        _ => ("string", VariableType.Text),
    };

    // At build time dates group rows and are in no term.
    private bool IsInTerms(FrameColumn column)
        => model.Spec.FixedTerms.Concat(model.Spec.RandomTerms.SelectMany(random => random.Terms))
            .SelectMany(term => term.Components.OfType<FactorComponent>())
            .Any(factor => model.Spec.Variables[factor.Variable].Declaration.Name == column.Name);

    private static bool CanBeEnum(IReadOnlyList<string> levels) => levels.Count is > 0 and <= MostEnumLevels && levels.All(Identifiers.IsLevel);

    private string Enum(FrameColumn column)
    {
        LevelsEnum type = new(Identifiers.Type(column.Name, types), column.Levels);
        enums.Add(type);
        return type.Name;
    }
}
