using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Lmm.Printing;
using Lmm.Results;
using Lmm.Shapes;

namespace Lmm;

/// <summary>The conditional modes (BLUPs) of one level of a grouping factor, in the order of the grouping factor's variance components.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "Conditional modes are what the field calls them.")]
public class ConditionalModes : IReadOnlyList<ConditionalMode>
{
    private readonly int _position;
    private readonly NameIndex _effectNames;
    private readonly VarianceComponent[] _components;

    internal ConditionalModes(string level, int position, NameIndex effectNames, VarianceComponent[] components)
    {
        Level = level;
        _position = position;
        _effectNames = effectNames;
        _components = components;
    }

    /// <summary>Shares another's results; generated results derive from this class so.</summary>
    protected ConditionalModes(ConditionalModes modes)
    {
        ArgumentNullException.ThrowIfNull(modes);
        Level = modes.Level;
        _position = modes._position;
        _effectNames = modes._effectNames;
        _components = modes._components;
    }

    /// <summary>The level.</summary>
    public string Level { get; }

    /// <summary>The number of effects.</summary>
    public int Count => _components.Length;

    /// <summary>The names of the effects in order.</summary>
    public IReadOnlyList<string> EffectNames => _effectNames.Names;

    /// <summary>The conditional mode of the effect at a position, counted from zero.</summary>
    public ConditionalMode this[int index] => _components[index].Mode(_position);

    /// <summary>The conditional mode of an effect; an unknown name is an error that lists the names.</summary>
    /// <exception cref="ModelException">No effect has that name.</exception>
    public ConditionalMode this[string effect] => this[_effectNames.Find(effect)];

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
    public IEnumerator<ConditionalMode> GetEnumerator() => _components.Select(component => component.Mode(_position)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
