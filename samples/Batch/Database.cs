using System.Globalization;
using Lmm;
using Microsoft.Data.Sqlite;

namespace Batch;

/// <summary>The tables that the batch reads and writes.</summary>
internal sealed class Database : IDisposable
{
    private readonly SqliteConnection _connection;

    /// <summary>Opens a database file.</summary>
    public Database(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        _connection.Open();
    }

    /// <summary>Makes the tables, and measurements of subjects at some sites from a fixed seed: 250 and 10 a day, as for sleepstudy.</summary>
    public void Fill(int sites, int subjects, int days)
    {
        Run("create table measurements (site text, subject text, days real, reaction real)");
        Run("create table estimates (site text, coefficient text, estimate real, error real, sigma real, converged integer)");
        using SqliteTransaction transaction = _connection.BeginTransaction();
        var random = new Random(1);
        for (int row = 0; row < sites * subjects * days; row++)
        {
            int subject = row / days;
            double level = 25 * Math.Sin(subject * 1.7);
            double slope = 5 * Math.Cos(subject * 2.9);
            int day = row % days;
            double error = 20 * (random.NextDouble() + random.NextDouble() - 1);
            Run("insert into measurements values ($a, $b, $c, $d)", $"site {subject / subjects + 1}", $"s{subject:D3}", day, 250 + level + ((10 + slope) * day) + error);
        }

        transaction.Commit();
    }

    /// <summary>The sites that there are measurements of.</summary>
    public IReadOnlyList<string> Sites()
    {
        using SqliteCommand query = Command("select distinct site from measurements order by site");
        using SqliteDataReader reader = query.ExecuteReader();
        List<string> sites = [];
        while (reader.Read())
        {
            sites.Add(reader.GetString(0));
        }

        return sites;
    }

    /// <summary>The measurements of a site, read by generated code.</summary>
    public List<Measurement> Measurements(string site)
    {
        using SqliteCommand query = Command("select reaction, days, subject from measurements where site = $a", site);
        using SqliteDataReader reader = query.ExecuteReader();
        return MeasurementModel.Read(reader);
    }

    /// <summary>Writes the estimates of a site.</summary>
    public void Write(string site, MeasurementFit fit)
    {
        foreach (Coefficient coefficient in fit.Coefficients)
        {
            Run("insert into estimates values ($a, $b, $c, $d, $e, $f)", site, coefficient.Name, coefficient.Estimate, coefficient.StandardError, fit.Sigma, fit.Convergence.Converged);
        }
    }

    /// <summary>The table of estimates, read back.</summary>
    public ModelFrame Estimates()
    {
        using SqliteCommand query = Command("select * from estimates order by site, coefficient");
        using SqliteDataReader reader = query.ExecuteReader();
        return ModelFrame.From(reader);
    }

    public void Dispose() => _connection.Dispose();

    private void Run(string text, params object[] values)
    {
        using SqliteCommand command = Command(text, values);
        command.ExecuteNonQuery();
    }

    // The values are $a, $b, … in their order.
    private SqliteCommand Command(string text, params object[] values)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = text;
        for (int index = 0; index < values.Length; index++)
        {
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${(char)('a' + index)}"), values[index]);
        }

        return command;
    }
}
