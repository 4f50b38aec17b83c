using Lmm.Cli.Databases;
using Npgsql;

namespace Lmm.Cli.Tests;

/// <summary>Addresses of servers: how they are read, and that no message has what may be a password.</summary>
public sealed class PasswordTests
{
    private const string Secret = "geheim";

    [Theory]
    [InlineData("//reader@db.example.org:5433/clinics", "db.example.org", 5433, "reader", null, "clinics")]
    [InlineData("//reader:ge%40heim%2F@db/clinics", "db", 5432, "reader", "ge@heim/", "clinics")]
    [InlineData("//db", "db", 5432, null, null, null)]
    [InlineData("///clinics", "localhost", 5432, null, null, "clinics")]
    [InlineData("//u@[::1]:77/d", "::1", 77, "u", null, "d")]
    [InlineData("Host=db;Username=reader;Password=geheim;Database=clinics;Port=5433", "db", 5433, "reader", "geheim", "clinics")]
    [InlineData("Database=clinics", "localhost", 5432, null, null, "clinics")]
    public void An_address_is_read(string address, string host, int port, string? user, string? password, string? database)
    {
        NpgsqlConnectionStringBuilder settings = PostgresServer.Settings(address);

        Assert.Equal((host, port, user, password, database), (settings.Host, settings.Port, settings.Username, settings.Password, settings.Database));
        Assert.Equal(0, settings.CommandTimeout);
    }

    [Fact]
    public void Settings_of_the_driver_are_in_the_query()
        => Assert.Equal(SslMode.Require, PostgresServer.Settings("//reader@db/clinics?sslmode=require&Timeout=3").SslMode);

    [Theory]
    [InlineData("//u:12geheim/34@db/d")]
    [InlineData("//u:12#geheim@db/d")]
    [InlineData("//u:12?geheim@db/d")]
    [InlineData("//u:geheim@12@db/d")]
    [InlineData("//u:geheim:12@db/d")]
    [InlineData("//u:geheim@db:port/d")]
    [InlineData("//u:geheim@db/d?nosuch=geheim")]
    [InlineData("//u:geheim@db/d?geheim")]
    [InlineData("Host=db;Passwort=geheim")]
    [InlineData("Host=db;Password=12;geheim")]
    [InlineData("Host=db;Port=geheim")]
    [InlineData("geheim")]
    public void An_address_that_cannot_be_read_is_not_told(string address)
    {
        InputException fault = Assert.Throws<InputException>(() => PostgresServer.Settings(address));

        Assert.DoesNotContain(Secret, fault.Message, StringComparison.Ordinal);
        Assert.Contains("write ", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fit", "--connect", "postgres://u:geheim@127.0.0.1:1/d", "--from", "t", "y ~ x + (1 | g)")]
    [InlineData("fit", "--connect", "postgres:Host=127.0.0.1;Port=1;Username=u;Password=geheim", "--from", "t", "y ~ x + (1 | g)")]
    [InlineData("fit", "--connect", "postgres:Host=127.0.0.1;Port=1;Username=u;Password=geheim", "--from", "t", "y ~ x + (1 | g)", "--show-sql")]
    [InlineData("fit", "--connect", "postgre://u:geheim@db/d", "--from", "t", "y ~ x + (1 | g)")]
    [InlineData("fit", "--connect", "Host=db;Password=geheim:1", "--from", "t", "y ~ x + (1 | g)")]
    [InlineData("fit", "--conect", "postgres://u:geheim@db/d", "--from", "t", "y ~ x + (1 | g)")]
    [InlineData("fit", "--conect=postgres://u:geheim@db/d", "--from", "t", "y ~ x + (1 | g)")]
    [InlineData("fit", "postgres://u:geheim@db/d", "y ~ x + (1 | g)")]
    [InlineData("fit", "postgres:Host=db;Password=geheim", "y ~ x + (1 | g)")]
    [InlineData("fit", "Host=db;Password='ge geheim'", "y ~ x + (1 | g)")]
    [InlineData("anova", "postgres://u:geheim@db/d", "y ~ x + (1 | g)")]
    [InlineData("show", "postgres://u:geheim@db/d")]
    [InlineData("predict", "--fit", "postgres://u:geheim@db/d", "new.csv")]
    public void No_message_has_a_password(params string[] arguments)
    {
        Outcome outcome = CommandLine.Run(arguments);

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("error: ", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("internal error", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FROM postgres_scan('host=db password=geheim', 'public', 't')", "FROM postgres_scan('host=db password=(hidden)', 'public', 't')")]
    [InlineData("FROM f('password=''ge geheim'' host=db')", "FROM f('password=(hidden) host=db')")]
    [InlineData("FROM f('postgres://u:geheim@db/d')", "FROM f('postgres://u:(hidden)@db/d')")]
    [InlineData("SELECT a, b FROM visits WHERE a = 'x'", "SELECT a, b FROM visits WHERE a = 'x'")]
    public void Statements_are_shown_without_passwords(string statement, string shown) => Assert.Equal(shown, Output.HiddenAddresses.Masked(statement));

    [Fact]
    public void A_query_with_a_password_is_called_by_the_rest()
    {
        using Workplace workplace = new();
        string file = workplace.Path("empty.db");
        File.WriteAllBytes(file, []);
        Outcome outcome = CommandLine.Run("fit", "--connect", $"sqlite:{file}", "--sql", " SELECT * FROM f('password=geheim') ; ", "y ~ x + (1 | g)");

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.DoesNotContain(Secret, outcome.Error, StringComparison.Ordinal);
    }
}
