using System.Data.Common;
using Lmm.Cells;
using Lmm.Crossing;
using Lmm.Faults;
using Lmm.Fitting.Refits;
using Lmm.Formula;
using Lmm.Formula.Binding;
using Lmm.Kernels;

namespace Lmm.Databases;

/// <summary>Fits one model to many responses whose rows stay in a database: the sums of the design once, and those of the responses for as many at a time as a statement holds.</summary>
internal sealed class ManyDatabaseFit
{
    private readonly string _model;
    private readonly ResponseSources _sources;
    private readonly ManyResponsesPlan _plan;
    private readonly DatabaseOptions _options;
    private readonly IProgress<FitProgress>? _progress;
    private readonly CancellationToken _cancellationToken;
    private readonly DesignSums _sums;
    private readonly CellDesign _former;
    private int _done;

    private ManyDatabaseFit(ModelSpec spec, string model, ResponseSources sources, ManyResponsesPlan plan, DesignSums sums, DatabaseOptions options, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        _model = model;
        _sources = sources;
        _plan = plan;
        _sums = sums;
        _former = new CellDesign(spec, plan.Cells, model);
        _options = options;
        _progress = progress;
        _cancellationToken = cancellationToken;
    }

    private int MaximumThreads => _options.Fit.MaximumThreads;

    /// <summary>Fits a model whose formula is bound to the columns of the source, as these are found.</summary>
    /// <param name="bind">Binds the formula.</param>
    /// <param name="model">The model's name, for messages.</param>
    /// <param name="connections">The connections, each to rows of its own.</param>
    /// <param name="source">The table, view or query.</param>
    /// <param name="responses">Where the responses stand.</param>
    /// <param name="estimation">The criterion.</param>
    /// <param name="options">The options.</param>
    /// <param name="isAsync">Whether statements run asynchronously; else the task is complete.</param>
    /// <param name="progress">Told how many responses are done; null for no reports.</param>
    /// <param name="cancellationToken">Stops the work, in the engine too.</param>
    public static Task<ManyFits> RunAsync(
        Func<EquatableArray<VariableDeclaration>, ModelSpec> bind,
        string model,
        IReadOnlyList<DbConnection> connections,
        string source,
        DatabaseResponses responses,
        Estimation estimation,
        DatabaseOptions options,
        bool isAsync,
        IProgress<FitProgress>? progress,
        CancellationToken cancellationToken)
    {
        Allowed.Member(estimation);
        ArgumentNullException.ThrowIfNull(responses);
        DbConnection[] given = Connections.Given(connections);
        SqlDialect dialect = Connections.DialectOf(given, options);
        DatabaseReading[] readings = [.. given.Select(connection => new DatabaseReading(connection, source, dialect, options, isAsync, given.Length > 1))];
        return DatabaseReading.RunAllAsync(readings, FitAsync, cancellationToken);

        async Task<ManyFits> FitAsync()
        {
            progress?.Report(new FitProgress(FitStage.Design));
            EquatableArray<VariableDeclaration>[] columns = await Task.WhenAll(readings.Select(reading => reading.DeclarationsAsync(cancellationToken))).ConfigureAwait(false);
            ModelSpec spec = bind(columns[0]);
            ManyResponsesPlan plan = new(spec, model, responses, options, dialect, readings[0].Source);
            plan.RefuseColumns(columns[0]);
            for (int other = 1; other < readings.Length; other++)
            {
                plan.RefuseColumns(columns[other], readings[other].Name);
                readings[other].RefuseOther(plan.Read(spec), columns[other], model);
            }

            ResponseSources sources = new(readings, plan, cancellationToken);
            DesignSums sums = await DesignSums.ReadAsync(sources, plan, spec, model, options, cancellationToken).ConfigureAwait(false);
            return new ManyFits(await new ManyDatabaseFit(spec, model, sources, plan, sums, options, progress, cancellationToken).RunAsync(estimation).ConfigureAwait(false));
        }
    }

    private async Task<ManyFitsTable> RunAsync(Estimation estimation)
    {
        ModelDesign design = _former.Form(_sums.Cells, _sums.Incomplete, _sums.Summary, MaximumThreads, withResponse: false).Rows(_cancellationToken);
        ResponseInTurn[]? named = _plan.NameColumn is null ? null : await _sources.NamedAsync().ConfigureAwait(false);
        var table = new ManyFitsTable(design, estimation, named is null ? _plan.Responses : [.. named.Select(static response => response.Ranges.Name)]);
        OwnDesignFitting fitting = new(table, _options.Fit, _cancellationToken);
        if (named is not null)
        {
            await FitInTurnAsync(fitting, named, 0, named.Length).ConfigureAwait(false);
            return table;
        }

        // A statement has so many columns that both it and the cells it returns stay small.
        int atOnce = _plan.Statements.ResponsesAtOnce;
        atOnce = _plan.Statements.AreInTurn ? atOnce : Math.Clamp(_options.MaximumCells / Math.Max(1, _sums.Cells.Count), 1, atOnce);
        for (int first = 0; first < table.Names.Count; first += atOnce)
        {
            int end = Math.Min(table.Names.Count, first + atOnce);
            await (_plan.Statements.AreInTurn
                ? FitInTurnAsync(fitting, await _sources.TurnedAsync(first, end).ConfigureAwait(false), first, table.Names.Count)
                : FitColumnsAsync(fitting, first, end)).ConfigureAwait(false);
        }

        return table;
    }

