using System.Data.Common;
using Lmm.Cells;
using Lmm.Faults;
using Lmm.Fitting.Refits;
using Lmm.Formula;
using Lmm.Formula.Binding;
using Lmm.Kernels;
using Lmm.Variables;

namespace Lmm.Databases;

/// <summary>Fits one model to many responses whose rows stay in a database: the sums of the design once, and those of the responses for as many at a time as a statement holds.</summary>
internal sealed class ManyDatabaseFit
{
    private readonly string _model;
    private readonly DatabaseReading _reading;
    private readonly ManyResponsesPlan _plan;
    private readonly DatabaseOptions _options;
    private readonly IProgress<FitProgress>? _progress;
    private readonly CancellationToken _cancellationToken;
    private readonly DesignSums _sums;
    private readonly CellDesign _former;
    private int _done;

    private ManyDatabaseFit(ModelSpec spec, string model, DatabaseReading reading, ManyResponsesPlan plan, DesignSums sums, DatabaseOptions options, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        _model = model;
        _reading = reading;
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
    /// <param name="connection">The connection.</param>
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
        DbConnection connection,
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
        DbConnection given = Connections.Given([connection])[0];
        SqlDialect dialect = options.Dialect ?? SqlDialect.Of(given);
        var reading = new DatabaseReading(given, source, dialect, options, isAsync, isOneOfMany: false);
        return reading.RunAsync(FitAsync, cancellationToken);

        async Task<ManyFits> FitAsync()
        {
            progress?.Report(new FitProgress(FitStage.Design));
            EquatableArray<VariableDeclaration> columns = await reading.DeclarationsAsync(cancellationToken).ConfigureAwait(false);
            ModelSpec spec = bind(columns);
            ManyResponsesPlan plan = new(spec, model, responses, options, dialect, reading.Source);
            plan.RefuseColumns(columns);
            DesignSums sums = await DesignSums.ReadAsync(reading, plan, spec, model, options, cancellationToken).ConfigureAwait(false);
            return new ManyFits(await new ManyDatabaseFit(spec, model, reading, plan, sums, options, progress, cancellationToken).RunAsync(estimation).ConfigureAwait(false));
        }
    }

    private async Task<ManyFitsTable> RunAsync(Estimation estimation)
    {
        ModelDesign design = _former.Form(_sums.Cells, _sums.Incomplete, _sums.Summary, new Workers(MaximumThreads, _cancellationToken), withResponse: false).Design;
        RangedResponse[]? named = _plan.NameColumn is null ? null : await NamedAsync().ConfigureAwait(false);
        var table = new ManyFitsTable(design, estimation, named is null ? _plan.Responses : [.. named.Select(static response => response.Name)]);
        OwnDesignFitting fitting = new(table, _options.Fit, _cancellationToken);
        if (named is not null)
        {
            await FitNamedAsync(fitting, named).ConfigureAwait(false);
            return table;
        }

        // A statement has so many columns that both it and the cells it returns stay small.
        int atOnce = Math.Clamp(_options.MaximumCells / Math.Max(1, _sums.Cells.Count), 1, _plan.Statements.ResponsesAtOnce);
        for (int first = 0; first < table.Names.Count; first += atOnce)
        {
            await FitColumnsAsync(fitting, first, Math.Min(table.Names.Count, first + atOnce)).ConfigureAwait(false);
        }

        return table;
    }

    // The names of responses in order, with what is known of their values.
    private Task<RangedResponse[]> NamedAsync()
    {
        return _reading.ReadAsync(_plan.Statements.Ranges(_plan.Values), [], Read, _cancellationToken);

        RangedResponse[] Read(DbDataReader reader)
        {
            List<(object Name, long Rows, NumberSummary Values)> read = [];
            while (reader.Read())
            {
                _cancellationToken.ThrowIfCancellationRequested();
                read.Add((reader.GetValue(0), DatabaseReading.Whole(reader, 1), DatabaseReading.Number(reader, 2)));
            }

            KeyValues names = new();
            read.ForEach(response => names.Add(response.Name));
            string[] order = names.Count == 0 ? [] : names.Column(_plan.NameColumn!, [.. Enumerable.Range(0, names.Count)], [], isFactor: true, _cancellationToken).AsFactor().Levels.ToArray();
            Dictionary<string, int> places = order.Index().ToDictionary(static level => level.Item, static level => level.Index);
            return [.. read.Select(response => new RangedResponse(LevelLabel.Of(response.Name), response.Rows, response.Values)).OrderBy(response => places[response.Name])];
        }
    }

