using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Hypotheses;
using Lmm.Printing;

namespace Lmm;

/// <summary>The test of one term in an analysis of variance.</summary>
[JsonConverter(typeof(ResultJsonConverter<AnovaRow>))]
public sealed class AnovaRow : IJsonResult
{
    private readonly WaldTest? _test;

    internal AnovaRow(string term, WaldTest test, double variance)
    {
        Term = term;
        _test = test;
        NumeratorDegreesOfFreedom = test.NumeratorDegreesOfFreedom;
        MeanSquare = test.F / test.Scale * variance;
    }

    internal AnovaRow(string term, string notEstimable, bool hasPValue)
    {
        Term = term;
        NotEstimable = notEstimable;
        MeanSquare = double.NaN;
        PValue = hasPValue ? double.NaN : null;
    }

    /// <summary>The term as the formula expands to it, such as <c>week:genotype</c>.</summary>
    public string Term { get; }

    /// <summary>
    /// The sum of squares: for a linear model the fall of the residual sum of squares, for a mixed model what F makes of σ̂², as lmerTest has it (Kenward and
    /// Roger's factor of F left out). NaN where it is not estimable.
    /// </summary>
    public double SumOfSquares => MeanSquare * NumeratorDegreesOfFreedom;

    /// <summary>The sum of squares per degree of freedom; NaN where it is not estimable.</summary>
    public double MeanSquare { get; }

    /// <summary>The number of independent functions that are tested; zero where it is not estimable.</summary>
    public int NumeratorDegreesOfFreedom { get; }

    /// <summary>The denominator degrees of freedom; null for the normal distribution, without a test, and where it is not estimable.</summary>
    public double? DenominatorDegreesOfFreedom => _test?.DenominatorDegreesOfFreedom;

    /// <summary>The statistic, multiplied by Kenward and Roger's factor where that is the method; NaN where it is not estimable.</summary>
    public double F => _test?.F ?? double.NaN;

    /// <summary>The p-value; null without a test, NaN where it is not estimable or no F distribution has the degrees of freedom.</summary>
    public double? PValue => _test is { } test ? test.PValue : field;

    /// <summary>True when the data can tell something of the term.</summary>
    public bool IsEstimable => NotEstimable is null;

    /// <summary>Why the data tell nothing of the term, with the missing cell or the columns that its own are combinations of; null where it is tested.</summary>
    public string? NotEstimable { get; }

    /// <summary>The term and its test.</summary>
    public override string ToString() => NotEstimable is { } reason
        ? $"{Term}: not estimable, {reason}"
        : string.Create(CultureInfo.InvariantCulture, $"{Term}: sum of squares {RealFormat.FormatOne(SumOfSquares, SummaryDigits.Comparisons)}, {_test}");

    void IJsonResult.WriteJson(Utf8JsonWriter json) => HypothesisJson.Write(json, this);
}
