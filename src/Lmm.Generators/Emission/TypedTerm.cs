using Lmm.Formula.Binding;
using ValueType = Lmm.Generators.Declarations.ValueType;

namespace Lmm.Generators.Emission;

/// <summary>A term's typed member: one value for a term of numbers, one value per level for a term with factors.</summary>
internal sealed class TypedTerm
{
    private const int MostTypedFactors = 3;

    private readonly ModelSource _model;
    private readonly ModelTerm _term;
    private readonly EnumLevels _enums;
    private readonly TermComponent[] _factors;

    /// <summary>Prepares the member of a term.</summary>
    public TypedTerm(ModelSource model, ModelTerm term, EnumLevels enums)
    {
        _model = model;
        _term = term;
        _enums = enums;
        _factors = [.. term.Components.Where(HasColumns)];
    }

    /// <summary>The name that the member would like to have: <c>WeekByGenotype</c>.</summary>
    public static string PreferredName(ModelTerm term)
        => term.IsIntercept ? "Intercept" : string.Join("By", term.Components.Select(component => NameScope.Pascal(component.Label)));

    /// <summary>True when the term has a column for each level, or for each column of a transform.</summary>
    public static bool HasColumns(ModelTerm term) => term.Components.Any(HasColumns);

    /// <summary>Writes the member.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="number">The member's number among those of its type, under which the place of its value is kept.</param>
    /// <param name="what">What it has, for its documentation.</param>
    /// <param name="valueType">The type of its values.</param>
    public void Write(SourceWriter writer, string name, int number, string what, string valueType)
    {
        writer.Line();
        if (_factors.Length == 0)
        {
            writer.Summary($"{what} of {CodeText.Code(_term.Label)}.");
            writer.Line($"public {valueType} {name} => base.MemberOf({number}, {CodeText.Literal(_term.Label)});");
            return;
        }

        string factors = string.Join(", ", _factors.Select(factor => (factor is BasisComponent ? "columns of " : "levels of ") + CodeText.Code(factor.Label)));
        writer.Summary($"{what} of {CodeText.Code(_term.Label)}, by the {factors}.");
        bool isUntyped = _factors.Length > MostTypedFactors;
        string[] types = [.. _factors.Select(IndexType)];
        string key = isUntyped ? "string[]" : types.Length == 1 ? types[0] : $"({string.Join(", ", types)})";
        string[] levels = [.. _factors.Select((factor, index) => Level(factor, isUntyped ? $"level[{index}]" : types.Length == 1 ? "level" : $"level.Item{index + 1}", isUntyped))];
        string members = $"base.MemberOf<{key}>({number}, static () => new({CodeText.Literal(_term.Label)}, static level => {ColumnName(levels)}, {Parts(levels, isUntyped)}))";
        writer.Line(isUntyped ? $"public {ModelSource.Runtime}.PerLevels<{valueType}> {name} => new({_factors.Length}, {members});"
            : types.Length == 1 ? $"{Access} {ModelSource.Runtime}.PerLevel<{key}, {valueType}> {name} => {members};"
            : $"{Access} {ModelSource.Runtime}.PerLevel<{string.Join(", ", types)}, {valueType}> {name} => new({members});");
    }

    private static bool HasColumns(TermComponent component) => component is FactorComponent or BasisComponent { Basis.ColumnCount: > 1 };

    // Only treatment contrasts and indicators have columns that are called by their level.
    private bool IsByLevel(FactorComponent factor)
        => factor.Computed is null && (factor.Coding is null or NamedContrasts { Coding: ContrastCoding.Treatment, IsNumbered: false })
            && Value(factor).Kind is not (ValueKind.Double or ValueKind.Real);

    // The name of a level, by the code for its value.
    private string Level(TermComponent component, string index, bool isUntyped) => component switch
    {
        _ when isUntyped => index,
        FactorComponent factor when IsByLevel(factor) => LevelEmitter.Name(index, Variable(factor), Value(factor), _enums),
        BasisComponent => $"{index}.ToString(global::System.Globalization.CultureInfo.InvariantCulture)",
        _ => index,
    };

    // The function that tells the levels of the factors whose columns are called by them.
    private string Parts(string[] levels, bool isUntyped)
    {
        IEnumerable<string> parts = _factors.Select((component, index) => (Factor: component as FactorComponent, Level: levels[index]))
            .Where(part => part.Factor is not null && IsByLevel(part.Factor))
            .Select(part => $"new({CodeText.Literal(part.Factor!.Label)}, {part.Level}, {(!isUntyped && LevelEmitter.IsClosed(Value(part.Factor)) ? "true" : "false")})");
        return $"static level => {CodeText.Collection(parts)}";
    }

    // The columns of a transform are numbered.
    private string IndexType(TermComponent component) => component switch
    {
        FactorComponent factor when IsByLevel(factor) => Value(factor).TypeName,
        BasisComponent => "int",
        _ => "string",
    };

    private string Access => _factors.OfType<FactorComponent>().All(factor => !IsByLevel(factor) || Value(factor).IsPublic) ? "public" : "internal";

    private ModelVariable Variable(FactorComponent factor) => _model.Spec.Variables[factor.Variable];

    private ValueType Value(FactorComponent factor) => _model.ValueOf(Variable(factor));

    /// <summary>The code for a column's name: the components' labels, each factor's followed by its level.</summary>
    private string ColumnName(string[] levels)
    {
        var code = new List<string>();
        string text = "";
        int factor = 0;
        for (int index = 0; index < _term.Components.Count; index++)
        {
            text += (index == 0 ? "" : ":") + _term.Components[index].Label;
            if (HasColumns(_term.Components[index]))
            {
                code.Add(CodeText.Literal(text));
                code.Add(levels[factor++]);
                text = "";
            }
        }

        if (text.Length > 0)
        {
            code.Add(CodeText.Literal(text));
        }

        return string.Join(" + ", code);
    }
}
