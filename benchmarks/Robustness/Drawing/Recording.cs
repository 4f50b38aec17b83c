using System.Text.RegularExpressions;

namespace Lmm.Benchmarks.Robustness.Drawing;

/// <summary>Turns a truth into the data of a file: residuals, units, weights, and the faults that data have.</summary>
internal sealed partial class Recording(SplitMix64 random, ModelFamily family, Variables variables)
{
    private const int CellDigits = 6;
    private const int ExactDigits = 15;
    private const int ResponseDigits = 8;
    private const double MillisecondsPerDay = 86_400_000;

    private int RowCount => variables.X.Length;

    /// <summary>The table with the columns that the formula uses.</summary>
    /// <param name="response">The sum of the random effects, row by row; the rest is added to it.</param>
    /// <param name="fixedEffects">The right side of the formula without random terms.</param>
    /// <param name="terms">The random terms.</param>
    public DataTable Table(double[] response, string fixedEffects, IEnumerable<RandomTerm> terms)
    {
        double[]? weights = family == ModelFamily.Weighted || random.Chance(0.1) ? Weights() : null;
        AddRest(response, weights);
        HashSet<string> used = [.. Name().Matches($"{fixedEffects} {string.Join(' ', terms)}").Select(match => match.Value)];
        var table = new DataTable();
        table.AddNumbers("y", Scaled(response), ResponseDigits);
        AddCovariates(table, used);
        if (used.Contains("f"))
        {
            table.AddFactor("f", variables.F);
        }

        if (used.Contains("q"))
        {
            table.AddFactor("q", Array.ConvertAll(variables.F, code => Math.Min(code, 2)));
        }

        foreach ((string name, int[] codes) in variables.Groups)
        {
            table.AddFactor(name, codes);
        }

        if (weights is not null)
        {
            table.AddNumbers(RandomModel.WeightsColumn, weights, CellDigits);
        }

        return table;
    }

    private void AddCovariates(DataTable table, HashSet<string> used)
    {
        double[] recorded = Recorded();
        if (used.Contains("x"))
        {
            table.AddNumbers("x", recorded, family == ModelFamily.Epochs ? ExactDigits : CellDigits);
        }

        if (used.Contains("z"))
        {
            table.AddNumbers("z", Scaled(variables.Z), CellDigits);
        }

        if (used.Contains("x2"))
        {
            double factor = random.Pick(2.0, -1.0, 1000.0, 0.001);
            double shift = random.Pick(0.0, 0.0, -1.0);
            table.AddNumbers("x2", Array.ConvertAll(recorded, value => (factor * value) + shift), ExactDigits);
        }

        if (used.Contains("s"))
        {
            table.AddNumbers("s", variables.X.Zip(variables.Z, (x, z) => x + z).ToArray(), ExactDigits);
        }
    }

    // What is wrong with a covariate is wrong in the file only: the response followed the right value.
    private double[] Recorded()
    {
        double[] values = Scaled(variables.X);
        switch (family)
        {
            case ModelFamily.MissingCodes:
                double code = random.Pick(99.0, -999.0, -99999.0);
                for (int left = random.Between(1, 3); left > 0; left--)
                {
                    values[random.Between(0, RowCount - 1)] = code;
                }

                break;
            case ModelFamily.HugeValue:
                values[random.Between(0, RowCount - 1)] = random.Pick(-1.0, 1.0, 1.0) * SplitMix64.PowerOfTen(random.Between(4, 8));
                break;
            case ModelFamily.Epochs:
                double first = random.Between(14_000, 20_000);
                values = Array.ConvertAll(values, day => (first + day) * MillisecondsPerDay);
                break;
        }

        return values;
    }

    private void AddRest(double[] response, double[]? weights)
    {
        double intercept = 4 * random.Normal();
        double slope = random.Normal();
        double other = random.Normal();
        bool isHeavyTailed = family == ModelFamily.HeavyTails && random.Chance(0.6);
        bool followsWeights = random.Chance(0.6);
        for (int row = 0; row < RowCount; row++)
        {
            double residual = isHeavyTailed ? random.HeavyTailed() : random.Normal();
            double weight = followsWeights && weights is not null ? weights[row] : 1;
            response[row] += intercept + (slope * variables.X[row]) + (other * (variables.F[row] + variables.Z[row])) + (residual / Math.Sqrt(weight));
        }
    }

    private double[] Weights()
    {
        (int low, int high) = random.Pick((-1, 2), (-3, 3), (-6, 6));
        return Enumerable.Range(0, RowCount).Select(_ => random.Magnitude(low, high)).ToArray();
    }

    private double[] Scaled(double[] values)
    {
        double unit = family == ModelFamily.Scales ? SplitMix64.PowerOfTen(random.Between(-6, 6)) : 1;
        return Array.ConvertAll(values, value => value * unit);
    }

    [GeneratedRegex("[a-z][a-z0-9]*")]
    private static partial Regex Name();
}
