using Lmm.Results;
using Lmm.Shapes;

namespace Lmm;

/// <summary>The random effects of one grouping factor: variance components, and conditional modes by level.</summary>
public class RandomEffects
{
    private readonly NameIndex _levelNames;
    private readonly NameIndex _effectNames;
    private readonly VarianceComponent[] _components;
    private readonly RandomTermEstimates[] _terms;

    private RandomEffects(string model, RandomTermEstimates[] terms)
    {
        _terms = terms;
        Grouping = terms[0].Grouping;
        _levelNames = new NameIndex(model, $"level of {Grouping}", terms[0].Levels);
        _components = [.. terms.SelectMany(term => term.EffectNames.Select((_, effect) => new VarianceComponent(Grouping, model, term, effect)))];
        _effectNames = new NameIndex(model, $"random effect of {Grouping}", [.. _components.Select(component => component.Name)]);
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
    public ConditionalModes Modes(string level) => new(level, _levelNames.Find(level), _effectNames, _components);

    /// <summary>The conditional modes of the level at a position in <see cref="Levels"/>.</summary>
    public ConditionalModes ModesAt(int index) => new(_levelNames.Names[index], index, _effectNames, _components);

    /// <summary>The variance components as a table, for any format.</summary>
    public ResultTable ToTable() => VarianceTable.Of(_terms, sigma: null);

    /// <summary>The conditional modes of all levels as a table: a row per level and effect, with standard deviations.</summary>
    public ResultTable ToModesTable() => ModesTable.Of(Grouping, [.. Levels.Select((_, level) => ModesAt(level))]);

    /// <summary>The variance components in the layout of lme4's.</summary>
    public override string ToString() => ToTable().ToText();

    /// <summary>Gathers the terms of each grouping factor, in the order in which the factors first occur.</summary>
    internal static IReadOnlyList<RandomEffects> ByGroupingFactor(string model, IReadOnlyList<RandomTermEstimates> terms)
        => [.. terms.GroupBy(term => term.Grouping).Select(factor => new RandomEffects(model, [.. factor]))];
}
