using Lmm.Formula.Binding;
using ValueType = Lmm.Generators.Declarations.ValueType;

namespace Lmm.Generators.Emission;

/// <summary>A term's typed member: one value for a term of numbers, one value per level for a term with factors.</summary>
internal sealed class TypedTerm
{
    private const int MostTypedFactors = 3;

    private static readonly string[] Indices = ["first", "second", "third"];

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
    /// <param name="access">The accessibility of members of the type.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="what">What it has, for its documentation.</param>
    /// <param name="valueType">The type of its values.</param>
    /// <param name="find">The code that finds a value by the code for the name of its column.</param>
    public void Write(SourceWriter writer, string access, string name, string what, string valueType, Func<string, string> find)
    {
        writer.Line();
        if (_factors.Length == 0)
        {
            writer.Summary($"{what} of {CodeText.Code(_term.Label)}.");
            writer.Line($"{access} {valueType} {name} => {find(CodeText.Literal(_term.Label))};");
            return;
        }

        string factors = string.Join(", ", _factors.Select(factor => (factor is BasisComponent ? "columns of " : "levels of ") + CodeText.Code(factor.Label)));
        writer.Summary($"{what} of {CodeText.Code(_term.Label)}, by the {factors}.");
        string term = CodeText.Literal(_term.Label);
        string lookup = $"name => {find("name")}";
        if (_factors.Length > MostTypedFactors)
        {
            writer.Line($"{access} {ModelSource.Runtime}.PerLevels<{valueType}> {name} => new({term}, {_factors.Length}, {lookup}, static levels => {ColumnName(UntypedLevels())});");
            return;
        }

        string[] indices = _factors.Length == 1 ? ["level"] : [.. Indices.Take(_factors.Length)];
        string types = string.Join(", ", _factors.Select(IndexType).Append(valueType));
        string parameters = indices.Length == 1 ? indices[0] : $"({string.Join(", ", indices)})";
        writer.Line($"{AccessOf(access)} {ModelSource.Runtime}.PerLevel<{types}> {name} => new({term}, {lookup}, static {parameters} => {ColumnName(TypedLevels(indices))});");
    }

    private static bool HasColumns(TermComponent component) => component is FactorComponent or BasisComponent { Basis.ColumnCount: > 1 };

    // Only treatment contrasts and indicators have columns that are called by their level.
    private bool IsByLevel(FactorComponent factor)
        => factor.Computed is null && (factor.Coding is null or NamedContrasts { Coding: ContrastCoding.Treatment, IsNumbered: false })
            && Value(factor).Kind is not (ValueKind.Double or ValueKind.Real);

    private string[] UntypedLevels() => [.. _factors.Select((_, index) => $"levels[{index}]")];

    private string[] TypedLevels(string[] indices) => [.. _factors.Select((component, index) => component switch
    {
        FactorComponent factor when IsByLevel(factor) => LevelEmitter.Name(indices[index], Variable(factor), Value(factor), _enums),
        BasisComponent => $"{indices[index]}.ToString(global::System.Globalization.CultureInfo.InvariantCulture)",
        _ => indices[index],
    })];

    // The columns of a transform are numbered.
    private string IndexType(TermComponent component) => component switch
    {
        FactorComponent factor when IsByLevel(factor) => Value(factor).TypeName,
        BasisComponent => "int",
        _ => "string",
    };

    private string AccessOf(string access)
        => _factors.OfType<FactorComponent>().All(factor => !IsByLevel(factor) || Value(factor).IsPublic) ? access : "internal";

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
