using System.Globalization;
using Lmm.Distributions;

namespace Lmm.Findings;

/// <summary>Whether single rows lie far out, and whether the others have the normal distribution's shape, by sizes beside p-values.</summary>
internal sealed class ResidualShapeCheck : RowCheck
{
    /// <summary>The probability that one of all rows lies beyond the limit, where the model holds.</summary>
    private const double Outlying = 0.01;

    /// <summary>More rows than this share beyond the limit are a matter of the distribution.</summary>
    private const double Few = 0.005;

    private const int AtLeastFew = 3;
    private const double Skewed = 1;
    private const double Heavy = 2;

    /// <summary>The p-value below which a shape counts.</summary>
    private const double Shown = 0.001;

    /// <inheritdoc/>
    public override IReadOnlyList<FindingKind> Kinds => [FindingKind.OutlyingRows, FindingKind.SkewedResiduals, FindingKind.HeavyTails];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Find(ReviewedFit reviewed)
    {
        ReviewedResiduals residuals = reviewed.Residuals;
        if (residuals.Values.Length < SampleShape.LeastValues)
        {
            yield break;
        }

        double limit = Quantile.Normal(Outlying / residuals.Values.Length);
        int[] outlying = [.. Enumerable.Range(0, residuals.Values.Length).Where(index => Math.Abs(residuals.Values[index]) > limit).OrderByDescending(index => Math.Abs(residuals.Values[index]))];
        bool areFew = outlying.Length <= Math.Max(AtLeastFew, Few * residuals.Values.Length);
        if (outlying.Length > 0 && areFew)
        {
            yield return OutlyingRows(reviewed.Fit, residuals, outlying, limit);
        }

        var shape = SampleShape.Of([.. residuals.Values.Where((value, _) => !areFew || Math.Abs(value) <= limit)]);
        if (Math.Abs(shape.Skewness) > Skewed && shape.SkewnessPValue < Shown)
        {
            yield return SkewedResiduals(reviewed.Fit, shape);
        }
        else if (shape.Kurtosis > Heavy && shape.KurtosisPValue < Shown)
        {
            yield return HeavyTails(shape, outlying.Length);
        }
    }

    private static Finding OutlyingRows(ModelFit fit, ReviewedResiduals residuals, int[] outlying, double limit)
    {
        int[] numbers = Array.ConvertAll(outlying, index => fit.Rows.Numbers[residuals.Rows[index]]);
        string[] rows = [.. outlying.Zip(numbers, (index, number) => string.Create(CultureInfo.InvariantCulture, $"{number} ({residuals.Values[index]:+0.0;-0.0})"))];
        return new Finding(
            FindingKind.OutlyingRows,
            FindingSeverity.Warning,
            $"{(rows.Length == 1 ? "Row" : "Rows")} {Figures.List(rows)} {(rows.Length == 1 ? "lies" : "lie")} farther from the fitted values than the model's normal distribution allows: so many residual standard deviations, where among {Figures.Count(residuals.Values.Length)} rows one beyond {Figures.Of(limit)} is met in {Figures.Share(Outlying)} of data sets.",
            "Look the rows up: correct an error of entry, keep what is extraordinary and true, and report whether conclusions are the same without them (fit.Influence has their Cook's distances).")
        {
            RowNumbers = numbers,
            Numbers = new Dictionary<string, double> { ["rows"] = rows.Length, ["largest"] = residuals.Values[outlying[0]], ["limit"] = limit },
            Weight = Math.Abs(residuals.Values[outlying[0]]) / limit,
        };
    }

    private static Finding SkewedResiduals(ModelFit fit, SampleShape shape)
    {
        bool canTakeLog = shape.Skewness > 0 && !fit.IsResponseTransformed && fit.Design.Response.Values.All(static value => value > 0);
        return new Finding(
            FindingKind.SkewedResiduals,
            FindingSeverity.Warning,
            $"Residuals are skewed, with a long tail to {(shape.Skewness > 0 ? "large" : "small")} values (skewness {Figures.Of(shape.Skewness)}, {Figures.P(shape.SkewnessPValue)}). Tests of the fixed effects bear that with many rows; predictions and their intervals do not.",
            canTakeLog ? $"The response is positive: fit log({fit.ResponseName}), and see whether the tail is gone." : "Transform the response so that the tail is gone, or take intervals that need no normal distribution, from a bootstrap.")
        {
            Numbers = new Dictionary<string, double> { ["skewness"] = shape.Skewness, ["p"] = shape.SkewnessPValue, ["excessKurtosis"] = shape.Kurtosis },
            Weight = Math.Abs(shape.Skewness),
        };
    }

    private static Finding HeavyTails(SampleShape shape, int outlying) => new(
        FindingKind.HeavyTails,
        FindingSeverity.Warning,
        $"Residuals have heavy tails (excess kurtosis {Figures.Of(shape.Kurtosis)}, {Figures.P(shape.KurtosisPValue)}{(outlying > 0 ? $"; {Figures.Count(outlying, "row is", "rows are")} beyond what a normal distribution allows" : "")}): single rows weigh more in the estimates than they should, and sigma is larger than the scatter of most rows.",
        "Look at the rows farthest out (fit.Influence), and whether a variable that is not in the model parts the rows into those that scatter little and much.")
    {
        Numbers = new Dictionary<string, double> { ["excessKurtosis"] = shape.Kurtosis, ["p"] = shape.KurtosisPValue, ["outlyingRows"] = outlying },
        Weight = shape.Kurtosis / Heavy,
    };
}
