using Lmm.Formula.Binding;
using Lmm.Generators.Declarations;
using ValueType = Lmm.Generators.Declarations.ValueType;

namespace Lmm.Generators.Emission;

/// <summary>Writes the typed random effects of one grouping factor, all its terms together.</summary>
internal sealed class RandomEffectsEmitter
{
    // An indexer is a member of this name to the compiler.
    private const string Indexer = "Item";

    private readonly ModelSource _model;
    private readonly EnumLevels _enums;
    private readonly ModelVariable[] _variables;
    private readonly ModelTerm[] _terms;
    private readonly string _grouping;
    private readonly string _property;
    private readonly string _effects;
    private readonly string _modes;

    private RandomEffectsEmitter(ModelSource model, GroupingFactor grouping, ModelTerm[] terms, NameScope names, EnumLevels enums)
    {
        _model = model;
        _enums = enums;
        _terms = terms;
        _variables = [.. grouping.Variables.Select(variable => model.Spec.Variables[variable])];
        _grouping = NameOf(grouping, model);
        string preferred = string.Join("By", _variables.Select(variable => NameScope.Pascal(variable.Name)));
        _property = names.Claim(preferred, "Term");
        _effects = names.Claim(preferred + "Effects", "Term");
        _modes = names.Claim(preferred + "Modes", "Term");
    }

    /// <summary>One emitter per grouping factor, in the order in which they first occur.</summary>
    public static List<RandomEffectsEmitter> For(ModelSource model, NameScope names, EnumLevels enums)
        => [.. model.Spec.RandomTerms
            .GroupBy(term => NameOf(term.Grouping, model), StringComparer.Ordinal)
            .Select(factor => new RandomEffectsEmitter(
                model,
                factor.First().Grouping,
                [.. factor.SelectMany(term => term.Terms).GroupBy(term => term.Label, StringComparer.Ordinal).Select(same => same.First())],
                names,
                enums))];

    /// <summary>Writes the statement of the result's constructor that sets the property.</summary>
    public void WriteInitialization(SourceWriter writer)
        => writer.Line($"{_property} = new {_effects}(base.RandomEffects({CodeText.Literal(_grouping)}));");

    /// <summary>Writes the result's property.</summary>
    public void WriteProperty(SourceWriter writer)
    {
        writer.Line();
        writer.Summary($"The random effects of {CodeText.Code(_grouping)}: variance components, and conditional modes by level.");
        writer.Line($"public {_effects} {_property} {{ get; }}");
    }

    /// <summary>Writes the types of the property and of its indexer, nested in the result's.</summary>
    public void WriteTypes(SourceWriter writer)
    {
        WriteType(
            writer,
            _effects,
            "RandomEffects",
            "effects",
            InheritedMembers.OfRandomEffects,
            $"The random effects of {CodeText.Code(_grouping)}.",
            "The variance component",
            ModelSource.Runtime + ".VarianceComponent",
            column => $"base.VarianceComponent({column})",
            WriteIndexer);
        WriteType(
            writer,
            _modes,
            "ConditionalModes",
            "modes",
            InheritedMembers.OfConditionalModes,
            $"The conditional modes of one level of {CodeText.Code(_grouping)}.",
            "The conditional mode",
            ModelSource.Runtime + ".ConditionalMode",
            column => $"base[{column}]",
            static _ => { });
    }

    private static string NameOf(GroupingFactor grouping, ModelSource model)
        => grouping.Variables.Count == 1 ? model.Spec.Variables[grouping.Variables[0]].Name : grouping.Name;

    private void WriteType(
        SourceWriter writer,
        string name,
        string baseType,
        string parameter,
        string[] inherited,
        string summary,
        string what,
        string valueType,
        Func<string, string> find,
        Action<SourceWriter> writeMore)
    {
        writer.Line();
        writer.Summary(summary);
        writer.Line(ModelEmitter.Attributes);
        writer.Open($"public sealed partial class {name} : {ModelSource.Runtime}.{baseType}");
        writer.Open($"internal {name}({ModelSource.Runtime}.{baseType} {parameter}) : base({parameter})");
        writer.Close();
        writeMore(writer);
        var names = new NameScope(InheritedMembers.Taken(inherited).Concat([name, Indexer]));
        foreach (ModelTerm term in _terms)
        {
            new TypedTerm(_model, term, _enums).Write(writer, "public", names.Claim(TypedTerm.PreferredName(term), "Term"), what, valueType, find);
        }

        writer.Close();
    }

    private void WriteIndexer(SourceWriter writer)
    {
        ValueType[] values = [.. _variables.Select(_model.ValueOf)];
        var names = new NameScope([]);
        string[] indices = [.. _variables.Select(variable => TypeNames.Escape(names.Claim(NameScope.Camel(variable.Name), "Level")))];
        string parameters = string.Join(", ", indices.Select((index, position) => $"{IndexType(values[position])} {index}"));
        string level = string.Join(" + \":\" + ", indices.Select((index, position) => values[position].Kind == ValueKind.Enumeration
            ? LevelEmitter.Name(index, _variables[position], values[position], _enums)
            : index));
        string access = values.All(value => value.Kind != ValueKind.Enumeration || value.IsPublic) ? "public" : "internal";
        writer.Line();
        writer.Summary("The conditional modes of a level.");
        writer.Line($"{access} {_modes} this[{parameters}] => new(base.Modes({level}));");
    }

    private static string IndexType(ValueType value) => value.Kind == ValueKind.Enumeration ? value.TypeName : "string";
}