    private async Task FitColumnsAsync(OwnDesignFitting fitting, int first, int end)
    {
        RangedResponse[] ranges = await _reading.ReadAsync(_plan.Statements.Ranges([.. _plan.Values.Skip(first).Take(end - first)]), [], ReadRanges, _cancellationToken).ConfigureAwait(false);
        int[] wanted = [.. Enumerable.Range(0, ranges.Length).Where(response => !ranges[response].IsRefused(fitting, first + response, _options.Fit))];
        if (wanted.Length > 0)
        {
            CellTable[] cells = [.. wanted.Select(response => new CellTable(_sums.Cells, ranges[response].Values.Unit))];
            await _reading.ReadAsync(_plan.Statements.Sums([.. wanted.Select(response => _plan.Values[first + response])]), [], ReadSums, _cancellationToken).ConfigureAwait(false);
            Fit(fitting, [.. wanted.Select((response, place) => (first + response, ranges[response], cells[place]))]);

            bool ReadSums(DbDataReader reader)
            {
                var sums = new ResponseReading(reader, _plan.Cells, firstKey: 0);
                while (reader.Read())
                {
                    _cancellationToken.ThrowIfCancellationRequested();
                    if (!sums.SetResponses(cells))
                    {
                        throw Changed();
                    }
                }

                return true;
            }
        }

        Report(ranges.Length - wanted.Length, _plan.Responses.Count);

        RangedResponse[] ReadRanges(DbDataReader reader)
        {
            reader.Read();
            long rows = DatabaseReading.Whole(reader, 0);
            return [.. Enumerable.Range(0, end - first).Select(response => new RangedResponse(_plan.Responses[first + response], rows, DatabaseReading.Number(reader, 1 + (4 * response))))];
        }
    }

    // Responses come one after the other; as many as there are threads for are fitted at a time, and then forgotten.
    private Task<bool> FitNamedAsync(OwnDesignFitting fitting, RangedResponse[] responses)
    {
        int atOnce = 16 * Math.Max(1, MaximumThreads);
        Dictionary<string, int> wanted = [];
        for (int response = 0; response < responses.Length; response++)
        {
            if (!responses[response].IsRefused(fitting, response, _options.Fit))
            {
                wanted.Add(responses[response].Name, response);
            }
        }

        Report(responses.Length - wanted.Count, responses.Length);
        return _reading.ReadAsync(_plan.Statements.Sums(_plan.Values), [], Read, _cancellationToken);

        bool Read(DbDataReader reader)
        {
            var sums = new ResponseReading(reader, _plan.Cells, firstKey: 1);
            List<(int Response, RangedResponse Ranges, CellTable Cells)> read = [];
            string? current = null;
            while (reader.Read())
            {
                _cancellationToken.ThrowIfCancellationRequested();
                string name = LevelLabel.Of(reader.GetValue(0));
                if (!wanted.TryGetValue(name, out int response))
                {
                    continue;
                }

                if (name != current)
                {
                    Take(read, atOnce);
                    read.Add((response, responses[response], new CellTable(_sums.Cells, responses[response].Values.Unit)));
                    current = name;
                }

                if (!sums.SetResponses([read[^1].Cells]))
                {
                    throw Changed();
                }
            }

            Take(read, 1);
            return _done == responses.Length ? true : throw Changed();
        }

        void Take(List<(int Response, RangedResponse Ranges, CellTable Cells)> read, int fewest)
        {
            if (read.Count >= fewest)
            {
                Fit(fitting, read);
                read.Clear();
                Report(0, responses.Length);
            }
        }
    }

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
            fitting.Fit(response, Form, checked((int)cells.RowCount));

            (ModelDesign Design, double Centre) Form()
            {
                RepresentedDesign formed = _former.Form(cells, _sums.Incomplete, _sums.Summary, new Workers(1, _cancellationToken));
                return (formed.Design, formed.Centre);
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
