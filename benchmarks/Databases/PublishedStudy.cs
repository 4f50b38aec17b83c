using System.Diagnostics;
using DuckDB.NET.Data;
using GeneExpression;
using GeneExpression.Study;

namespace Lmm.Benchmarks.Databases;

/// <summary>The published study in a table of DuckDB beside the same rows in memory.</summary>
internal static class PublishedStudy
{
    private const int Repeats = 7;

    /// <summary>Prints medians of both fits.</summary>
    public static void Show()
    {
        Expression[] rows = ExpressionData.Construct();
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using (DuckDBCommand create = connection.CreateCommand())
        {
            create.CommandText = "CREATE TABLE expression (\"values\" DOUBLE, week DOUBLE, genotype VARCHAR, probesets VARCHAR)";
            create.ExecuteNonQuery();
        }

        using (DuckDBAppender appender = connection.CreateAppender("expression"))
        {
            foreach (Expression row in rows)
            {
                appender.CreateRow().AppendValue(row.Values).AppendValue(row.Week).AppendValue(row.Genotype.ToString()).AppendValue(row.Probesets).EndRow();
            }
        }

        double memory = Median(() => ExpressionModel.Fit(rows, Estimation.MaximumLikelihood));
        double database = Median(() => ExpressionModel.FitIn(connection, "expression", Estimation.MaximumLikelihood));
        Console.WriteLine($"published study, {rows.Length} rows: in memory {memory * 1e3:F0} ms, in DuckDB {database * 1e3:F0} ms, ratio {database / memory:F2}; deviances {ExpressionModel.Fit(rows, Estimation.MaximumLikelihood).Deviance:R} and {ExpressionModel.FitIn(connection, "expression", Estimation.MaximumLikelihood).Deviance:R}");
    }

    private static double Median(Action work)
    {
        double[] times = new double[Repeats];
        for (int repeat = -1; repeat < Repeats; repeat++)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            if (repeat >= 0)
            {
                times[repeat] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }

        Array.Sort(times);
        return times[Repeats / 2];
    }
}
