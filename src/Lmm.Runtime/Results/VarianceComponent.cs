using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Results;

namespace Lmm;

/// <summary>The variance component of one effect of a grouping factor.</summary>
[JsonConverter(typeof(ResultJsonConverter<VarianceComponent>))]
public sealed class VarianceComponent : IJsonResult
{
    private readonly string _grouping;
    private readonly string _model;
    private readonly RandomTermEstimates? _term;
    private readonly int _effect;
    private readonly double _withoutTerm;

    internal VarianceComponent(string grouping, string model, RandomTermEstimates term, int effect)
    {
        _grouping = grouping;
        _model = model;
        _term = term;
        _effect = effect;
        Name = term.EffectNames[effect];
    }

    private VarianceComponent(string grouping, string model, string name, double variance)
    {
        _grouping = grouping;
        _model = model;
        _withoutTerm = variance;
        Name = name;
    }

    /// <summary>The answer for a level without an effect of its own: zero for the reference level, NaN for one that no fitted row has.</summary>
    internal static VarianceComponent Without(string grouping, string model, string name, double variance) => new(grouping, model, name, variance);

    /// <summary>The name of the effect, such as <c>(Intercept)</c>.</summary>
    public string Name { get; }

    /// <summary>The estimated variance, in squared units of the response per unit of the effect.</summary>
    public double Variance => _term is null ? _withoutTerm : _term.Covariance[_effect, _effect];

    /// <summary>The square root of <see cref="Variance"/>, also where that is beyond the range of double numbers.</summary>
    public double StandardDeviation => _term is null ? _withoutTerm : _term.StandardDeviation(_effect);

    /// <summary>The estimated covariance with another effect of the same grouping factor; 0 where the model has none.</summary>
    /// <exception cref="ModelException">The other effect belongs to another grouping factor.</exception>
    public double Covariance(VarianceComponent other) => Matrix(other) is { } term ? term.Covariance[_effect, other._effect] : 0;

    /// <summary>The estimated correlation with another effect of the same grouping factor; 0 where the model has none, NaN where a variance is zero.</summary>
    /// <exception cref="ModelException">The other effect belongs to another grouping factor.</exception>
    public double Correlation(VarianceComponent other)
        => Matrix(other) is { } term ? term.Correlation[_effect, other._effect] : StandardDeviation > 0 && other.StandardDeviation > 0 ? 0 : double.NaN;

    /// <summary>The name, the variance and the standard deviation.</summary>
    public override string ToString()
        => $"{Name}: variance {RealFormat.FormatOne(Variance, SummaryDigits.Estimates)}, standard deviation {RealFormat.FormatOne(StandardDeviation, SummaryDigits.Estimates)}";

    /// <summary>The conditional mode of this effect at a level; at a negative one, that of a level that no fitted row has: zero, with the effect's own standard deviation.</summary>
    internal ConditionalMode Mode(int level) => level < 0 ? new ConditionalMode(0, StandardDeviation) : _term!.Mode(level, _effect);

    // The term whose covariance matrix holds both effects; null when they are of different terms.
    private RandomTermEstimates? Matrix(VarianceComponent other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other._grouping == _grouping
            ? ReferenceEquals(other._term, _term) ? _term : null
            : throw new ModelException(_model, LmmErrorCode.NoSuchResult, $"random effects of different grouping factors ({_grouping} and {other._grouping}) are independent and have no common covariance matrix.");
    }

    void IJsonResult.WriteJson(Utf8JsonWriter json) => EffectsJson.Write(json, this);
}
