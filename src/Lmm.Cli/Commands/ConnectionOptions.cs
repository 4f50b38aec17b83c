using System.CommandLine;
using System.Globalization;
using Lmm.Cli.Databases;
using Lmm.Cli.Output;
using Lmm.Databases;

namespace Lmm.Cli.Commands;

/// <summary>The options that say where rows are which stay in a database.</summary>
internal sealed class ConnectionOptions
{
    private readonly Option<string?> _connect = new("--connect")
    {
        HelpName = "address",
        Description = $"Fit rows that stay in a database: {SqliteFile.Example}, {DuckDbFile.Example} or {PostgresServer.Example}. The formula stands alone then.",
    };

    private readonly Option<string?> _from = new("--from")
    {
        HelpName = "table",
        Description = "The table or view to fit with --connect, or a call of the engine's such as \"read_csv('visits/*.csv')\".",
    };

    private readonly Option<string?> _sql = new("--sql")
    {
        HelpName = "query",
        Description = "A query to fit with --connect, in place of --from, such as \"SELECT * FROM visits WHERE week > 2\".",
    };

    private readonly Option<bool> _showSql = new("--show-sql") { Description = "Print the statements that a fit sends to a database, and fit nothing." };

    private readonly Option<string?> _strategy = new("--strategy")
    {
        HelpName = "auto|sums|compression|pairs",
        Description = "With a database: group rows by factors and sum numbers, group by numbers too, or sum by grouping factors and pairs of them; auto, the default, estimates which.",
    };

    private readonly Option<int?> _maximumCells = new("--maximum-cells") { HelpName = "count", Description = "With a database: the most groups of rows to take into memory." };

    /// <summary>Prepares the options.</summary>
    public ConnectionOptions()
    {
        _strategy.AcceptOnlyFromAmong([.. Strategies.Select(static strategy => strategy.Name)]);
        _maximumCells.Validators.Add(result =>
        {
            // What is no number at all is told by the parser.
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, CultureInfo.InvariantCulture, out int count) && count < 1)
            {
                result.AddError($"{_maximumCells.Name} must be at least 1.");
            }
        });
    }

    private static (string Name, DatabaseStrategy Strategy)[] Strategies => [("auto", DatabaseStrategy.Auto), ("sums", DatabaseStrategy.Sums), ("compression", DatabaseStrategy.Compression), ("pairs", DatabaseStrategy.Pairs)];

    /// <summary>Adds the options to a command that fits a model.</summary>
    /// <param name="command">The command.</param>
    /// <param name="model">Its data and formula, of which the formula alone is given with a database.</param>
    public void AddTo(Command command, ModelArguments model)
    {
        command.Add(_connect);
        command.Add(_from);
        command.Add(_sql);
        command.Add(_showSql);
        command.Add(_strategy);
        command.Add(_maximumCells);
        model.MayBeMissing();
        command.Validators.Add(result =>
        {
            if (result.GetValue(_connect) is null && !model.AreComplete(result))
            {
                result.AddError($"Required argument missing for command: '{command.Name}'.");
            }
        });
    }

    /// <summary>True when the statements are wanted in place of a fit.</summary>
    public bool ShowsSql(ParseResult result) => result.GetValue(_showSql);

    /// <summary>The same options with the strategy and the limit of the command line.</summary>
    public DatabaseOptions Completed(ParseResult result, DatabaseOptions options) => options with
    {
        Strategy = result.GetValue(_strategy) is { } name ? Strategies.First(strategy => strategy.Name == name).Strategy : options.Strategy,
        MaximumCells = result.GetValue(_maximumCells) ?? options.MaximumCells,
    };

    /// <summary>The rows of a database or of Parquet files, and the formula; null where the rows are those of a text file.</summary>
    /// <exception cref="InputException">The options contradict each other, or one is missing.</exception>
    public (DatabaseRows Rows, string Formula)? Find(ParseResult result, ModelArguments model)
    {
        string? file = model.FileOrNull(result);
        string? formula = model.Formula(result);
        if (result.GetValue(_connect) is { } address)
        {
            return formula is null && file is not null
                ? (Behind(result, address), file)
                : throw new InputException($"{_connect.Name} stands for the file of data; write the formula alone beside it: lmm fit --connect {SqliteFile.Example} --from visits \"y ~ x + (x | g)\"");
        }

        if (new Option[] { _from, _sql }.FirstOrDefault(option => result.GetResult(option) is not null) is { } lonely)
        {
            throw new InputException($"{lonely.Name} needs a database; write {_connect.Name} too, such as {_connect.Name} {SqliteFile.Example}");
        }

        if (file is not null && DatabaseAddress.IsAddress(file) && !File.Exists(file))
        {
            throw new InputException($"the file of data is an address of a database; write {_connect.Name} before it, and the table by {_from.Name}");
        }

        return file is not null && formula is not null && DatabaseRows.IsParquet(file) ? (DatabaseRows.OfParquet(file), formula)
            : new Option[] { _strategy, _maximumCells }.FirstOrDefault(option => result.GetResult(option) is not null) is { } apart ? throw new InputException($"{apart.Name} needs a database or Parquet files; text files are read into memory")
            : ShowsSql(result) ? throw new InputException($"{_showSql.Name} needs a database or Parquet files; text files are read without statements")
            : null;
    }

    private DatabaseRows Behind(ParseResult result, string address)
    {
        string? table = result.GetValue(_from)?.Trim();
        string? query = result.GetValue(_sql)?.Trim().TrimEnd(';').TrimEnd();
        return (table, query) switch
        {
            (not null, not null) => throw new InputException($"{_from.Name} and {_sql.Name} contradict each other; leave one of them out"),
            (null, null) => throw new InputException($"{_connect.Name}: write which rows, by {_from.Name} and a table, or by {_sql.Name} and a query"),
            ({ Length: > 0 }, _) when !table.EndsWith(';') => Checked(_from, new DatabaseRows(HiddenAddresses.Masked(table), address, table)),
            (null, { Length: > 0 }) => Checked(_sql, new DatabaseRows(HiddenAddresses.Masked(string.Join(' ', query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))), address, query)),
            (not null, _) => throw new InputException($"{_from.Name}: '{table}' is no table; write its name, such as {_from.Name} visits"),
            _ => throw new InputException($"{_sql.Name}: the query is empty; write for instance {_sql.Name} \"SELECT * FROM visits WHERE week > 2\""),
        };
    }

    private static DatabaseRows Checked(Option option, DatabaseRows rows)
    {
        try
        {
            // Names are quoted alike in all engines of the tool.
            SqlSource.Of(rows.Source, SqlDialect.Sqlite);
            return rows;
        }
        catch (ArgumentException fault)
        {
            throw new InputException($"{option.Name}: {HiddenAddresses.Masked(fault.Message.Split(" (Parameter")[0].TrimEnd('.'))}");
        }
    }
}
