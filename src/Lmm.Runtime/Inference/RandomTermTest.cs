using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Inference;
using Lmm.Printing;

namespace Lmm;

/// <summary>How the p-value of a test that takes variances to the boundary of their range was found.</summary>
public enum BoundaryDistribution
{
    /// <summary>One effect goes: a mixture in equal parts of χ² with all the parameters that go, and with one fewer.</summary>
    Mixture,

    /// <summary>Several effects go, whose mixture has no simple weights: responses were simulated from the smaller model, and both models fitted to each.</summary>
    Simulation,
}

/// <summary>The likelihood-ratio test of a random term, or of an effect in one, by the criterion of the fit.</summary>
[JsonConverter(typeof(ResultJsonConverter<RandomTermTest>))]
public sealed record RandomTermTest : IJsonResult
{
    internal RandomTermTest(string term) => Term = term;

    /// <summary>What goes: a random term, or effects of one as in <c>Days in (Days | Subject)</c>.</summary>
    public string Term { get; }

    /// <summary>The log-likelihood of the model without it, restricted for a fit by REML.</summary>
    public double LogLikelihood { get; internal init; }

    /// <summary>The number of parameters of the model without it: estimable coefficients, θ, and σ.</summary>
    public int ParameterCount { get; internal init; }

    /// <summary>Akaike's information criterion of the model without it.</summary>
    public double Aic => (-2 * LogLikelihood) + (2.0 * ParameterCount);

    /// <summary>Twice the loss of log-likelihood, not below zero.</summary>
    public double ChiSquared { get; internal init; }

    /// <summary>The number of variances and covariances that go.</summary>
    public int ChiSquaredDegreesOfFreedom { get; internal init; }

    /// <summary>The p-value by χ², as if variances could be negative: too large, up to twice so for a single variance.</summary>
    public double PValue { get; internal init; }

    /// <summary>The p-value that knows that variances are not negative; null when it would need a simulation and none was asked for.</summary>
    public double? BoundaryPValue { get; internal init; }

    /// <summary>How <see cref="BoundaryPValue"/> was found.</summary>
    public BoundaryDistribution Boundary { get; internal init; }

    /// <summary>The number of simulated responses to which a model could not be fitted: they count neither for nor against the term.</summary>
    public int FailedDraws { get; internal init; }

    /// <summary>False when the fit without it did not converge, so that its numbers are not to be trusted.</summary>
    public bool Converged { get; internal init; }

    /// <summary>What goes and its test.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Term}: chi-squared {RealFormat.FormatOne(ChiSquared, SummaryDigits.Estimates)} on {ChiSquaredDegreesOfFreedom} degrees of freedom, p = {RealFormat.FormatOne(BoundaryPValue ?? PValue, SummaryDigits.Estimates)}");

    void IJsonResult.WriteJson(Utf8JsonWriter json) => TestJson.Write(json, this);
}
