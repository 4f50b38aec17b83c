using System.Data.Common;

namespace Lmm.Databases;

/// <summary>A statement that an engine runs, and what it returns; to cancel the token stops it in the engine too.</summary>
internal sealed class RunningStatement : IDisposable
{
    private readonly DbCommand _command;
    private readonly CancellationTokenRegistration _cancelling;
    private readonly CancellationTokenRegistration _ending;

    private RunningStatement(DbCommand command, DbDataReader reader, CancellationTokenRegistration cancelling, CancellationTokenRegistration ending)
    {
        _command = command;
        _cancelling = cancelling;
        _ending = ending;
        Reader = reader;
    }

    /// <summary>The result.</summary>
    public DbDataReader Reader { get; }

    /// <summary>Runs a command, which is disposed of with the statement.</summary>
    /// <param name="command">The command.</param>
    /// <param name="limit">The time that it may take.</param>
    /// <param name="interrupt">Stops the statement where to cancel the command does not; null for nothing more.</param>
    /// <param name="isAsync">Whether it runs asynchronously; else the task is complete.</param>
    /// <param name="cancellationToken">Stops the work, in the engine too.</param>
    public static async Task<RunningStatement> StartAsync(DbCommand command, StatementLimit limit, Action<DbConnection>? interrupt, bool isAsync, CancellationToken cancellationToken)
    {
        CancellationTokenRegistration cancelling = default;
        CancellationTokenRegistration ending = default;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            cancelling = cancellationToken.Register(Stop);
            ending = limit.Token.Register(Stop);
            return new RunningStatement(command, isAsync ? await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false) : command.ExecuteReader(), cancelling, ending);
        }
        catch
        {
            await cancelling.DisposeAsync().ConfigureAwait(false);
            await ending.DisposeAsync().ConfigureAwait(false);
            await command.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        void Stop()
        {
            command.Cancel();
            interrupt?.Invoke(command.Connection!);
        }
    }

    public void Dispose()
    {
        Reader.Dispose();
        _cancelling.Dispose();
        _ending.Dispose();
        _command.Dispose();
    }
}
