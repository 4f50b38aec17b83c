using System.Data.Common;
using Lmm.Crossing;
using Lmm.Databases;
using Lmm.Formula;
using Lmm.Formula.Binding;
using Lmm.Variables;

namespace Lmm;

/// <summary>
/// Fits mixed models to rows that stay in a database: the engine groups and sums them, and the solver takes the sums. The estimates are those of the rows in
/// memory; what is of single rows, such as residuals, the fits do not have.
/// </summary>
public static class DatabaseFitting
{
    /// <summary>Fits a model to rows of a database.</summary>
    /// <param name="model">The model.</param>
    /// <param name="connection">The connection; one that is closed is opened and closed again.</param>
    /// <param name="source">
    /// A table or view, of which each part of the name is quoted; a call of the engine's, such as <c>read_parquet('*.parquet')</c>; or a query without ';' at its
    /// end. It becomes a part of the statements: do not make it of what strangers write.
    /// </param>
    /// <param name="estimation">The criterion: REML by default.</param>
    /// <param name="options">Weights, offset, strategy and limits; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work, in the engine too.</param>
    /// <exception cref="FormulaException">The formula does not fit the columns; the exception has every fault.</exception>
    /// <exception cref="ModelException">The rows cannot be fitted; the message says why.</exception>
    /// <exception cref="DataSourceException">The engine refuses a statement; the message has its own.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static LinearMixedModelFit FitIn(
        this Model model,
        DbConnection connection,
        string source,
        Estimation estimation = Estimation.RestrictedMaximumLikelihood,
        DatabaseOptions? options = null,
        CancellationToken cancellationToken = default)
        => Run(model, [connection], source, estimation, options, isAsync: false, progress: null, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Fits a model to rows that are spread over several databases, each row in one of them: all are asked at once, and their sums added.</summary>
    /// <inheritdoc cref="FitIn(Model, DbConnection, string, Estimation, DatabaseOptions?, CancellationToken)"/>
    public static LinearMixedModelFit FitIn(
        this Model model,
        IReadOnlyList<DbConnection> connections,
        string source,
        Estimation estimation = Estimation.RestrictedMaximumLikelihood,
        DatabaseOptions? options = null,
        CancellationToken cancellationToken = default)
        => Run(model, connections, source, estimation, options, isAsync: true, progress: null, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Fits a model to rows of a database, asynchronously; the progress is told of the stages.</summary>
    /// <inheritdoc cref="FitIn(Model, DbConnection, string, Estimation, DatabaseOptions?, CancellationToken)"/>
    public static Task<LinearMixedModelFit> FitInAsync(
        this Model model,
        DbConnection connection,
        string source,
        Estimation estimation = Estimation.RestrictedMaximumLikelihood,
        DatabaseOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => Run(model, [connection], source, estimation, options, isAsync: true, progress, cancellationToken);

    /// <summary>Fits a model to rows that are spread over several databases, each row in one of them, asynchronously.</summary>
    /// <inheritdoc cref="FitInAsync(Model, DbConnection, string, Estimation, DatabaseOptions?, IProgress{FitProgress}?, CancellationToken)"/>
    public static Task<LinearMixedModelFit> FitInAsync(
        this Model model,
        IReadOnlyList<DbConnection> connections,
        string source,
        Estimation estimation = Estimation.RestrictedMaximumLikelihood,
        DatabaseOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => Run(model, connections, source, estimation, options, isAsync: true, progress, cancellationToken);

    /// <summary>The statements that a fit sends, in their order; none but the one that asks for the columns' types is run.</summary>
    /// <param name="model">The model.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="source">The table, view, call or query.</param>
    /// <param name="options">Weights, offset and strategy; null for the defaults.</param>
    /// <exception cref="FormulaException">The formula does not fit the columns; the exception has every fault.</exception>
    /// <exception cref="ModelException">No engine can sum what the model needs; the message has the characters of the formula.</exception>
    /// <exception cref="DataSourceException">The engine refuses the statement; the message has its own.</exception>
    public static IReadOnlyList<SqlStatement> ShowSql(this Model model, DbConnection connection, string source, DatabaseOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(connection);
        DatabaseOptions known = options ?? DatabaseOptions.Default;
        SqlDialect dialect = known.Dialect ?? SqlDialect.Of(connection);
        ModelSpec spec = Bind(model, connection, source, known, dialect);
        return CellStatements.All(spec, dialect, SqlSource.Of(source, dialect), known.Strategy, model.Name);
    }

    /// <summary>
    /// The cross-products of rows of a database, to be kept, added to those of other rows, and fitted by <see cref="LinearMixedModel.Fit(CrossProducts, Estimation, FitOptions?, CancellationToken)"/>.
    /// </summary>
    /// <inheritdoc cref="FitIn(Model, DbConnection, string, Estimation, DatabaseOptions?, CancellationToken)"/>
    public static CrossProducts CrossProductsIn(this Model model, DbConnection connection, string source, DatabaseOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        DatabaseOptions known = options ?? DatabaseOptions.Default;
        (RepresentedDesign formed, _) = DatabaseFit.RunAsync(columns => Bind(model, columns, known), model.Name, Connections.Given([connection]), source, known, isAsync: false, cancellationToken).GetAwaiter().GetResult();
        return CrossProducts.Form(formed, known.Fit, cancellationToken);
    }

    /// <summary>Fits a model, and tells of its formula on the columns before anything is summed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="source">The table, view, call or query.</param>
    /// <param name="estimation">The criterion.</param>
    /// <param name="options">Weights, offset, strategy and limits.</param>
    /// <param name="whenBound">Is given the formula, which has no errors, with its warnings; what it throws ends the fit.</param>
    /// <param name="progress">Is told of the stages.</param>
    /// <param name="cancellationToken">Stops the work, in the engine too.</param>
    internal static LinearMixedModelFit FitIn(
        Model model, DbConnection connection, string source, Estimation estimation, DatabaseOptions options, Action<BoundFormula> whenBound, IProgress<FitProgress> progress, CancellationToken cancellationToken)
    {
        ModelSpec? known = null;
        return DatabaseFit.FitAsync(columns => known ??= Bind(columns), model.Name, Connections.Given([connection]), source, estimation, options, isAsync: false, progress, cancellationToken).GetAwaiter().GetResult();

        // A fit that is summed in another way binds again.
        ModelSpec Bind(EquatableArray<VariableDeclaration> columns)
        {
            BoundFormula bound = Bound(model, columns, options);
            whenBound(bound);
            return bound.Spec!;
        }
    }

    private static async Task<LinearMixedModelFit> Run(
        Model model, IReadOnlyList<DbConnection> connections, string source, Estimation estimation, DatabaseOptions? options, bool isAsync, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        DatabaseOptions known = options ?? DatabaseOptions.Default;
        return await DatabaseFit.FitAsync(columns => Bind(model, columns, known), model.Name, Connections.Given(connections), source, estimation, known, isAsync, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Binds a formula to the columns of a source, of which nothing but the types is asked.</summary>
    internal static ModelSpec Bind(Model model, DbConnection connection, string source, DatabaseOptions options, SqlDialect dialect)
    {
        var reading = new DatabaseReading(connection, source, dialect, options, isAsync: false, isOneOfMany: false);
        return reading.RunAsync(async () => Bind(model, await reading.DeclarationsAsync(CancellationToken.None).ConfigureAwait(false), options), CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>Binds a formula to the columns of a source.</summary>
    internal static ModelSpec Bind(Model model, EquatableArray<VariableDeclaration> columns, DatabaseOptions options) => Bound(model, columns, options).Spec!;

    // A formula without errors.
    private static BoundFormula Bound(Model model, EquatableArray<VariableDeclaration> columns, DatabaseOptions options)
    {
        foreach (string factor in options.Factors)
        {
            if (!columns.Any(column => column.Name == factor && column.Type == VariableType.Integer))
            {
                throw new ModelException(model.Name, LmmErrorCode.UnknownColumn, $"the source has no column of whole numbers {factor}, which is to be a factor; it has {LevelLabel.List([.. columns.Select(static column => $"{column.Name} ({column.TypeName})")])}.");
            }
        }

        EquatableArray<VariableDeclaration> declared = columns.Select(column => options.Factors.Contains(column.Name) ? column with { IsFactor = true } : column).ToEquatableArray();
        BoundFormula bound = ModelBinder.Bind(model.Formula, declared, options.Weights, offset: options.Offset);
        return bound.Spec is not null ? bound : throw new FormulaException(model.Name, model.Formula, bound.Diagnostics, static _ => null);
    }
}
