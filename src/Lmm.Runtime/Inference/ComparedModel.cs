using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Inference;
using Lmm.Printing;

namespace Lmm;

/// <summary>A model among others that are compared by information criteria.</summary>
[JsonConverter(typeof(ResultJsonConverter<ComparedModel>))]
public sealed class ComparedModel : IJsonResult
{
    internal ComparedModel(string name, ModelFit fit, bool wasRefitted)
    {
        Name = name;
        Fit = fit;
        WasRefitted = wasRefitted;
    }

    /// <summary>What the model is called.</summary>
    public string Name { get; }

    /// <summary>The fit by maximum likelihood, with its <see cref="ModelFit.Aic"/>, <see cref="ModelFit.Aicc"/> and <see cref="ModelFit.Bic"/>.</summary>
    public ModelFit Fit { get; }

    /// <summary>True when the model had been fitted by REML and was fitted anew by maximum likelihood.</summary>
    public bool WasRefitted { get; }

    /// <summary>The Akaike weight, exp(−½ΔAIC) as a share of the sum over the models.</summary>
    public double AicWeight { get; internal set; }

    /// <summary>The weight by <see cref="ModelFit.Aicc"/>.</summary>
    public double AiccWeight { get; internal set; }

    /// <summary>The Schwarz weight, by <see cref="ModelFit.Bic"/>.</summary>
    public double BicWeight { get; internal set; }

    /// <summary>What the model is called, and its Akaike weight.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}: AIC {RealFormat.FormatOne(Fit.Aic, SummaryDigits.Comparisons)}, weight {RealFormat.FormatOne(AicWeight, SummaryDigits.Estimates)}");

    void IJsonResult.WriteJson(Utf8JsonWriter json) => TestJson.Write(json, this);
}
