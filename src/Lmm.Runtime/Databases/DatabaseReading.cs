using System.Data;
using System.Data.Common;
using System.Globalization;
using Lmm.Cells;
using Lmm.Formula;
using Lmm.Formula.Binding;
using Lmm.Frame;
using Lmm.Reading;

namespace Lmm.Databases;

/// <summary>Runs the statements of a fit on one connection, and reads what they return.</summary>
/// <param name="connection">The connection; it is opened if it is not open, and then closed again.</param>
/// <param name="source">The table, view or query.</param>
/// <param name="dialect">The engine.</param>
/// <param name="options">The options.</param>
/// <param name="isAsync">Whether statements run asynchronously; else tasks are complete.</param>
/// <param name="isOneOfMany">Whether other connections have rows of the same source.</param>
internal sealed class DatabaseReading(DbConnection connection, string source, SqlDialect dialect, DatabaseOptions options, bool isAsync, bool isOneOfMany)
{
    private const int RowsOfTypes = 1000;

    private readonly string _source = SqlSource.Of(source, dialect);
    private DbTransaction? _transaction;
    private bool _hasBegun;

    /// <summary>The source as it stands after FROM.</summary>
    public string Source => _source;

    /// <summary>The most cells that are taken into memory.</summary>
    public int MaximumCells => options.MaximumCells;

    /// <summary>Whether other connections have rows of the same source.</summary>
    public bool IsOneOfMany => isOneOfMany;

    /// <summary>Does work while all connections are open, each in a transaction of its own.</summary>
    public static Task<T> RunAllAsync<T>(DatabaseReading[] readings, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        return FromAsync(0);

        Task<T> FromAsync(int place) => place < readings.Length ? readings[place].RunAsync(() => FromAsync(place + 1), cancellationToken) : work();
    }

    /// <summary>Does work on the open connection, in one transaction.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        bool opens = connection.State == ConnectionState.Closed;
        if (opens)
        {
            await AnswerAsync(OpenAsync, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            BeginSnapshot();
            return await work().ConfigureAwait(false);
        }
        finally
        {
            End();
            if (opens)
            {
                connection.Close();
            }
        }

        async Task<bool> OpenAsync()
        {
            if (isAsync)
            {
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            }
            else
            {
                connection.Open();
            }

            return true;
        }
    }

    // A transaction in which all statements see one state, where the connection is in none yet. Without one, the caller's own, or in an engine that has none, the counts
    // of the passes are compared.
    private void BeginSnapshot()
    {
        try
        {
            if (dialect.Begin is { } begin)
            {
                Execute(begin);
                _hasBegun = true;
                return;
            }

            _transaction = dialect.Isolation is { } isolation ? connection.BeginTransaction(isolation) : connection.BeginTransaction();
        }
        catch (Exception fault) when (fault is InvalidOperationException or DbException or NotSupportedException)
        {
            _transaction = null;
        }
    }

    private void End()
    {
        try
        {
            _transaction?.Dispose();
            if (_hasBegun)
            {
                Execute("ROLLBACK");
            }
        }
        catch (Exception fault) when (fault is InvalidOperationException or DbException)
        {
            // The connection is gone, and the transaction with it.
        }

        _transaction = null;
        _hasBegun = false;
    }

    private void Execute(string statement)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    /// <summary>Throws where the columns that a model reads are others than those of the first source.</summary>
    public void RefuseOther(IEnumerable<ModelVariable> variables, EquatableArray<VariableDeclaration> columns, string model)
    {
        foreach (VariableDeclaration wanted in variables.Select(static variable => variable.Declaration))
        {
            VariableDeclaration? found = columns.FirstOrDefault(column => column.Name == wanted.MemberName);
            if (found is null || (found.Type != wanted.Type && wanted.Levels.Count == 0 && !(found.IsNumeric() && wanted.IsNumeric())))
            {
                throw new ModelException(model, LmmErrorCode.UnsuitableColumn, $"{Name} has {(found is null ? "no column" : $"values of the type {found.TypeName} in the column")} {wanted.MemberName}, unlike the first of the sources; give all the same columns, by a query if need be.");
            }
        }
    }

