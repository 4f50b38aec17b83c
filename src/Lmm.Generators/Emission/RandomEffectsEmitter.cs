using Lmm.Formula.Binding;

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
        _effects = names.ClaimClass(preferred + "Effects", "Term");
        _modes = names.ClaimClass(preferred + "Modes", "Term");
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
        writer.Line($"{Access} {_effects} {_property} {{ get; }}");
    }

    /// <summary>Writes the types of the property and of its indexer, nested in the result's.</summary>
    public void WriteTypes(SourceWriter writer)
    {
        GroupingKey key = new(_model, _parts, _enums);
        writer.Line();
        writer.Summary($"The random effects of {CodeText.Code(_grouping)}.");
        writer.Line(ModelEmitter.Attributes);
        writer.Line(ModelSource.JsonAttribute(_effects));
        writer.Open($"{Access} sealed partial class {_effects} : {ModelSource.Runtime}.RandomEffects<{key.Type}, {_modes}>");
        writer.Open($"internal {_effects}({ModelSource.Runtime}.RandomEffects effects) : base(effects, {_parts.Length}, static parts => {key.OfLevels("parts")}, static level => {key.Text("level")}, isClosed: {(key.IsClosed ? "true" : "false")})");
        writer.Close();
        key.WriteAccess(writer, _modes);
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"protected override {_modes} Typed({ModelSource.Runtime}.ConditionalModes modes) => new(modes);");
        WriteMembers(writer, _effects, InheritedMembers.OfRandomEffects, "The variance component", ModelSource.Runtime + ".VarianceComponent");
        writer.Close();

        writer.Line();
        writer.Summary($"The conditional modes of one level of {CodeText.Code(_grouping)}.");
        writer.Line(ModelEmitter.Attributes);
        writer.Line(ModelSource.JsonAttribute(_modes));
        writer.Open($"public sealed partial class {_modes} : {ModelSource.Runtime}.ConditionalModes");
        writer.Open($"internal {_modes}({ModelSource.Runtime}.ConditionalModes modes) : base(modes)");
        writer.Close();
        WriteMembers(writer, _modes, InheritedMembers.OfConditionalModes, "The conditional mode", ModelSource.Runtime + ".ConditionalMode");
        writer.Close();
    }

    private string Access => new GroupingKey(_model, _parts, _enums).IsPublic ? "public" : "internal";

    private void WriteMembers(SourceWriter writer, string type, string[] inherited, string what, string valueType)
    {
        var names = new NameScope(InheritedMembers.Taken(inherited).Concat([type, Indexer]).Concat(_model.MembersOfPart(type)));
        for (int i = 0; i < _terms.Length; i++)
        {
            new TypedTerm(_model, _terms[i], _enums).Write(writer, names.Claim(TypedTerm.PreferredName(_terms[i]), "Term"), i, what, valueType);
        }
    }
}
