using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Distributions;
using Lmm.Inference;
using Lmm.Printing;

namespace Lmm;

/// <summary>A model in a comparison of likelihoods.</summary>
[JsonConverter(typeof(ResultJsonConverter<LikelihoodRatioRow>))]
public sealed record LikelihoodRatioRow : IJsonResult
{
    private LikelihoodRatioRow(string name, ModelFit fit, bool wasRefitted)
    {
        Name = name;
        Fit = fit;
        WasRefitted = wasRefitted;
    }

    /// <summary>What the model is called.</summary>
    public string Name { get; }

    /// <summary>The fit by maximum likelihood.</summary>
    public ModelFit Fit { get; }

    /// <summary>True when the model had been fitted by REML and was fitted anew by maximum likelihood.</summary>
    public bool WasRefitted { get; }

    /// <summary>Twice the gain in log-likelihood over the row before, not below zero; null in the first row.</summary>
    public double? ChiSquared { get; private init; }

    /// <summary>The parameters added to the row before; null in the first row.</summary>
    public int? ChiSquaredDegreesOfFreedom { get; private init; }

    /// <summary>The probability of so large a gain when the row before holds; null in the first row.</summary>
    public double? PValue { get; private init; }

    internal static LikelihoodRatioRow Of(string name, ModelFit fit, LikelihoodRatioRow? previous)
    {
        ModelFit comparable = fit is LinearMixedModelFit mixed ? Refitting.ByMaximumLikelihood(mixed) : fit;
        LikelihoodRatioRow row = new(name, comparable, !ReferenceEquals(comparable, fit));
        if (previous is null)
        {
            return row;
        }

        int added = comparable.ParameterCount - previous.Fit.ParameterCount;
        if (added == 0)
        {
            throw new ModelException(fit.ModelName, LmmErrorCode.NotComparable, $"it has as many parameters ({fit.ParameterCount}) as {previous.Fit.ModelName}, so neither contains the other; compare their AIC or BIC instead.");
        }

        double gain = Math.Max(0, 2 * (comparable.LogLikelihood - previous.Fit.LogLikelihood));
        return row with { ChiSquared = gain, ChiSquaredDegreesOfFreedom = added, PValue = UpperTail.ChiSquared(gain, added) };
    }

    /// <summary>What the model is called, and how it compares with the row before.</summary>
    public override string ToString() => ChiSquared is { } gain
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{Name}: chi-squared {RealFormat.FormatOne(gain, SummaryDigits.Estimates)} on {ChiSquaredDegreesOfFreedom} degrees of freedom, p = {RealFormat.FormatOne(PValue ?? double.NaN, SummaryDigits.Estimates)}")
        : string.Create(CultureInfo.InvariantCulture, $"{Name}: {Fit.ParameterCount} parameters");

    void IJsonResult.WriteJson(Utf8JsonWriter json) => TestJson.Write(json, this);
}
