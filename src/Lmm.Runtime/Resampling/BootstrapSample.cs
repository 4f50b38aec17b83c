using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Faults;
using Lmm.Intervals;
using Lmm.Printing;
using Lmm.Printing.Tables;
using Lmm.Resampling;
using Lmm.Shapes;

namespace Lmm;

/// <summary>
/// What refits to responses of a fitted model gave: the parameters, θ and any functions of a fit, draw by draw. The draws depend on the seed only, not on the number of
/// threads.
/// </summary>
[JsonConverter(typeof(ResultJsonConverter<BootstrapSample>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class BootstrapSample : ITableResult, IJsonResult
{
    private readonly string _model;
    private readonly BootstrapRun _run;
    private readonly IReadOnlyList<ModelParameter> _parameters;
    private readonly int _shown;
    private readonly NameIndex _names;
    private readonly double[] _estimates;
    private readonly Lazy<double[]> _standardErrors;

    internal BootstrapSample(ParameterIntervals intervals, IReadOnlyList<string> functions, double[] estimates, BootstrapRun run, long seed)
    {
        _model = intervals.Fit.ModelName;
        _run = run;
        _parameters = intervals.All;
        _shown = intervals.Parameters.Count;
        _names = new NameIndex(_model, "parameter", [.. _parameters.Select(static parameter => parameter.Name), .. functions]);
        _estimates = estimates;
        _standardErrors = new(intervals.StandardErrors);
        Seed = seed;
        Values = new Matrix(run.Values);
    }

    /// <summary>The number of draws, failed ones included.</summary>
    public int Draws => Values.RowCount;

    /// <summary>The seed.</summary>
    public long Seed { get; }

    /// <summary>What was kept of each refit: the parameters in the order of tables, θ, functions.</summary>
    public IReadOnlyList<string> Names => _names.Names;

    /// <summary>The values, draws × <see cref="Names"/>; NaN in the rows of refits that failed.</summary>
    public Matrix Values { get; }

    /// <summary>The estimates of the fit that generated the responses, in the order of <see cref="Names"/>.</summary>
    public IReadOnlyList<double> Estimates => Array.AsReadOnly(_estimates);

    /// <summary>The number of refits that failed.</summary>
    public int FailureCount => _run.FailureCount;

    /// <summary>What the first of them failed by; null for none.</summary>
    public string? FirstFailure => _run.FirstFailure;

    /// <summary>The draws of a parameter or a function; an unknown name is an error that lists the names, the nearest first.</summary>
    /// <exception cref="ModelException">Nothing, or more than one, has that name.</exception>
    public IReadOnlyList<double> this[string name] => Array.AsReadOnly(DrawsOf(_names.Find(name)));

    /// <summary>Intervals from the draws.</summary>
    /// <param name="kind">How; studentized limits need standard errors of every draw, which have to be asked for when drawing.</param>
    /// <param name="level">The level, between 0 and 1.</param>
    /// <param name="parameters">The names of parameters and functions; null for all but θ.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1, or there is no such kind.</exception>
    /// <exception cref="ModelException">There is no such parameter, or the draws have no standard errors.</exception>
    public IntervalTable Intervals(BootstrapKind kind = BootstrapKind.Percentile, double level = 0.95, IReadOnlyList<string>? parameters = null)
    {
        Allowed.Member(kind);
        Allowed.Level(level);
        int[] chosen = parameters is null
            ? [.. Enumerable.Range(0, Names.Count).Where(index => index < _shown || index >= _parameters.Count)]
            : [.. parameters.Select(_names.Find)];
        if (kind == BootstrapKind.Studentized && (_run.Errors is null || chosen.Any(index => index >= _parameters.Count)))
        {
            throw new ModelException(_model, LmmErrorCode.NotAvailable, _run.Errors is null
                ? "studentized limits need the standard errors of every draw; draw with standard errors, or take percentile or basic limits."
                : "studentized limits need standard errors, which functions of a fit do not have; take percentile or basic limits of them.");
        }

        double[] errors = kind == BootstrapKind.Studentized ? _standardErrors.Value : [];
        ParameterLimits[] limits = [.. chosen.Select(index => BootstrapLimits.Of(
            kind,
            level,
            _estimates[index],
            errors.Length == 0 ? double.NaN : errors[index],
            DrawsOf(index),
            errors.Length == 0 ? [] : Column(_run.Errors!, index),
            index < _parameters.Count ? ParameterLimits.Bounds(_parameters[index].Kind) : (double.NegativeInfinity, double.PositiveInfinity)))];
        return new IntervalTable(_model, IntervalMethod.Bootstrap, level, [.. chosen.Select(index => Names[index])], limits, Notes(kind, level));
    }

    /// <summary>The draws as a table, for any format: a row per draw.</summary>
    public ResultTable ToTable() => new(
    [
        TableColumn.OfNumbers("draw", "Draw", ColumnKind.Count, Enumerable.Range(1, Draws).Select(static draw => (double?)draw)),
        .. Names.Select((name, index) => TableColumn.OfNumbers(name, name, ColumnKind.Number, DrawsOf(index).Select(static value => (double?)value))),
    ])
    {
        Title = "Bootstrap draws",
    };

    /// <summary>How many draws of what.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_model}: {Draws} parametric-bootstrap refits, seed {Seed}, {FailureCount} failed");

    private List<string> Notes(BootstrapKind kind, double level)
    {
        List<string> notes = [string.Create(CultureInfo.InvariantCulture, $"Bootstrap intervals, {KindText(kind)}: {Draws} parametric refits by the fit's own criterion, seed {Seed}; standard errors are those of the draws.")];
        if (FailureCount > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{FailureCount} of {Draws} refits failed and are left out; the first: {FirstFailure}"));
        }

        if ((Draws - FailureCount + 1) * (1 - level) / 2 < 1)
        {
            notes.Add("There are too few draws for the level: limits are the outermost draws.");
        }

        return notes;
    }

    private static string KindText(BootstrapKind kind) => kind switch
    {
        BootstrapKind.Percentile => "percentile",
        BootstrapKind.Basic => "basic",
        _ => "studentized",
    };

    private double[] DrawsOf(int index) => Column(_run.Values, index);

    private static double[] Column(double[,] table, int index) => [.. Enumerable.Range(0, table.GetLength(0)).Select(draw => table[draw, index])];

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("draws", Draws);
        json.WriteNumber("seed", Seed);
        json.WriteNumber("failed", FailureCount);
        json.WriteString("firstFailure", FirstFailure);
        json.WriteArray("names", Names, json.WriteStringValue);
        json.WriteArray("estimates", Estimates, json.WriteReal);
        json.WriteArray("values", Enumerable.Range(0, Draws), draw => json.WriteArray(Enumerable.Range(0, Names.Count), index => json.WriteReal(Values[draw, index])));
        json.WriteEndObject();
    }
}
