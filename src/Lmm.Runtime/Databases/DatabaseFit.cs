using System.Data.Common;
using Lmm.Cells;
using Lmm.Faults;
using Lmm.Formula;
using Lmm.Formula.Binding;
using Lmm.Kernels;

namespace Lmm.Databases;

/// <summary>Fits a mixed model to rows that stay where they are: two passes of the engine, or three for groups that are far apart, and the usual solver.</summary>
internal sealed class DatabaseFit
{
    private readonly ModelSpec _spec;
    private readonly string _model;
    private readonly DatabaseReading[] _sources;
    private readonly DatabaseOptions _options;
    private readonly CellPlan _plan;
    private readonly SqlCells _sql;
    private readonly DatabaseStrategy _strategy;
    private readonly string? _estimate;

    private DatabaseFit(ModelSpec spec, string model, DatabaseReading[] sources, SqlDialect dialect, DatabaseOptions options, DatabaseStrategy strategy, string? estimate)
    {
        _strategy = strategy;
        _estimate = estimate;
        _spec = spec;
        _model = model;
        _sources = sources;
        _options = options;
        _plan = CellPlan.Of(spec, strategy == DatabaseStrategy.Sums);
        _sql = new SqlCells(_plan, spec, dialect);
    }

    /// <summary>Fits a model.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public static async Task<LinearMixedModelFit> FitAsync(
        Func<EquatableArray<VariableDeclaration>, ModelSpec> bind,
        string model,
        DbConnection[] connections,
        string source,
        Estimation estimation,
        DatabaseOptions options,
        bool isAsync,
        IProgress<FitProgress>? progress,
        CancellationToken cancellationToken)
    {
        Allowed.Member(estimation);
        progress?.Report(new FitProgress(FitStage.Design));
        (RepresentedDesign formed, CellReport report) = await RunAsync(bind, model, connections, source, options, isAsync, cancellationToken).ConfigureAwait(false);
        return LinearMixedModel.FitRepresented(formed.Design, formed.Centre, report, estimation, options.Fit, progress, cancellationToken);
    }

    /// <summary>Forms the design of a model whose formula is bound to the columns of the source, as these are found.</summary>
    /// <param name="bind">Binds the formula.</param>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="connections">The connections, each to a part of the rows.</param>
    /// <param name="source">The table, view or query.</param>
    /// <param name="options">The options.</param>
    /// <param name="isAsync">Whether statements run asynchronously; else the task is complete.</param>
    /// <param name="cancellationToken">Stops the work, in the engine too.</param>
    public static Task<(RepresentedDesign Design, CellReport Report)> RunAsync(
        Func<EquatableArray<VariableDeclaration>, ModelSpec> bind, string model, DbConnection[] connections, string source, DatabaseOptions options, bool isAsync, CancellationToken cancellationToken)
    {
        SqlDialect dialect = Connections.DialectOf(connections, options);
        DatabaseReading[] sources = [.. connections.Select(connection => new DatabaseReading(connection, source, dialect, options, isAsync, connections.Length > 1))];
        return DatabaseReading.RunAllAsync(sources, DesignAsync, cancellationToken);

        async Task<(RepresentedDesign, CellReport)> DesignAsync()
        {
            EquatableArray<VariableDeclaration>[] columns = await Task.WhenAll(sources.Select(reading => reading.DeclarationsAsync(cancellationToken))).ConfigureAwait(false);
            ModelSpec spec = bind(columns[0]);
            DatabaseRefusals.Check(spec, model);
            for (int other = 1; other < sources.Length; other++)
            {
                sources[other].RefuseOther(spec.Variables, columns[other], model);
            }

            (DatabaseStrategy strategy, string? estimate) = await StrategyAsync(spec, sources, dialect, options, cancellationToken).ConfigureAwait(false);
            try
            {
                return await new DatabaseFit(spec, model, sources, dialect, options, strategy, estimate).FormAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (DataSourceException fault) when (fault.Code == LmmErrorCode.TooLarge && strategy == DatabaseStrategy.Compression && estimate is not null)
            {
                // Later rows have more values than the first.
                return await new DatabaseFit(spec, model, sources, dialect, options, DatabaseStrategy.Sums, $"{estimate}, but all have more than {options.MaximumCells}").FormAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<(DatabaseStrategy Strategy, string? Estimate)> StrategyAsync(ModelSpec spec, DatabaseReading[] sources, SqlDialect dialect, DatabaseOptions options, CancellationToken cancellationToken)
    {
        if (options.Strategy != DatabaseStrategy.Auto || !StrategyEstimate.IsNeeded(spec))
        {
            return (options.Strategy == DatabaseStrategy.Compression ? DatabaseStrategy.Compression : DatabaseStrategy.Sums, null);
        }

        StrategyEstimate estimate = (await Task.WhenAll(sources.Select(source => source.ReadAsync(StrategyEstimate.Statement(spec, dialect, source.Source), [], StrategyEstimate.Read, cancellationToken))).ConfigureAwait(false)).Aggregate(StrategyEstimate.Join);
        return (estimate.Strategy, estimate.ToString());
    }

    private async Task<(RepresentedDesign, CellReport)> FormAsync(CancellationToken cancellationToken)
    {
        RowsSummary summary = (await Task.WhenAll(_sources.Select(source => source.SummaryAsync(_sql, cancellationToken))).ConfigureAwait(false)).Aggregate(RowsSummary.Join);
        summary.RefuseFaults(_plan, _spec, _model, _options.Fit);
        CellTable cells = await CellsAsync(summary, aboutMeans: false, cancellationToken).ConfigureAwait(false);
        if (CellPrecision.IsLost(cells))
        {
            cells = await CellsAsync(summary, aboutMeans: true, cancellationToken).ConfigureAwait(false);
        }

        List<(object?[] Values, long Count)> incomplete = _plan.Learned.Count > 0 && cells.RowCount < summary.Total
            ? [.. (await Task.WhenAll(_sources.Select(source => source.IncompleteAsync(_sql, cancellationToken))).ConfigureAwait(false)).SelectMany(static rows => rows)]
            : [];
        return (new CellDesign(_spec, _plan, _model).Form(cells, incomplete, summary, new Workers(_options.Fit.MaximumThreads, cancellationToken)), new CellReport(_strategy, cells.Count, [.. _plan.KeyVariables.Select(static variable => variable.Name)], _estimate));
    }

    private async Task<CellTable> CellsAsync(RowsSummary summary, bool aboutMeans, CancellationToken cancellationToken)
    {
        var cells = new CellTable(_plan.Keys.Count, [.. summary.Numbers.Select(static number => number.Unit)]);
        await Task.WhenAll(_sources.Select(source => source.CellsAsync(_sql, summary, cells, aboutMeans, cancellationToken))).ConfigureAwait(false);
        return _plan.HasWeights || cells.RowCount == summary.Complete
            ? cells
            : throw new ModelException(_model, LmmErrorCode.ContradictorySums, System.FormattableString.Invariant($"the rows changed while they were summed: {summary.Complete} complete ones were counted at first, and {cells.RowCount} later; fit a snapshot, or when nobody writes."));
    }
}
