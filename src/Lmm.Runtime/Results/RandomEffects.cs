using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Members;
using Lmm.Printing;
using Lmm.Printing.Tables;
using Lmm.Results;
using Lmm.Shapes;

namespace Lmm;

/// <summary>The random effects of one grouping factor: variance components, and conditional modes by level.</summary>
[JsonConverter(typeof(ResultJsonConverter<RandomEffects>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public class RandomEffects : ITermValues<VarianceComponent>, ITableResult, IJsonResult
{
    private readonly NameIndex _levelNames;
    private readonly NameIndex _effectNames;
    private readonly VarianceComponent[] _components;
    private readonly RandomTermEstimates[] _terms;
    private readonly MemberPlaces _places;

    // The places that members of the generated modes of one level find theirs at; all levels share them.
    private readonly MemberPlaces _placesOfModes;

    private RandomEffects(ModelShape shape, RandomTermEstimates[] terms)
    {
        string model = shape.ModelName;
        Shape = shape;
        _terms = terms;
        Grouping = terms[0].Grouping;
        _levelNames = new NameIndex(model, $"level of {Grouping}", terms[0].Levels);
        _components = [.. terms.SelectMany(term => term.EffectNames.Select((_, effect) => new VarianceComponent(Grouping, model, term, effect)))];
        _effectNames = new NameIndex(model, $"random effect of {Grouping}", [.. _components.Select(component => component.Name)]);
        _places = new MemberPlaces(_effectNames);
        _placesOfModes = new MemberPlaces(_effectNames);
    }

    /// <summary>Shares another's results; generated results derive from this class so.</summary>
    protected RandomEffects(RandomEffects effects)
    {
        ArgumentNullException.ThrowIfNull(effects);
        Grouping = effects.Grouping;
        _levelNames = effects._levelNames;
        _effectNames = effects._effectNames;
        _components = effects._components;
        _terms = effects._terms;
        Shape = effects.Shape;
        _places = new MemberPlaces(_effectNames);
        _placesOfModes = new MemberPlaces(_effectNames);
    }

    /// <summary>The name of the grouping factor.</summary>
    public string Grouping { get; }

    /// <summary>The levels of the grouping factor in order.</summary>
    public IReadOnlyList<string> Levels => _levelNames.Names;

    /// <summary>The variance components in the order of the printed summary.</summary>
    public IReadOnlyList<VarianceComponent> VarianceComponents => Array.AsReadOnly(_components);

    /// <summary>The variance component of an effect, such as <c>(Intercept)</c> or <c>week</c>; an unknown name is an error that lists the names.</summary>
    /// <exception cref="ModelException">No effect, or more than one, has that name.</exception>
    public VarianceComponent VarianceComponent(string effect) => _components[_effectNames.Find(effect)];

    /// <summary>The estimated correlation of two effects; 0 where the model has none, NaN where a variance is zero.</summary>
    /// <exception cref="ModelException">An effect is unknown.</exception>
    public double Correlation(string first, string second) => VarianceComponent(first).Correlation(VarianceComponent(second));

    /// <summary>The conditional modes of a level; an unknown level is an error that names the nearest levels.</summary>
    /// <exception cref="ModelException">No level has that name.</exception>
    public ConditionalModes Modes(string level) => ModesAt(_levelNames.Find(level));

    /// <summary>The conditional modes of the level at a position in <see cref="Levels"/>.</summary>
    public ConditionalModes ModesAt(int index) => new(_levelNames.Names[index], index, this);

    /// <summary>The variance component of a generated member, whose name is looked up once.</summary>
    /// <param name="member">The member's number among those of its type.</param>
    /// <param name="column">The name of the effect.</param>
    /// <exception cref="ModelException">No effect, or more than one, has that name.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected VarianceComponent MemberOf(int member, string column) => _components[_places.Find(member, column)];

    /// <summary>The variance components of a generated member, by levels whose effects are looked up once.</summary>
    /// <param name="member">The member's number among those of its type.</param>
    /// <param name="term">The levels of its term.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected PerLevel<TLevel, VarianceComponent> MemberOf<TLevel>(int member, Func<TermLevels<TLevel>> term)
        where TLevel : notnull
        => new(_places.Find(member, term), this);

    /// <summary>The names and counts of the model.</summary>
    internal ModelShape Shape { get; }

    /// <summary>The variance components.</summary>
    internal VarianceComponent[] Components => _components;

    /// <summary>Where members of the generated modes of one level find theirs.</summary>
    internal MemberPlaces PlacesOfModes => _placesOfModes;

    /// <summary>The position of a level; false when there is none.</summary>
    internal bool TryFindLevel(string level, out int index) => _levelNames.TryFind(level, out index);

    /// <summary>The modes of a level that no fitted row has.</summary>
    internal ConditionalModes ModesOfNewLevel(string level) => new(level, ConditionalModes.NewLevel, this);

    /// <summary>The levels that a level combines, one per factor.</summary>
    /// <param name="level">Its position.</param>
    /// <param name="count">The number of factors.</param>
    /// <exception cref="ModelException">The levels came joined by colons, and have colons of their own.</exception>
    internal IReadOnlyList<string> PartsOf(int level, int count)
    {
        string[] parts = count == 1 ? [Levels[level]] : _terms[0].Crossed?.Of(level) ?? Levels[level].Split(':');
        return parts.Length == count
            ? parts
            : throw new ModelException(Shape.ModelName, LmmErrorCode.NoSuchResult, $"the level '{Levels[level]}' of {Grouping} does not tell which {count} levels it combines; find it by its name.");
    }

    string ITermValues<VarianceComponent>.ModelName => Shape.ModelName;

    NameIndex ITermValues<VarianceComponent>.Names => _effectNames;

    IReadOnlyList<string>? ITermValues<VarianceComponent>.LevelsOf(string factor) => Shape.FactorLevels.GetValueOrDefault(factor);

    VarianceComponent ITermValues<VarianceComponent>.At(int place) => _components[place];

    VarianceComponent ITermValues<VarianceComponent>.OfReference(string name) => Lmm.VarianceComponent.Without(Grouping, Shape.ModelName, name, 0);

    VarianceComponent ITermValues<VarianceComponent>.NotInData(string name) => Lmm.VarianceComponent.Without(Grouping, Shape.ModelName, name, double.NaN);

    /// <summary>The variance components as a table, for any format.</summary>
    public ResultTable ToTable() => VarianceTable.Of(_terms, sigma: null);

    /// <summary>The conditional modes of all levels as a table: a row per level and effect, with standard deviations.</summary>
    public ResultTable ToModesTable() => ModesTable.Of(Grouping, [.. Levels.Select((_, level) => ModesAt(level))]);

    /// <summary>The variance components in the layout of lme4's.</summary>
    public override string ToString() => ToTable().ToText();

    /// <summary>Gathers the terms of each grouping factor, in the order in which the factors first occur.</summary>
    internal static IReadOnlyList<RandomEffects> ByGroupingFactor(ModelShape shape, IReadOnlyList<RandomTermEstimates> terms)
        => [.. terms.GroupBy(term => term.Grouping).Select(factor => new RandomEffects(shape, [.. factor]))];

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json) => EffectsJson.Write(json, this);
}
