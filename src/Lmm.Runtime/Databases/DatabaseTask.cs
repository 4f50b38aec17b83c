using System.ComponentModel;
using System.Data.Common;
using Lmm.Databases;
using Lmm.Formula.Binding;

namespace Lmm;

/// <summary>What generated code calls to fit a model that was checked at build time to rows of a database.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DatabaseTask
{
    /// <summary>Fits a model.</summary>
    /// <param name="terms">The model's terms.</param>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="connections">The connections, each to rows of its own.</param>
    /// <param name="source">The table, view, call or query.</param>
    /// <param name="estimation">The criterion.</param>
    /// <param name="options">Strategy and limits; null for the defaults. Weights are those of the model.</param>
    /// <param name="isAsync">Whether statements run asynchronously; else the task is complete.</param>
    /// <param name="progress">Told of the stages; null for no reports.</param>
    /// <param name="result">Makes the model's own result.</param>
    /// <param name="cancellationToken">Stops the work, in the engine too.</param>
    /// <exception cref="ModelException">The rows cannot be fitted; the message says why.</exception>
    /// <exception cref="DataSourceException">The engine refuses a statement; the message has its own.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static async Task<TFit> FitAsync<TFit>(
        ModelTerms terms,
        string model,
        IReadOnlyList<DbConnection> connections,
        string source,
        Estimation estimation,
        DatabaseOptions? options,
        bool isAsync,
        IProgress<FitProgress>? progress,
        Func<LinearMixedModelFit, TFit> result,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(result);
        return result(await DatabaseFit.FitAsync(
            columns => new DeclaredColumns(columns, model).Bind(terms), model, Connections.Given(connections), source, estimation, Own(options), isAsync, progress, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The statements of a fit, for columns that are called like the variables.</summary>
    /// <param name="terms">The model's terms.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="source">The table, view, call or query.</param>
    /// <param name="options">The strategy; null for the default.</param>
    /// <exception cref="ModelException">No engine can sum what the model needs; the message has the characters of the formula.</exception>
    public static IReadOnlyList<SqlStatement> ShowSql(ModelTerms terms, SqlDialect dialect, string source, DatabaseOptions? options)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(dialect);
        ModelSpec spec = DeclaredColumns.BindAsSpelt(terms);
        return CellStatements.All(spec, dialect, SqlSource.Of(source, dialect), Own(options).Strategy, DatabaseRefusals.NoName);
    }

    /// <summary>Fits a model to many responses.</summary>
    /// <param name="terms">The model's terms.</param>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="connections">The connections, each to rows of its own.</param>
    /// <param name="source">The table, view, call or query.</param>
    /// <param name="responses">Where the responses stand; responses in columns need no column of the model's own.</param>
    /// <param name="estimation">The criterion.</param>
    /// <param name="options">Strategy and limits; null for the defaults. Weights are those of the model.</param>
    /// <param name="isAsync">Whether statements run asynchronously; else the task is complete.</param>
    /// <param name="progress">Told how many responses are done; null for no reports.</param>
    /// <param name="result">Makes the model's own result.</param>
    /// <param name="cancellationToken">Stops the work, in the engine too.</param>
    /// <exception cref="ModelException">No response can be fitted to the rows; the message says why.</exception>
    /// <exception cref="DataSourceException">The engine refuses a statement; the message has its own.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static async Task<TFits> FitManyAsync<TFits>(
        ModelTerms terms,
        string model,
        IReadOnlyList<DbConnection> connections,
        string source,
        DatabaseResponses responses,
        Estimation estimation,
        DatabaseOptions? options,
        bool isAsync,
        IProgress<FitProgress>? progress,
        Func<ManyFits, TFits> result,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(responses);
        ArgumentNullException.ThrowIfNull(result);
        return result(await ManyDatabaseFit.RunAsync(
            columns => new DeclaredColumns(columns, model) { ResponseIsApart = responses.NameColumn is null }.Bind(terms), model, connections, source, responses, estimation, Own(options), isAsync, progress, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The statements of fits of many responses, for columns that are called like the variables.</summary>
    /// <param name="terms">The model's terms.</param>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="source">The table, view, call or query.</param>
    /// <param name="responses">Where the responses stand.</param>
    /// <param name="options">The strategy; null for the default.</param>
    /// <exception cref="ModelException">Such a model is not fitted to many responses in a database.</exception>
    public static IReadOnlyList<SqlStatement> ShowSql(ModelTerms terms, string model, SqlDialect dialect, string source, DatabaseResponses responses, DatabaseOptions? options)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(responses);
        return new ManyResponsesPlan(DeclaredColumns.BindAsSpelt(terms), model, responses, Own(options), dialect, SqlSource.Of(source, dialect)).Show();
    }

    private static DatabaseOptions Own(DatabaseOptions? options) => options is { Weights: not null } or { Offset: not null } or { Factors.Count: > 0 }
        ? throw new ArgumentException("The model has its weights, offsets and factors by its declaration; leave those of the options out.", nameof(options))
        : options ?? DatabaseOptions.Default;
}
