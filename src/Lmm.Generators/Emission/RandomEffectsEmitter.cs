using Lmm.Formula.Binding;
using Lmm.Generators.Declarations;

namespace Lmm.Generators.Emission;

/// <summary>Writes the typed random effects of one grouping factor, all its terms together.</summary>
internal sealed class RandomEffectsEmitter
{
    // An indexer is a member of this name to the compiler.
    private const string Indexer = "Item";

    private readonly ModelSource _model;
    private readonly EnumLevels _enums;
    private readonly FactorComponent[] _parts;
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
        _parts = [.. grouping.Parts];
        _grouping = grouping.NameAmong(model.Spec.Variables);
        string preferred = string.Join("By", _parts.Select(part => NameScope.Pascal(part.Label)));
        _property = names.Claim(preferred, "Term");
        _effects = names.Claim(preferred + "Effects", "Term");
        _modes = names.Claim(preferred + "Modes", "Term");
    }

    /// <summary>One emitter per grouping factor, in the order in which they first occur.</summary>
    public static List<RandomEffectsEmitter> For(ModelSource model, NameScope names, EnumLevels enums)
        => [.. model.Spec.RandomTerms
            .GroupBy(term => term.Grouping.NameAmong(model.Spec.Variables), StringComparer.Ordinal)
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
        writer.Line(ModelSource.JsonAttribute(name));
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
        ModelVariable?[] enumerations = [.. _parts.Select(Enumeration)];
        var names = new NameScope([]);
        string[] indices = [.. _parts.Select(part => TypeNames.Escape(names.Claim(NameScope.Camel(part.Label), "Level")))];
        string parameters = string.Join(", ", indices.Select((index, position) => $"{(enumerations[position] is { } variable ? _model.ValueOf(variable).TypeName : "string")} {index}"));
        string level = string.Join(" + \":\" + ", indices.Select((index, position) => enumerations[position] is { } variable
            ? LevelEmitter.Name(index, variable, _model.ValueOf(variable), _enums)
            : index));
        string access = enumerations.OfType<ModelVariable>().All(variable => _model.ValueOf(variable).IsPublic) ? "public" : "internal";
        writer.Line();
        writer.Summary("The conditional modes of a level.");
        writer.Line($"{access} {_modes} this[{parameters}] => new(base.Modes({level}));");
    }

    private ModelVariable? Enumeration(FactorComponent part)
        => part.Computed is null && _model.Spec.Variables[part.Variable] is var variable && _model.ValueOf(variable).Kind == ValueKind.Enumeration ? variable : null;
}