    private async Task FitColumnsAsync(OwnDesignFitting fitting, int first, int end)
    {
        RangedResponse[] ranges = await _sources.RangesAsync(first, end).ConfigureAwait(false);
        int[] wanted = [.. Enumerable.Range(0, ranges.Length).Where(response => !ranges[response].IsRefused(fitting, first + response, _options.Fit))];
        if (wanted.Length > 0)
        {
            CellTable[] cells = [.. wanted.Select(response => new CellTable(_sums.Cells, ranges[response].Values.Unit))];
            if (!await _sources.SumsAsync([.. wanted.Select(response => _plan.Values[first + response])], cells).ConfigureAwait(false))
            {
                throw Changed();
            }

            Fit(fitting, [.. wanted.Select((response, place) => (first + response, ranges[response], cells[place]))]);
        }

        Report(ranges.Length - wanted.Length, _plan.Responses.Count);
    }

    // Responses come one after the other; as many as there are threads for are fitted at a time, and then forgotten.
    private async Task FitInTurnAsync(OwnDesignFitting fitting, ResponseInTurn[] responses, int first, int total)
    {
        int atOnce = 16 * Math.Max(1, MaximumThreads);
        bool areNamed = _plan.NameColumn is not null;
        int[] wanted = [.. Enumerable.Range(0, responses.Length).Where(response => !responses[response].Ranges.IsRefused(fitting, first + response, _options.Fit))];
        Report(responses.Length - wanted.Length, total);

        // All that rows name come; of columns those alone that are asked for.
        Dictionary<string, int> known = areNamed
            ? responses.Index().ToDictionary(static response => response.Item.Ranges.Name, static response => response.Index)
            : wanted.Index().ToDictionary(static response => ResponseStatements.Turned(response.Index), static response => response.Item);
        HashSet<int> isWanted = [.. wanted];
        List<(int Response, RangedResponse Ranges, CellTable Cells)> read = [];
        int fitted = 0;
        bool areKnown = wanted.Length == 0 || await _sources.SumsInTurnAsync(
            areNamed ? NamedValues(responses) : [.. wanted.Select(response => _plan.Values[first + response])],
            name => known.TryGetValue(name, out int response) ? responses[response].Sources : null,
            name => isWanted.Contains(known[name]) ? new CellTable(_sums.Cells, responses[known[name]].Ranges.Values.Unit) : null,
            Take).ConfigureAwait(false);
        FitRead();
        if (!areKnown || fitted != wanted.Length)
        {
            throw Changed();
        }

        void Take(string name, CellTable cells)
        {
            read.Add((first + known[name], responses[known[name]].Ranges, cells));
            if (read.Count >= atOnce)
            {
                FitRead();
            }
        }

        void FitRead()
        {
            Fit(fitting, read);
            fitted += read.Count;
            read.Clear();
            Report(0, total);
        }
    }

    // Products of values that are too large or too small are an error of some engines, for all responses.
    private IReadOnlyList<string> NamedValues(ResponseInTurn[] responses) => Array.TrueForAll(responses, static response => response.Ranges.Values.AreSummedAsTheyAre)
        ? _plan.Values
        : [.. _plan.Values.Select(static value => $"CASE WHEN ABS({value}) > {SqlDialect.Number(NumberSummary.LargestToSum)} THEN NULL WHEN ABS({value}) < {SqlDialect.Number(NumberSummary.NothingBesideReach)} THEN 0E0 ELSE {value} END")];

    private void Fit(OwnDesignFitting fitting, List<(int Response, RangedResponse Ranges, CellTable Cells)> responses)
    {
        foreach ((_, RangedResponse ranges, CellTable cells) in responses)
        {
            if (!_plan.Cells.HasWeights && cells.RowCount != ranges.Values.Count)
            {
                throw Changed();
            }
        }

        new Workers(MaximumThreads, _cancellationToken).Run(responses.Count, place =>
        {
            (int response, _, CellTable cells) = responses[place];
            fitting.Fit(response, Form, cells.RowCount);

            (ModelDesign Design, double Centre) Form()
            {
                RepresentedDesign formed = _former.Form(cells, _sums.Incomplete, _sums.Summary, maximumThreads: 1);
                return (formed.Rows(_cancellationToken), formed.Centre);
            }
        });
        _done += responses.Count;
    }

    private void Report(int more, int total)
    {
        _done += more;
        _progress?.Report(new FitProgress(FitStage.Responses, _done, total));
    }

    private ModelException Changed() => DesignSums.Changed(_model);
}
