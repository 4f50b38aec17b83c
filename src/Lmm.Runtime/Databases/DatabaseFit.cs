using System.Data.Common;
using Lmm.Cells;
using Lmm.Crossing;
using Lmm.Design;
using Lmm.Faults;
using Lmm.Formula;
using Lmm.Formula.Binding;

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
    private readonly SqlDialect _dialect;
    private readonly DatabaseStrategy _strategy;
    private readonly string? _estimate;

    private DatabaseFit(ModelSpec spec, string model, DatabaseReading[] sources, SqlDialect dialect, DatabaseOptions options, DatabaseStrategy strategy, string? estimate)
    {
        _strategy = strategy;
        _estimate = estimate;
        _spec = spec;
        _model = model;
        _sources = sources;
        _dialect = dialect;
        _options = options;
        _plan = CellPlan.Of(spec, strategy != DatabaseStrategy.Compression);
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
        LinearMixedModelFit? fit = null;
        ModelException? refusal = null;
        try
        {
            fit = Fit();
        }
        catch (ModelException fault) when (formed.Margins is not null && fault.Code is LmmErrorCode.NotIdentifiable or LmmErrorCode.PerfectFit)
        {
            refusal = fault;
        }

        // Rows that stand for cells by all factors can be factored where the cross-products of pairs have too few digits.
        bool isInDoubt = formed.Margins is not null && (fit is null || CellPrecision.IsLost(formed.Rows(cancellationToken), fit) || (!fit.Convergence.Converged && fit.Convergence.Evaluations < options.Fit.MaximumEvaluations));
        if (!isInDoubt)
        {
            return fit!;
        }

        try
        {
            (formed, report) = await RunAsync(bind, model, connections, source, options with { Strategy = DatabaseStrategy.Sums }, isAsync, cancellationToken).ConfigureAwait(false);
            return Fit();
        }
        catch (DataSourceException fault) when (fault.Code == LmmErrorCode.TooLarge)
        {
            return fit ?? throw refusal!;
        }

        LinearMixedModelFit Fit() => LinearMixedModel.FitRepresented(formed, report, estimation, options.Fit, progress, cancellationToken);
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

            StrategyEstimate? estimate = await EstimateAsync(spec, sources, dialect, options, cancellationToken).ConfigureAwait(false);
            string? said = estimate?.ToString();
            DatabaseStrategy strategy = options.Strategy != DatabaseStrategy.Auto ? options.Strategy : estimate?.Strategy(spec) ?? DatabaseStrategy.Sums;
            for (; ; )
            {
                try
                {
                    return await new DatabaseFit(spec, model, sources, dialect, options, strategy, said).FormAsync(estimate, cancellationToken).ConfigureAwait(false);
                }
                catch (DataSourceException fault) when (fault.Code == LmmErrorCode.TooLarge && estimate is not null && Further(strategy) is { })
                {
                    // Later rows have more combinations than the first.
                    strategy = Further(strategy)!.Value;
                    said = $"{estimate}, but all have more than {options.MaximumCells}";
                }
            }

            DatabaseStrategy? Further(DatabaseStrategy tried)
                => tried == DatabaseStrategy.Compression ? DatabaseStrategy.Sums : tried == DatabaseStrategy.Sums && CellMargin.Of(spec) is not null ? DatabaseStrategy.Pairs : null;
        }
    }

    private static async Task<StrategyEstimate?> EstimateAsync(ModelSpec spec, DatabaseReading[] sources, SqlDialect dialect, DatabaseOptions options, CancellationToken cancellationToken)
        => options.Strategy != DatabaseStrategy.Auto || !StrategyEstimate.IsNeeded(spec)
            ? null
            : (await Task.WhenAll(sources.Select(source => source.ReadAsync(StrategyEstimate.Statement(spec, dialect, source.Source), [], StrategyEstimate.Read, cancellationToken))).ConfigureAwait(false)).Aggregate(StrategyEstimate.Join);

    private async Task<(RepresentedDesign, CellReport)> FormAsync(StrategyEstimate? estimate, CancellationToken cancellationToken)
    {
        bool mayPair = _strategy == DatabaseStrategy.Pairs || (_strategy == DatabaseStrategy.Sums && estimate is not null);
        CellMargin[]? margins = mayPair ? CellMargin.Of(_spec) : null;
        CellPlan all = margins is null ? _plan : _plan.With(margins.Select(static margin => margin.Plan));
        SqlCells sql = margins is null ? _sql : new SqlCells(all, _spec, _dialect);
        RowsSummary known = (await Task.WhenAll(_sources.Select(source => new SourceSums(source, sql).SummaryAsync(cancellationToken))).ConfigureAwait(false)).Aggregate(RowsSummary.Join);
        known.RefuseFaults(all, _spec, _model, _options.Fit);
        if (margins is not null && (_strategy == DatabaseStrategy.Pairs || estimate!.Value.SpeaksForPairs(known.Complete)) && await PairsAsync(margins, known, all, cancellationToken).ConfigureAwait(false) is { } pairs)
        {
            return pairs;
        }

        RowsSummary summary = _plan.Of(known, all);
        CellTable cells = await CellsAsync(_sql, summary, aboutMeans: false, cancellationToken).ConfigureAwait(false);
        if (CellPrecision.IsLost(cells))
        {
            cells = await CellsAsync(_sql, summary, aboutMeans: true, cancellationToken).ConfigureAwait(false);
        }

        List<(object?[] Values, long Count)> incomplete = await IncompleteAsync(_sql, cells, summary, cancellationToken).ConfigureAwait(false);
        return (new CellDesign(_spec, _plan, _model).Form(cells, incomplete, summary, _options.Fit.MaximumThreads), Report(_strategy == DatabaseStrategy.Compression ? _strategy : DatabaseStrategy.Sums, cells.Count));
    }

    // Null where groups lie so far apart that cells have to be about their own means, and then by all factors.
    private async Task<(RepresentedDesign, CellReport)?> PairsAsync(CellMargin[] margins, RowsSummary summary, CellPlan plan, CancellationToken cancellationToken)
    {
        List<MarginalDesign> formed = [];
        List<PairSums> pairs = [];
        double centre = 0;
        int count = 0;
        foreach (CellMargin margin in margins)
        {
            SqlCells sql = new(margin.Plan, margin.Spec, _dialect);
            RowsSummary own = margin.Plan.Of(summary, plan);
            if (margin.Paired(LevelsOf) is { } factors)
            {
                (PairSums met, long rows) = await PairAsync(sql, own, factors, margin, cancellationToken).ConfigureAwait(false);
                RefuseChanged(rows, formed[0].Design.ObservationCount);
                pairs.Add(met);
                count = checked(count + pairs[^1].Count);
                continue;
            }

            CellTable cells = await CellsAsync(sql, own, aboutMeans: false, cancellationToken).ConfigureAwait(false);
            if (CellPrecision.IsLost(cells, CellPrecision.FewestOfPairs))
            {
                return null;
            }

            RefuseChanged(cells.RowCount, formed.Count == 0 ? cells.RowCount : formed[0].Design.ObservationCount);
            List<(object?[] Values, long Count)> incomplete = await IncompleteAsync(sql, cells, summary, cancellationToken).ConfigureAwait(false);
            RepresentedDesign design = new CellDesign(margin.Spec, margin.Plan, _model).Form(cells, incomplete, own, _options.Fit.MaximumThreads, margin.HasFixedEffects);
            centre = formed.Count == 0 ? design.Centre : centre;
            formed.Add(new MarginalDesign(design.Rows(cancellationToken), margin.Terms, margin.HasFixedEffects));
            count = checked(count + cells.Count);
        }

        return (RepresentedDesign.Of([.. formed], [.. pairs], new ModelTerms(_spec), centre), Report(DatabaseStrategy.Pairs, count));

        // Margins with fixed effects come first, and each term is in one.
        IReadOnlyList<string> LevelsOf(int term)
        {
            MarginalDesign home = formed.Find(margin => margin.Terms.Contains(term))!;
            return home.Design.RandomTerms[Array.IndexOf(home.Terms, term)].Grouping.Levels;
        }
    }

    private async Task<(PairSums Pairs, long Rows)> PairAsync(SqlCells sql, RowsSummary summary, (PairedFactor First, PairedFactor Second) factors, CellMargin margin, CancellationToken cancellationToken)
    {
        PairSums pairs = new(factors.First, factors.Second, [.. summary.Numbers.Select(static number => (number.Unit.Centre, number.Unit.Scale))]);
        bool isFirstKeyFirst = _spec.RandomTerms[factors.First.Terms[0]].Grouping.Variable == margin.Plan.Keys[0];
        long[] rows = await Task.WhenAll(_sources.Select(source => new SourceSums(source, sql).PairsAsync(summary, isFirstKeyFirst, pairs, cancellationToken))).ConfigureAwait(false);
        return (pairs, rows.Sum());
    }

    private CellReport Report(DatabaseStrategy strategy, int count) => new(strategy, count, [.. _plan.KeyVariables.Select(static variable => variable.Name)], _estimate);

    private async Task<List<(object?[] Values, long Count)>> IncompleteAsync(SqlCells sql, CellTable cells, RowsSummary summary, CancellationToken cancellationToken)
        => sql.Learned.Count > 0 && cells.RowCount < summary.Total
            ? [.. (await Task.WhenAll(_sources.Select(source => new SourceSums(source, sql).IncompleteAsync(cancellationToken))).ConfigureAwait(false)).SelectMany(static rows => rows)]
            : [];

    private async Task<CellTable> CellsAsync(SqlCells sql, RowsSummary summary, bool aboutMeans, CancellationToken cancellationToken)
    {
        var cells = new CellTable(sql.Keys.Count, [.. summary.Numbers.Select(static number => number.Unit)]);
        await Task.WhenAll(_sources.Select(source => new SourceSums(source, sql).CellsAsync(summary, cells, aboutMeans, cancellationToken))).ConfigureAwait(false);
        RefuseChanged(cells.RowCount, _plan.HasWeights ? cells.RowCount : summary.Complete);
        return cells;
    }

    // Rows without weight have no part in sums, so that with weights the number of complete rows says nothing.
    private void RefuseChanged(long rows, long before)
    {
        if (rows != before)
        {
            throw new ModelException(_model, LmmErrorCode.ContradictorySums, System.FormattableString.Invariant($"the rows changed while they were summed: {before} were counted at first, and {rows} later; fit a snapshot, or when nobody writes."));
        }
    }
}
