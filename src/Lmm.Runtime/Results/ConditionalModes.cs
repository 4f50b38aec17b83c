using System.Collections;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Members;
using Lmm.Printing;
using Lmm.Printing.Tables;
using Lmm.Results;
using Lmm.Shapes;

namespace Lmm;

/// <summary>The conditional modes (BLUPs) of one level of a grouping factor, in the order of the grouping factor's variance components.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "Conditional modes are what the field calls them.")]
[JsonConverter(typeof(ResultJsonConverter<ConditionalModes>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public class ConditionalModes : IReadOnlyList<ConditionalMode>, ITermValues<ConditionalMode>, ITableResult, IJsonResult
{
    /// <summary>The position of a level that no fitted row has.</summary>
    internal const int NewLevel = -1;

    private readonly int _position;
    private readonly RandomEffects _effects;

    internal ConditionalModes(string level, int position, RandomEffects effects)
    {
        Level = level;
        _position = position;
        _effects = effects;
    }

    /// <summary>Shares another's results; generated results derive from this class so.</summary>
    protected ConditionalModes(ConditionalModes modes)
    {
        ArgumentNullException.ThrowIfNull(modes);
        Level = modes.Level;
        _position = modes._position;
        _effects = modes._effects;
    }

    /// <summary>The level.</summary>
    public string Level { get; }

    /// <summary>False for a level that no fitted row has, of which the data tell nothing: its modes are zero, their mean, with the standard deviations of the effects.</summary>
    public bool IsInData => _position != NewLevel;

    /// <summary>The number of effects.</summary>
    public int Count => _effects.Components.Length;

    /// <summary>The names of the effects in order.</summary>
    public IReadOnlyList<string> EffectNames => EffectIndex.Names;

    /// <summary>The conditional mode of the effect at a position, counted from zero.</summary>
    public ConditionalMode this[int index] => _effects.Components[index].Mode(_position);

    /// <summary>The conditional mode of an effect; an unknown name is an error that lists the names.</summary>
    /// <exception cref="ModelException">No effect has that name.</exception>
    public ConditionalMode this[string effect] => this[EffectIndex.Find(effect)];

    /// <summary>The conditional mode of a generated member, whose name is looked up once.</summary>
    /// <param name="member">The member's number among those of its type.</param>
    /// <param name="column">The name of the effect.</param>
    /// <exception cref="ModelException">No effect, or more than one, has that name.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ConditionalMode MemberOf(int member, string column) => this[_effects.PlacesOfModes.Find(member, column)];

    /// <summary>The conditional modes of a generated member, by levels whose effects are looked up once.</summary>
    /// <param name="member">The member's number among those of its type.</param>
    /// <param name="term">The levels of its term.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected PerLevel<TLevel, ConditionalMode> MemberOf<TLevel>(int member, Func<TermLevels<TLevel>> term)
        where TLevel : notnull
        => new(_effects.PlacesOfModes.Find(member, term), this);

    string ITermValues<ConditionalMode>.ModelName => _effects.Shape.ModelName;

    NameIndex ITermValues<ConditionalMode>.Names => EffectIndex;

    IReadOnlyList<string>? ITermValues<ConditionalMode>.LevelsOf(string factor) => _effects.Shape.FactorLevels.GetValueOrDefault(factor);

    ConditionalMode ITermValues<ConditionalMode>.At(int place) => this[place];

    ConditionalMode ITermValues<ConditionalMode>.OfReference(string name) => new(0, 0);

    ConditionalMode ITermValues<ConditionalMode>.NotInData(string name) => new(double.NaN, double.NaN);

    private NameIndex EffectIndex => _effects.PlacesOfModes.Names;

    /// <summary>The conditional modes as a table, for any format: a row per effect, with standard deviations.</summary>
    public ResultTable ToTable() => ModesTable.Of("level", [this]);

    /// <summary>The names of the effects above their conditional modes.</summary>
    public override string ToString()
    {
        StringBuilder output = new();
        NamedVector.Write(output, EffectNames, RealFormat.FormatAll([.. this.Select(mode => mode.Value)], SummaryDigits.Numbers));
        return output.ToString();
    }

    /// <inheritdoc/>
    public IEnumerator<ConditionalMode> GetEnumerator() => _effects.Components.Select(component => component.Mode(_position)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json) => EffectsJson.Write(json, this);
}
