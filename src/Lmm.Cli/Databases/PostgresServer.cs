using System.Data.Common;
using System.Text.RegularExpressions;
using Npgsql;

namespace Lmm.Cli.Databases;

/// <summary>A database on a PostgreSQL server.</summary>
internal static partial class PostgresServer
{
    /// <summary>An address.</summary>
    public const string Example = "postgres://reader@host/clinics";

    private const string Forms = $"write {Example} or \"postgres:Host=host;Username=reader;Database=clinics\"";

    /// <summary>A connection.</summary>
    /// <param name="address">What stands behind <c>postgres:</c>.</param>
    /// <exception cref="InputException">The address cannot be read.</exception>
    public static DbConnection Connect(string address)
    {
        NpgsqlSlimDataSourceBuilder builder = new(Settings(address).ConnectionString);
        builder.EnableTransportSecurity();
        return builder.Build().CreateConnection();
    }

    /// <summary>What the driver is told, by a URL or by its own names. A password that is not given is looked for where PostgreSQL's programs look: PGPASSWORD, and the file of passwords.</summary>
    /// <exception cref="InputException">The address cannot be read; the message has no part of it.</exception>
    public static NpgsqlConnectionStringBuilder Settings(string address)
    {
        try
        {
            // Statements over many rows take their time; Ctrl-C stops them.
            NpgsqlConnectionStringBuilder settings = new() { CommandTimeout = 0, ApplicationName = "lmm" };
            if (address.StartsWith("//", StringComparison.Ordinal))
            {
                Read(new Uri("postgres:" + Unambiguous(address)), settings);
            }
            else
            {
                Read(new DbConnectionStringBuilder { ConnectionString = address }, settings);
            }

            settings.Host ??= "localhost";
            return settings;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidCastException or OverflowException or NotSupportedException)
        {
            throw new InputException($"--connect: the address of the PostgreSQL server cannot be read; {Forms}");
        }
    }

    private static void Read(DbConnectionStringBuilder given, NpgsqlConnectionStringBuilder settings)
    {
        foreach (string name in given.Keys)
        {
            settings[name] = given[name];
        }
    }

    private static void Read(Uri address, NpgsqlConnectionStringBuilder settings)
    {
        string[] user = address.UserInfo.Split(':', 2);
        settings.Host = address.DnsSafeHost.Length > 0 ? address.DnsSafeHost : null;
        settings.Port = address.Port > 0 ? address.Port : settings.Port;
        settings.Username = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null;
        settings.Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null;
        settings.Database = address.AbsolutePath.Length > 1 ? Uri.UnescapeDataString(address.AbsolutePath[1..]) : null;
        foreach (string pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2);
            settings[Uri.UnescapeDataString(parts[0])] = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : throw new FormatException();
        }
    }

    // A password with such a character would be taken for a host, a port or a database, and be told in a message.
    private static string Unambiguous(string address) => Url().IsMatch(address)
        ? address
        : throw new InputException("--connect: the address of the PostgreSQL server can be read in two ways; write @, /, ?, # and : within names and passwords as %40, %2F, %3F, %23 and %3A");

    [GeneratedRegex(@"^//([^@/?#:]*(:[^@/?#:]*)?@)?[^@/?#]*(/[^@/?#]*)?(\?[^@#]*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Url();
}
