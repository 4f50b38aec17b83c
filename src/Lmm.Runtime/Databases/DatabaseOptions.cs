using System.Data.Common;
using Lmm.Faults;

namespace Lmm;

/// <summary>How a model is fitted to rows that stay in a database.</summary>
public sealed record DatabaseOptions
{
    /// <summary>The options used where none are given.</summary>
    public static DatabaseOptions Default { get; } = new();

    /// <summary>The options of the fit itself.</summary>
    public FitOptions Fit { get; init; } = FitOptions.Default;

    /// <summary>The name of the column of prior weights; null for equal weights. Models with weights of their own have these.</summary>
    public string? Weights { get; init; }

    /// <summary>The name of a column to add to the offsets of the formula; null for none.</summary>
    public string? Offset { get; init; }

    /// <summary>The columns of whole numbers that are factors in terms; models that were checked at build time have it by their declarations.</summary>
    public IReadOnlyList<string> Factors { get; init; } = [];

    /// <summary>The engine's language; null to tell it by the connection.</summary>
    public SqlDialect? Dialect { get; init; }

    /// <summary>What rows are grouped by; by default what an estimate says, which the fit reports (<see cref="LinearMixedModelFit.Cells"/>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such member.</exception>
    public DatabaseStrategy Strategy { get; init => field = Allowed.Member(value, nameof(Strategy)); } = DatabaseStrategy.Auto;

    /// <summary>The most seconds that one statement may take, zero for no limit; by default what the driver has.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int? StatementSeconds { get; init => field = value is { } seconds ? Allowed.AtLeast(0, seconds, nameof(StatementSeconds)) : null; }

    /// <summary>
    /// Stops the statement that a connection runs, where a driver's <see cref="DbCommand.Cancel"/> does nothing: it is called beside that when the time is over or the token is cancelled, by another thread. Null for
    /// nothing more. For Microsoft.Data.Sqlite <c>connection => SQLitePCL.raw.sqlite3_interrupt(((SqliteConnection)connection).Handle)</c>.
    /// </summary>
    public Action<DbConnection>? Interrupt { get; init; }

    /// <summary>The most cells that are taken into memory, one or more; more are refused, with what to do.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below one.</exception>
    public int MaximumCells { get; init => field = Allowed.AtLeast(1, value, nameof(MaximumCells)); } = 20_000_000;
}
