using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Distributions;
using Lmm.Inference;
using Lmm.Printing;
using Lmm.Printing.Tables;

namespace Lmm;

/// <summary>The F test of nested linear models: the fall of the residual sum of squares per parameter added, over the residual variance of the full model.</summary>
[JsonConverter(typeof(ResultJsonConverter<FTest>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class FTest : ITableResult, IJsonResult
{
    private FTest(LinearModelFit reduced, LinearModelFit full, string reducedName, string fullName)
    {
        Reduced = reduced;
        Full = full;
        ReducedName = reducedName;
        FullName = fullName;
        NumeratorDegreesOfFreedom = full.Rank - reduced.Rank;
        SumOfSquares = reduced.ResidualSumOfSquares - full.ResidualSumOfSquares;
        double reducedSquares = reduced.ResidualSumOfSquaresInUnits(full.ResidualUnit);
        double fullSquares = full.ResidualSumOfSquaresInUnits(full.ResidualUnit);
        F = (reducedSquares - fullSquares) / NumeratorDegreesOfFreedom / (fullSquares / full.ResidualDegreesOfFreedom);
        PValue = F < 0 ? double.NaN : UpperTail.FisherF(F, NumeratorDegreesOfFreedom, full.ResidualDegreesOfFreedom);
    }

    /// <summary>The smaller model.</summary>
    public LinearModelFit Reduced { get; }

    /// <summary>The larger model.</summary>
    public LinearModelFit Full { get; }

    /// <summary>What the smaller model is called.</summary>
    public string ReducedName { get; }

    /// <summary>What the larger model is called.</summary>
    public string FullName { get; }

    /// <summary>The fall of the residual sum of squares.</summary>
    public double SumOfSquares { get; }

    /// <summary>The number of coefficients added.</summary>
    public int NumeratorDegreesOfFreedom { get; }

    /// <summary>The residual degrees of freedom of the full model.</summary>
    public long DenominatorDegreesOfFreedom => Full.ResidualDegreesOfFreedom;

    /// <summary>The test statistic.</summary>
    public double F { get; }

    /// <summary>The probability of so large a statistic when the reduced model holds; NaN when the models are not nested and F is negative.</summary>
    public double PValue { get; }

    /// <summary>Compares a linear model with one that contains it.</summary>
    /// <param name="reduced">The smaller model.</param>
    /// <param name="full">The larger model.</param>
    /// <param name="reducedName">What to call the smaller model; by default the expression that was passed.</param>
    /// <param name="fullName">What to call the larger model; by default the expression that was passed.</param>
    /// <exception cref="ModelException">The models were not fitted to the same data, or the full one has no more coefficients than the reduced one.</exception>
    public static FTest Compare(
        LinearModelFit reduced,
        LinearModelFit full,
        [CallerArgumentExpression(nameof(reduced))] string reducedName = "",
        [CallerArgumentExpression(nameof(full))] string fullName = "")
    {
        ArgumentNullException.ThrowIfNull(reduced);
        ArgumentNullException.ThrowIfNull(full);
        Comparability.Check([reduced, full]);
        return full.Rank > reduced.Rank
            ? new FTest(reduced, full, reducedName, fullName)
            : throw new ModelException(full.ModelName, LmmErrorCode.NotComparable, $"it has {full.Rank} estimable coefficients and {reduced.ModelName} has {reduced.Rank}; pass first the reduced model, then the full one that contains it.");
    }

    /// <summary>The table in the layout of R's <c>anova</c> of linear models.</summary>
    public override string ToString() => ToTable().ToText();

    /// <summary>The test as a table, for any format: a row per model.</summary>
    public ResultTable ToTable() => FTestTable.Of(this);

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json) => TestJson.Write(json, this);
}
