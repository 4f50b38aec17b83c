#pragma warning disable CA1822 // contract: bodies to come
namespace Lmm;

/// <summary>The random effects of one grouping factor: variance components, and conditional modes by level.</summary>
public class RandomEffects
{
    /// <summary>Shares another's results; generated results derive from this class so.</summary>
    protected RandomEffects(RandomEffects effects) => throw new InvalidOperationException(effects?.ToString());

    /// <summary>The variance component of an effect, such as <c>(Intercept)</c> or <c>week</c>; an unknown name is an error that lists the names.</summary>
    public VarianceComponent Component(string effect) => throw new InvalidOperationException(effect);

    /// <summary>The estimated correlation of two effects; 0 where the model has none, NaN where a variance is zero.</summary>
    public double Correlation(string first, string second) => throw new InvalidOperationException(first + second);

    /// <summary>The conditional modes of a level; an unknown level is an error that names the nearest levels.</summary>
    public ConditionalModes Modes(string level) => throw new InvalidOperationException(level);
}

/// <summary>The variance component of one effect of a grouping factor.</summary>
public sealed class VarianceComponent
{
    /// <summary>The name of the effect, such as <c>(Intercept)</c>.</summary>
    public string Name => throw new InvalidOperationException();

    /// <summary>The estimated variance, in squared units of the response per unit of the effect.</summary>
    public double Variance => throw new InvalidOperationException();

    /// <summary>The square root of <see cref="Variance"/>.</summary>
    public double StandardDeviation => throw new InvalidOperationException();

    /// <summary>The estimated correlation with another effect of the same grouping factor.</summary>
    public double Correlation(VarianceComponent other) => throw new InvalidOperationException(other?.Name);
}

/// <summary>The conditional modes (BLUPs) of one level of a grouping factor.</summary>
public class ConditionalModes
{
    /// <summary>Shares another's results; generated results derive from this class so.</summary>
    protected ConditionalModes(ConditionalModes modes) => throw new InvalidOperationException(modes?.ToString());

    /// <summary>The conditional mode of an effect; an unknown name is an error that lists the names.</summary>
    public ConditionalMode this[string effect] => throw new InvalidOperationException(effect);
}

/// <summary>A conditional mode with its standard deviation given the data and the estimated parameters.</summary>
/// <param name="Value">The mode.</param>
/// <param name="StandardDeviation">Its conditional standard deviation.</param>
public readonly record struct ConditionalMode(double Value, double StandardDeviation)
{
    /// <summary>The mode's value.</summary>
    public static implicit operator double(ConditionalMode mode) => mode.Value;

    /// <summary>The mode's value.</summary>
    public double ToDouble() => Value;
}
