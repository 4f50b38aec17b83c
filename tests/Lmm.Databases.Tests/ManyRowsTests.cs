using System.Data;
using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>More rows than 2³¹ count as many as they are, in every number that is made of them.</summary>
public sealed class ManyRowsTests
{
    private const int Groups = 20;
    private const long RowsInGroup = 250_000_000;
    private const long Rows = Groups * RowsInGroup;
    private const long Missing = 3_000_000_000;
    private const double WithinSquare = 0.7;
    private const double Tolerance = 1e-10;

    private static double MeanOf(int group) => 3 + Math.Sin(group * group);

    [Fact]
    public void Estimates_of_five_thousand_million_rows_are_those_of_balanced_groups()
    {
        LinearMixedModelFit fit = Fit();
        (double residual, double between, double objective) = Balanced();
        Assert.Equal(Rows, fit.ObservationCount);
        Assert.Equal(Missing, fit.DroppedRowCount);
        Assert.Equal(Rows - 3, fit.ResidualDegreesOfFreedom);
        Near(Math.Sqrt(residual), fit.Sigma);
        Near(Math.Sqrt(between), fit.RandomEffects("g").VarianceComponents[0].StandardDeviation);
        Near(objective, fit.Objective);
        Near(Math.Sqrt((between + (residual / RowsInGroup)) / Groups), fit.Coefficients[0].StandardError);
        Assert.Equal(Groups - 1, fit.Tests.Coefficient("(Intercept)").DegreesOfFreedom!.Value, 1e-6);
        Near(objective + (3 * Math.Log(Rows)), fit.Bic);
        Assert.Contains("Number of obs: 5000000000, groups:", fit.ToString(), StringComparison.Ordinal);
        Assert.Contains("3000000000 rows", string.Join('\n', fit.Notes), StringComparison.Ordinal);
        Assert.Contains("\"nobs\":5000000000", fit.ToJson().Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void They_are_saved_and_read()
    {
        using MemoryStream stream = new();
        Fit().Save(stream);
        stream.Position = 0;
        LinearMixedModelFit loaded = LinearMixedModelFit.Load(stream);
        Assert.Equal((Rows, Missing, Fit().Objective), (loaded.ObservationCount, loaded.DroppedRowCount, loaded.Objective));
        stream.Position = 0;
        Assert.Equal(Rows, SavedContents.Of(stream).ObservationCount);
    }

    [Fact]
    public void Sums_of_several_sets_are_added_and_saved()
    {
        CrossProducts half = Model.Parse("y ~ 1 + (1 | g)").CrossProductsIn(Connection(), "readings", Options);
        CrossProducts all = half.Add(half);
        Assert.Equal(2 * Rows, all.RowCount);
        using MemoryStream stream = new();
        all.Save(stream);
        stream.Position = 0;
        LinearMixedModelFit fit = LinearMixedModel.Fit(CrossProducts.Load(stream));
        Assert.Equal((2 * Rows, 2 * Missing), (fit.ObservationCount, fit.DroppedRowCount));
        Near(Math.Sqrt(2 * (RowsInGroup - 1) * WithinSquare * Groups / ((2.0 * Rows) - Groups)), fit.Sigma);
    }

    [Fact]
    public void Marginal_means_weigh_cells_by_their_rows()
    {
        LinearMixedModelFit fit = Model.Parse("y ~ f + (1 | g)").FitIn(Connection(withFactor: true), "readings", options: Options);
        double[] estimates = [.. fit.Coefficients.Select(static coefficient => coefficient.Estimate)];

        // Of each group a quarter of the rows has the second level.
        Near(estimates[0] + (0.25 * estimates[1]), fit.MarginalMeans.Weighted(MeansWeighting.Proportional).Of([]).Rows.Single().Estimate);
    }

    private static DatabaseOptions Options => new() { Dialect = SqlDialect.PostgreSql, Strategy = DatabaseStrategy.Sums };

    private static LinearMixedModelFit Fit() => Model.Parse("y ~ 1 + (1 | g)").FitIn(Connection(), "readings", options: Options);

    // Restricted maximum likelihood of groups of one size: Searle, Casella and McCulloch, Variance Components, 1992, sections 3.7 and 4.6.
    private static (double Residual, double Between, double Objective) Balanced()
    {
        double[] means = [.. Enumerable.Range(0, Groups).Select(MeanOf)];
        double mean = means.Average();
        double residual = (RowsInGroup - 1) * WithinSquare * Groups / (Rows - Groups);
        double group = means.Sum(value => (value - mean) * (value - mean)) * RowsInGroup / (Groups - 1);
        double objective = ((Rows - 1) * (Math.Log(2 * Math.PI) + 1)) + (Groups * ((RowsInGroup - 1) * Math.Log(residual))) + (Groups * Math.Log(group)) + Math.Log(Rows / group);
        return (residual, (group - residual) / RowsInGroup, objective);
    }

    private static CannedConnection Connection(bool withFactor = false) => new((statement, parameters) =>
    {
        if (statement.Contains("COUNT(x1)", StringComparison.Ordinal))
        {
            return Table(["total", "complete", "n_x1", "mean_x1", "min_x1", "max_x1"], [[Rows + Missing, Rows, Rows, 3.0, -20.0, 30.0]]);
        }

        if (!statement.Contains("SUM(", StringComparison.Ordinal))
        {
            return Table(["g", "f", "y"], [["a", "b", 1.0]]);
        }

        (double centre, double scale) = (parameters["centre1"], parameters["scale1"]);
        return !withFactor
            ? Table(["k1", "n", "s1", "s1_1"], [.. Enumerable.Range(0, Groups).Select(group => (object[])[$"g{group:00}", RowsInGroup, .. Sums(MeanOf(group), RowsInGroup)])])
            : Table(["k1", "k2", "n", "s1", "s1_1"], [.. Enumerable.Range(0, 2 * Groups).Select(cell => Cell(cell / 2, cell % 2))]);

        object[] Sums(double mean, long rows)
        {
            double about = (mean - centre) * scale;
            return [rows * about, ((rows - 1) * WithinSquare * scale * scale) + (rows * about * about)];
        }

        object[] Cell(int group, int level)
        {
            long rows = level == 0 ? RowsInGroup / 4 * 3 : RowsInGroup / 4;
            return ["ab"[level].ToString(), $"g{group:00}", rows, .. Sums(MeanOf(group) + (0.1 * level) + (0.01 * Math.Cos((3.0 * group) + level)), rows)];
        }
    });

    private static DataTable Table(string[] names, object[][] rows)
    {
        DataTable table = new();
        for (int column = 0; column < names.Length; column++)
        {
            table.Columns.Add(names[column], rows[0][column].GetType());
        }

        foreach (object[] row in rows)
        {
            table.Rows.Add(row);
        }

        return table;
    }

    private static void Near(double expected, double actual) => Assert.Equal(0, (actual / expected) - 1, Tolerance);
}
