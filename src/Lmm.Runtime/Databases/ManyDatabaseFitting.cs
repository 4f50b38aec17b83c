using System.Data.Common;
using Lmm.Databases;
using Lmm.Formula.Binding;

namespace Lmm;

/// <summary>
/// Fits one mixed model to many responses that stay in a database, such as the genes of a study: the engine groups and sums the rows of as many responses as a statement holds, and each response
/// is fitted from its sums. The fits are those of <see cref="BoundModel.FitMany"/> in memory.
/// </summary>
public static class ManyDatabaseFitting
{
    /// <summary>Fits a model to many responses.</summary>
    /// <param name="model">The model. Where responses are columns, its left side must read columns of the source, such as one of them, and does not matter otherwise.</param>
    /// <param name="connection">The connection; one that is closed is opened and closed again.</param>
    /// <param name="source">
    /// A table or view, of which each part of the name is quoted; a call of the engine's, such as <c>read_parquet('*.parquet')</c>; or a query without ';' at its
    /// end. It becomes a part of the statements: do not make it of what strangers write.
    /// </param>
    /// <param name="responses">Where the responses stand: a column for each, or a row for each value.</param>
    /// <param name="estimation">The criterion: REML by default.</param>
    /// <param name="options">Weights, offset, strategy and limits; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work, in the engine too.</param>
    /// <returns>A row per response; one that cannot be fitted has an outcome that says so.</returns>
    /// <exception cref="FormulaException">The formula does not fit the columns; the exception has every fault.</exception>
    /// <exception cref="ModelException">No response can be fitted to the rows; the message says why.</exception>
    /// <exception cref="DataSourceException">The engine refuses a statement; the message has its own.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ManyFits FitManyIn(
        this Model model,
        DbConnection connection,
        string source,
        DatabaseResponses responses,
        Estimation estimation = Estimation.RestrictedMaximumLikelihood,
        DatabaseOptions? options = null,
        CancellationToken cancellationToken = default)
        => RunAsync(model, [connection], source, responses, estimation, options, isAsync: false, progress: null, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Fits a model to many responses whose rows are spread over several databases, each row in one of them: all are asked at once, and their sums added.</summary>
    /// <inheritdoc cref="FitManyIn(Model, DbConnection, string, DatabaseResponses, Estimation, DatabaseOptions?, CancellationToken)"/>
    public static ManyFits FitManyIn(
        this Model model,
        IReadOnlyList<DbConnection> connections,
        string source,
        DatabaseResponses responses,
        Estimation estimation = Estimation.RestrictedMaximumLikelihood,
        DatabaseOptions? options = null,
        CancellationToken cancellationToken = default)
        => RunAsync(model, connections, source, responses, estimation, options, isAsync: true, progress: null, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Fits a model to many responses, asynchronously; the progress is told how many are done.</summary>
    /// <inheritdoc cref="FitManyIn(Model, DbConnection, string, DatabaseResponses, Estimation, DatabaseOptions?, CancellationToken)"/>
    public static Task<ManyFits> FitManyInAsync(
        this Model model,
        DbConnection connection,
        string source,
        DatabaseResponses responses,
        Estimation estimation = Estimation.RestrictedMaximumLikelihood,
        DatabaseOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => RunAsync(model, [connection], source, responses, estimation, options, isAsync: true, progress, cancellationToken);

    /// <summary>Fits a model to many responses whose rows are spread over several databases, each row in one of them, asynchronously.</summary>
    /// <inheritdoc cref="FitManyInAsync(Model, DbConnection, string, DatabaseResponses, Estimation, DatabaseOptions?, IProgress{FitProgress}?, CancellationToken)"/>
    public static Task<ManyFits> FitManyInAsync(
        this Model model,
        IReadOnlyList<DbConnection> connections,
        string source,
        DatabaseResponses responses,
        Estimation estimation = Estimation.RestrictedMaximumLikelihood,
        DatabaseOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => RunAsync(model, connections, source, responses, estimation, options, isAsync: true, progress, cancellationToken);

    /// <summary>The statements that fits of many responses send, in their order, of batches the first; none but the one that asks for the columns' types is run.</summary>
    /// <param name="model">The model.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="source">The table, view, call or query.</param>
    /// <param name="responses">Where the responses stand.</param>
    /// <param name="options">Weights, offset and strategy; null for the defaults.</param>
    /// <exception cref="FormulaException">The formula does not fit the columns; the exception has every fault.</exception>
    /// <exception cref="ModelException">Such a model is not fitted to many responses in a database.</exception>
    /// <exception cref="DataSourceException">The engine refuses the statement; the message has its own.</exception>
    public static IReadOnlyList<SqlStatement> ShowSql(this Model model, DbConnection connection, string source, DatabaseResponses responses, DatabaseOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(responses);
        DatabaseOptions known = options ?? DatabaseOptions.Default;
        SqlDialect dialect = known.Dialect ?? SqlDialect.Of(connection);
        ModelSpec spec = DatabaseFitting.Bind(model, connection, source, known, dialect);
        return new ManyResponsesPlan(spec, model.Name, responses, known, dialect, SqlSource.Of(source, dialect)).Show();
    }

    private static async Task<ManyFits> RunAsync(
        Model model, IReadOnlyList<DbConnection> connections, string source, DatabaseResponses responses, Estimation estimation, DatabaseOptions? options, bool isAsync, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        DatabaseOptions known = options ?? DatabaseOptions.Default;
        return await ManyDatabaseFit.RunAsync(
            columns => DatabaseFitting.Bind(model, columns, known), model.Name, connections, source, responses, estimation, known, isAsync, progress, cancellationToken).ConfigureAwait(false);
    }
}
