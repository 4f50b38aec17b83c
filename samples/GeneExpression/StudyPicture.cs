using System.Globalization;
using Lmm;

namespace GeneExpression;

/// <summary>
/// What the discussion of the study asked for: residuals of a model of the probesets alone by age and strain, in which the interaction shows, beside the raw values, in which it does not. The mean of each strain is taken
/// out of both, so that the changes with age can be compared.
/// </summary>
internal static class StudyPicture
{
    private const double MiddleTenth = 0.1;

    /// <summary>Fits the model of the probesets and draws the picture.</summary>
    public static Picture Draw(Expression[] rows)
    {
        ProbesetFit fit = ProbesetModel.Fit(rows, Estimation.MaximumLikelihood);
        return Plot.CellMeans(
            [
                new RowNumbers("Raw values, less their strain's mean", WithoutStrain(rows, [.. rows.Select(static row => row.Values)])),
                new RowNumbers("Residuals of values ~ (week | probesets), less their strain's mean", WithoutStrain(rows, [.. fit.Residuals])),
            ],
            new RowFactor("Age, standardised", [.. rows.Select(static row => row.Week.ToString("F2", CultureInfo.InvariantCulture))]),
            new RowFactor("genotype", [.. rows.Select(static row => row.Genotype.ToString())]),
            MiddleTenth,
            new PlotOptions { Width = 860, Title = "With the probesets' own levels taken out, expression is seen to fall faster with age in the wild type" });
    }

    private static double[] WithoutStrain(Expression[] rows, double[] values)
    {
        Dictionary<Genotype, double> means = rows.Zip(values).GroupBy(static row => row.First.Genotype).ToDictionary(static strain => strain.Key, static strain => strain.Average(static row => row.Second));
        return [.. rows.Zip(values, (row, value) => value - means[row.Genotype])];
    }
}
