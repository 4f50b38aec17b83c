using System.Data.Common;
using System.Diagnostics;
using DuckDB.NET.Data;

namespace Lmm.Benchmarks.Databases;

/// <summary>One model fitted to many responses in a table of DuckDB, in columns and in rows, beside its statements run bare and beside the same responses in memory.</summary>
internal static class ManyResponses
{
    private const int Repeats = 3;
    private const int Clinics = 20;

    /// <summary>Prints the best of three times for two models, with values in all samples and with some missing.</summary>
    public static void Show(int responses, int samples)
    {
        Console.WriteLine($"{responses} responses x {samples} samples; best of {Repeats}, seconds");
        foreach (string formula in new[] { "y ~ arm + (1 | clinic)", "y ~ dose * arm + (dose | clinic)" })
        {
            foreach (int missing in new[] { 0, 20 })
            {
                Show(formula, responses, samples, missing);
            }
        }
    }

    private static void Show(string formula, int responses, int samples, int missing)
    {
        var random = new Random(1);
        int[] clinic = [.. Enumerable.Range(0, samples).Select(_ => random.Next(Clinics))];
        string[] arm = [.. clinic.Select(_ => random.Next(2) == 0 ? "control" : "treated")];
        double[] dose = [.. clinic.Select(_ => random.NextDouble() * 4)];
        var values = new double[responses][];
        for (int response = 0; response < responses; response++)
        {
            double[] ofClinic = [.. Enumerable.Range(0, Clinics).Select(_ => random.NextDouble() * 2)];
            double[] slope = [.. Enumerable.Range(0, Clinics).Select(_ => random.NextDouble())];
            values[response] = [.. clinic.Select((place, sample) => missing > 0 && random.Next(missing) == 0 ? double.NaN : ofClinic[place] + (slope[place] * dose[sample]) + (arm[sample].Length / 9.0) + random.NextDouble())];
        }

        string[] names = [.. Enumerable.Range(0, responses).Select(static response => $"r{response:00000}")];
        ModelFrame frame = new(FrameColumn.Numeric("y", values[0]), FrameColumn.Numeric("dose", dose), FrameColumn.Text("arm", arm), FrameColumn.Integer("clinic", clinic.Select(static place => (long)place)));
        var model = Model.Parse(formula);
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        Fill(connection, names, values, frame, arm, dose, clinic);
        var columns = DatabaseResponses.InColumns(names);
        var rows = DatabaseResponses.InRows("response");

        double memory = Best(() => model.Bind(frame.With(FrameColumn.Numeric("y", clinic.Select(static place => (double)place)))).FitMany(new ResponseTable(values, names)));
        double bareWide = Best(() => Run(connection, model.ShowSql(connection, "wide", columns)));
        double wide = Best(() => model.FitManyIn(connection, "wide", columns));
        double bareTall = Best(() => Run(connection, model.ShowSql(connection, "tall", rows)));
        double tall = Best(() => model.FitManyIn(connection, "tall", rows));
        Console.WriteLine($"{formula}, {(missing == 0 ? "complete" : $"one value of {missing} missing")}: in memory {memory:F2}; columns: statements {bareWide:F2}, fits {wide:F2}; rows: statements {bareTall:F2}, fits {tall:F2}");
    }

    private static void Fill(DuckDBConnection connection, string[] names, double[][] values, ModelFrame frame, string[] arm, double[] dose, int[] clinic)
    {
        Execute(connection, $"CREATE TABLE wide (y DOUBLE, dose DOUBLE, arm VARCHAR, clinic BIGINT, {string.Join(", ", names.Select(static name => $"{name} DOUBLE"))})");
        Execute(connection, "CREATE TABLE tall (response VARCHAR, y DOUBLE, dose DOUBLE, arm VARCHAR, clinic BIGINT)");
        using DuckDBAppender wide = connection.CreateAppender("wide");
        using DuckDBAppender tall = connection.CreateAppender("tall");
        for (int row = 0; row < frame.RowCount; row++)
        {
            IDuckDBAppenderRow sample = wide.CreateRow().AppendValue(0.0).AppendValue(dose[row]).AppendValue(arm[row]).AppendValue((long)clinic[row]);
            for (int response = 0; response < names.Length; response++)
            {
                double? value = double.IsNaN(values[response][row]) ? null : values[response][row];
                sample.AppendValue(value);
                tall.CreateRow().AppendValue(names[response]).AppendValue(value).AppendValue(dose[row]).AppendValue(arm[row]).AppendValue((long)clinic[row]).EndRow();
            }

            sample.EndRow();
        }
    }

    private static void Execute(DuckDBConnection connection, string statement)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private static void Run(DuckDBConnection connection, IReadOnlyList<SqlStatement> statements)
    {
        foreach (SqlStatement statement in statements.Where(static statement => !statement.IsConditional))
        {
            using DuckDBCommand command = connection.CreateCommand();
            command.CommandText = statement.Text;
            using DbDataReader reader = command.ExecuteReader();
            var read = new object[reader.FieldCount];
            while (reader.Read())
            {
                reader.GetValues(read);
            }
        }
    }

    private static double Best(Action work)
    {
        double best = double.PositiveInfinity;
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }
}
