using Lmm.Solver;

namespace Lmm.Tests.Solver;

/// <summary>Holds the fit of a sum of cross-products against the fit of all rows together.</summary>
internal static class SumAgreement
{
    /// <summary>The fit of a sum agrees with that of all rows to 1e-7 of the standard errors, whatever the units.</summary>
    public static void CheckInStandardErrors(ModelDesign design, CrossProducts sum)
    {
        MixedModelSolution whole = DesignSolver.Solve(design, Estimation.RestrictedMaximumLikelihood, FitOptions.Default, CancellationToken.None);
        MixedModelSolution added = DesignSolver.Solve(sum, Estimation.RestrictedMaximumLikelihood, FitOptions.Default, CancellationToken.None);
        Assert.Equal(whole.Objective, added.Objective, 1e-12 * (Math.Abs(whole.Objective) + 1e4));
        Assert.Equal(1, added.Sigma / whole.Sigma, 1e-8);
        for (int column = 0; column < whole.Beta.Length; column++)
        {
            double error = whole.CoefficientCovariance.StandardDeviation(column);
            Assert.Equal(whole.Beta[column] / error, added.Beta[column] / error, 1e-7);
            Assert.Equal(1, added.CoefficientCovariance.StandardDeviation(column) / error, 1e-7);
        }
    }

    /// <summary>The fit of a sum is that of all rows: objective, σ, β with covariances, and the modes.</summary>
    public static void Check(ModelDesign design, CrossProducts sum)
    {
        MixedModelSolution whole = DesignSolver.Solve(design, Estimation.RestrictedMaximumLikelihood, FitOptions.Default, CancellationToken.None);
        MixedModelSolution added = DesignSolver.Solve(sum, Estimation.RestrictedMaximumLikelihood, FitOptions.Default, CancellationToken.None);
        Assert.Equal(whole.Objective, added.Objective, 1e-9);
        Assert.Equal(whole.Sigma, added.Sigma, 1e-9);
        for (int row = 0; row < whole.Beta.Length; row++)
        {
            Assert.Equal(double.IsNaN(whole.Beta[row]), double.IsNaN(added.Beta[row]));
            if (!double.IsNaN(whole.Beta[row]))
            {
                Assert.Equal(whole.Beta[row], added.Beta[row], 1e-8);
                Assert.Equal(whole.BetaCovariance[row, row], added.BetaCovariance[row, row], 1e-8 * Math.Max(1, whole.BetaCovariance[row, row]));
            }
        }

        // Levels stand in another order in the sum.
        for (int term = 0; term < whole.RandomTerms.Length; term++)
        {
            FactorColumn factor = design.RandomTerms[term].Grouping;
            string[] levels = sum.Factors[sum.Terms[term].Factor].Levels;
            int k = design.RandomTerms[term].Matrix.ColumnCount;
            for (int level = 0; level < levels.Length; level++)
            {
                int place = Array.IndexOf(factor.Levels, levels[level]);
                for (int effect = 0; effect < k; effect++)
                {
                    Assert.Equal(whole.RandomTerms[term].Modes[(place * k) + effect], added.RandomTerms[term].Modes[(level * k) + effect], 1e-6);
                }
            }
        }
    }

    /// <summary>The fit of two parts of a design, added either way, is that of all rows.</summary>
    public static void CheckParts(ModelDesign design, Func<int, int> partOf)
    {
        CrossProducts first = CrossProducts.Form(Part(design, row => partOf(row) == 0));
        CrossProducts second = CrossProducts.Form(Part(design, row => partOf(row) == 1));
        Check(design, first.Add(second));
        Check(design, second.Add(first));
    }

    /// <summary>The rows of a design that a part takes.</summary>
    public static ModelDesign Part(ModelDesign design, Func<int, bool> isTaken) => Rows(design, [.. Enumerable.Range(0, design.Rows.RowCount).Where(isTaken)]);

    /// <summary>Some rows of a design; a part knows only the levels that occur in it.</summary>
    public static ModelDesign Rows(ModelDesign design, int[] rows)
    {
        T[] Take<T>(T[] values) => Array.ConvertAll(rows, row => values[row]);
        ModelMatrix TakeAll(ModelMatrix matrix) => matrix with { Columns = Array.ConvertAll(matrix.Columns, Take) };
        FactorColumn TakeFactor(FactorColumn factor)
        {
            int[] codes = Take(factor.Codes);
            int[] used = codes.Distinct().Order().ToArray();
            return new FactorColumn(factor.Name, Array.ConvertAll(codes, code => Array.IndexOf(used, code)), Array.ConvertAll(used, code => factor.Levels[code]));
        }

        return new ModelDesign(
            new CompleteCases { ModelName = design.Rows.ModelName, Formula = design.Rows.Formula, RowCount = rows.Length },
            new NumericColumn(design.Response.Name, Take(design.Response.Values)),
            design.Weights is null ? null : Take(design.Weights),
            design.Offset is null ? null : Take(design.Offset),
            TakeAll(design.FixedEffects),
            Array.ConvertAll(design.RandomTerms, term => new RandomEffectsDesign(TakeFactor(term.Grouping), TakeAll(term.Matrix), term.Covariance)));
    }
}
