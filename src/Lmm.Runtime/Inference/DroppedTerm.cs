using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Distributions;
using Lmm.Inference;
using Lmm.Printing;

namespace Lmm;

/// <summary>A term of the fixed effects, and what is lost without it.</summary>
[JsonConverter(typeof(ResultJsonConverter<DroppedTerm>))]
public sealed class DroppedTerm : IJsonResult
{
    internal DroppedTerm(string term, ModelFit full, ModelFit reduced)
    {
        Term = term;
        DegreesOfFreedom = full.ParameterCount - reduced.ParameterCount;
        LogLikelihood = reduced.LogLikelihood;
        Aic = reduced.Aic;
        ChiSquared = Math.Max(0, 2 * (full.LogLikelihood - reduced.LogLikelihood));
        PValue = DegreesOfFreedom > 0 ? UpperTail.ChiSquared(ChiSquared, DegreesOfFreedom) : double.NaN;
        Converged = reduced is not LinearMixedModelFit { Convergence.Converged: false };
    }

    /// <summary>The term as the formula spells it.</summary>
    public string Term { get; }

    /// <summary>The number of estimable coefficients that go with it; zero where the other terms span its columns.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>The log-likelihood of the model without it.</summary>
    public double LogLikelihood { get; }

    /// <summary>Akaike's information criterion of the model without it.</summary>
    public double Aic { get; }

    /// <summary>Twice the loss of log-likelihood.</summary>
    public double ChiSquared { get; }

    /// <summary>The p-value of the likelihood-ratio test; NaN where no coefficient goes.</summary>
    public double PValue { get; }

    /// <summary>False when the fit without the term did not converge, so that its numbers are not to be trusted.</summary>
    public bool Converged { get; }

    /// <summary>The term and its test.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Term}: chi-squared {RealFormat.FormatOne(ChiSquared, SummaryDigits.Estimates)} on {DegreesOfFreedom} degrees of freedom, p = {RealFormat.FormatOne(PValue, SummaryDigits.Estimates)}");

    void IJsonResult.WriteJson(Utf8JsonWriter json) => TestJson.Write(json, this);
}
