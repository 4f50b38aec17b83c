using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Lmm.Databases.Tests.Engines;

/// <summary>A PostgreSQL server of its own on this machine: its data in a folder that goes with it, its port a free one, its user an unprivileged one, since servers refuse root.</summary>
public sealed class PostgreSqlServer : IDisposable
{
    private const string RequiredVariable = "LMM_REQUIRE_POSTGRESQL";
    private static readonly Lazy<PostgreSqlServer> TheFirst = new(Start);

    private readonly string _folder;
    private readonly int _port;

    private PostgreSqlServer(string folder, int port) => (_folder, _port) = (folder, port);

    /// <summary>Why no server can be started here; null where it can. A build that must not do without says so by an environment variable, and then tests fail.</summary>
    public static string? WhatIsMissing { get; } = Programs is null && Environment.GetEnvironmentVariable(RequiredVariable) != "1"
        ? "PostgreSQL is not installed (Debian: apt-get install postgresql)."
        : null;

    /// <summary>The server that tests share; it ends with the process.</summary>
    public static PostgreSqlServer First => TheFirst.Value;

    private static string? Programs => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(static version => Path.Combine(version, "bin")).Where(static folder => File.Exists(Path.Combine(folder, "initdb"))).Order().LastOrDefault()
        : null;

    /// <summary>The port that it listens to, of 127.0.0.1 alone.</summary>
    public int Port => _port;

    /// <summary>Makes a server and starts it.</summary>
    public static PostgreSqlServer Start()
    {
        string folder = Directory.CreateTempSubdirectory("lmm-postgresql-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            Execute("chown", "postgres", folder);
        }

        var server = new PostgreSqlServer(folder, FreePort());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        Execute(Program("initdb"), "-D", server.Data, "-A", "trust", "-U", "lmm", "--locale=C.UTF-8", "-E", "UTF8", "--no-sync");
        server.Resume();
        return server;
    }

    /// <summary>Starts the server again after <see cref="Kill"/>.</summary>
    public void Resume() => Execute(
        Program("pg_ctl"), "-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o", string.Create(CultureInfo.InvariantCulture, $"-p {_port} -k {_folder} -c fsync=off -c listen_addresses=127.0.0.1"), "start");

    /// <summary>Ends the server at once, its connections with it.</summary>
    public void Kill() => Execute(Program("pg_ctl"), "-D", Data, "-w", "-m", "immediate", "stop");

    /// <summary>A connection, not open yet.</summary>
    public Npgsql.NpgsqlConnection Connect(string? password = null) => new(string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=lmm;Database=postgres;Pooling=false{(password is null ? "" : ";Password=" + password)}"));

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            try
            {
                Kill();
            }
            catch (InvalidOperationException)
            {
                // It has ended already.
            }

            Directory.Delete(_folder, recursive: true);
        }
    }

    private string Data => Path.Combine(_folder, "data");

    private static string Program(string name) => Path.Combine(Programs ?? throw new InvalidOperationException($"{RequiredVariable} is set, and PostgreSQL is not installed."), name);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Execute(string program, params string[] arguments)
    {
        bool changesUser = Environment.IsPrivilegedProcess && program != "chown";
        var start = new ProcessStartInfo(changesUser ? "runuser" : program) { RedirectStandardOutput = false, RedirectStandardError = false, WorkingDirectory = "/tmp" };
        foreach (string argument in changesUser ? ["-u", "postgres", "--", program, .. arguments] : arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
    }
}