    // What goes wrong in the engine or on the way to it.
    private async Task<T> AnswerAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception fault) when (cancellationToken.IsCancellationRequested && fault is not OperationCanceledException and not LmmException)
        {
            throw new OperationCanceledException("The fit was cancelled.", fault, cancellationToken);
        }
        catch (Exception fault) when (fault is DbException or TimeoutException or IOException or InvalidOperationException or InvalidCastException or OverflowException or ArgumentException or NotSupportedException or FormatException or System.Net.Sockets.SocketException)
        {
            string message = fault.Message.TrimEnd('.', '\n', ' ');
            string rest = isOneOfMany ? "; its rows are not counted, so that no fit is made of those of the others" : "";
            throw new DataSourceException(LmmErrorCode.UnreadableSource, Name, $"{message}; see that the source exists, that it can be read, and that the connection is up{rest}.", innerException: fault);
        }
    }

    /// <summary>What messages call the source where it is one of many: never the connection string, which may hold a password.</summary>
    public string Name => string.Join(' ', new[] { dialect.Name, connection.DataSource, connection.Database }.Where(static part => !string.IsNullOrEmpty(part)).Distinct());

    /// <summary>What the binder is told of the source's columns.</summary>
    public async Task<EquatableArray<VariableDeclaration>> DeclarationsAsync(CancellationToken cancellationToken)
    {
        return await ReadAsync(dialect.FirstRows(_source, RowsOfTypes), [], Declare, cancellationToken).ConfigureAwait(false);

        EquatableArray<VariableDeclaration> Declare(DbDataReader reader)
        {
            // Without rows there are but the types that columns were declared with.
            if (!dialect.HasTypedColumns && reader.HasRows)
            {
                return DatabaseFrame.Declarations(reader, cancellationToken).Select(static column => column with { MayBeMissing = true }).ToEquatableArray();
            }

            return Enumerable.Range(0, reader.FieldCount)
                .Select(column => Declaration(reader.GetName(column), TypeOf(reader, column)))
                .ToEquatableArray();
        }
    }

    /// <summary>Runs a statement and reads what it returns.</summary>
    public async Task<T> ReadAsync<T>(string statement, (string Name, double Value)[] parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        using StatementLimit limit = new(options.StatementSeconds);
        using RunningStatement running = await StartAsync(statement, parameters, limit, cancellationToken).ConfigureAwait(false);
        return await AnswerAsync(() => limit.WithinAsync(() => Task.FromResult(read(running.Reader)), cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a statement, whose result is read later; its limit of time is one of the first row.</summary>
    public async Task<RunningStatement> StartAsync(string statement, (string Name, double Value)[] parameters, CancellationToken cancellationToken)
    {
        using StatementLimit limit = new(options.StatementSeconds);
        return await StartAsync(statement, parameters, limit, cancellationToken).ConfigureAwait(false);
    }

    private Task<RunningStatement> StartAsync(string statement, (string Name, double Value)[] parameters, StatementLimit limit, CancellationToken cancellationToken)
    {
        return AnswerAsync(() => limit.WithinAsync(QueryAsync, cancellationToken), cancellationToken);

        async Task<RunningStatement> QueryAsync()
        {
            DbCommand command = connection.CreateCommand();
            command.CommandText = statement;
            if (_transaction is not null)
            {
                // Else a driver may have given the command the caller's own.
                command.Transaction = _transaction;
            }

            if (options.StatementSeconds is { } seconds)
            {
                command.CommandTimeout = StatementLimit.OfDriver(seconds);
            }

            foreach ((string name, double value) in parameters)
            {
                DbParameter parameter = command.CreateParameter();
                parameter.ParameterName = name;
                parameter.DbType = DbType.Double;
                parameter.Value = value;
                command.Parameters.Add(parameter);
            }

            return await RunningStatement.StartAsync(command, limit, options.Interrupt, isAsync, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads of what a statement of this connection returns.</summary>
    public T Read<T>(RunningStatement running, Func<DbDataReader, T> read, CancellationToken cancellationToken)
        => AnswerAsync(() => Task.FromResult(read(running.Reader)), cancellationToken).GetAwaiter().GetResult();

    /// <summary>The number of values of a number, their mean, the least and the greatest, from four columns.</summary>
    public static NumberSummary Number(DbDataReader reader, int column)
        => new(Whole(reader, column), Real(reader, column + 1), Real(reader, column + 2), Real(reader, column + 3));

    /// <summary>A whole number of whatever type the engine counts in.</summary>
    public static long Whole(DbDataReader reader, int column) => Convert.ToInt64(reader.GetValue(column), CultureInfo.InvariantCulture);

    private static double Real(DbDataReader reader, int column) => reader.IsDBNull(column) ? 0 : ValueColumn.ToDouble(reader.GetValue(column));

    // A driver may not know the type of a column that the formula does not read.
    private static Type TypeOf(DbDataReader reader, int column)
    {
        try
        {
            return reader.GetFieldType(column);
        }
        catch (Exception fault) when (fault is InvalidCastException or NotSupportedException)
        {
            return typeof(object);
        }
    }

    private static VariableDeclaration Declaration(string name, Type type)
    {
        (VariableType kind, string typeName) = Type.GetTypeCode(type) switch
        {
            TypeCode.Double or TypeCode.Single or TypeCode.Decimal => (VariableType.Continuous, "double"),
            TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64 or TypeCode.UInt64 => (VariableType.Integer, "long"),
            TypeCode.Boolean => (VariableType.Boolean, "bool"),
            TypeCode.String or TypeCode.Char => (VariableType.Text, "string"),
            TypeCode.DateTime => (VariableType.Key, "DateTime"),
            _ when type == typeof(System.Numerics.BigInteger) => (VariableType.Integer, "long"),
            _ when type == typeof(Guid) || type == typeof(DateOnly) || type == typeof(DateTimeOffset) => (VariableType.Key, type.Name),
            _ => (VariableType.Other, type.Name),
        };
        return new VariableDeclaration(name, name, kind, typeName) { MayBeMissing = true, GroupsRows = kind == VariableType.Continuous };
    }
}
