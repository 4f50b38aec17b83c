using System.ComponentModel;
using System.Globalization;
using Lmm.Variables;

namespace Lmm;

/// <summary>
/// Collects the values of the variables that a model uses, row by row, without boxing. Register every variable first,
/// then add to each the value of every row.
/// </summary>
/// <param name="model">The model's name, for messages.</param>
/// <param name="formula">The model's formula, for messages.</param>
/// <param name="options">What to do with missing values; null for the default.</param>
/// <param name="fitted">The rows of the fit by which the rows are to be predicted; null for rows to fit.</param>
/// <param name="withResponse">False when the responses are apart from the rows, so that the rows' own does not matter.</param>
/// <param name="rowsBefore">The number of rows that a stream had before these, which are a part of it, so that none of them need be complete; null for rows that are all.</param>
/// <param name="cancellationToken">Stops the work on the rows, up to the design that is built of them.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CompleteCasesBuilder(string model, string formula, FitOptions? options = null, CompleteCases? fitted = null, bool withResponse = true, long? rowsBefore = null, CancellationToken cancellationToken = default)
{
    private const int RowsBetweenStops = 4096;

    private readonly FitOptions _options = options ?? FitOptions.Default;
    private readonly List<ColumnBuilder> _columns = [];
    private readonly List<ColumnBuilder> _apart = [];
    private int _capacity;

    /// <summary>The number of rows of the table that they come from, where it is known: a model may predict from no variable at all.</summary>
    internal int? RowCount { get; init; }

    /// <summary>The lines where the rows begin, where they come from a text.</summary>
    internal RowLines? Lines { get; init; }

    private RowPlaces AllRows => new(null, Lines) { Before = rowsBefore ?? 0 };

    private bool MayBeEmpty => fitted is not null || rowsBefore is not null;

    /// <summary>Makes room for a number of rows that is known (or guessed) beforehand; more or fewer may come.</summary>
    public void Reserve(int rows)
    {
        _capacity = rows;
        foreach (ColumnBuilder column in _columns)
        {
            column.Reserve(rows);
        }
    }

    /// <summary>Adds a numeric variable.</summary>
    public NumericColumnBuilder Numeric(string name) => Register(new NumericColumnBuilder(model, name, _capacity));

    /// <summary>Adds a numeric variable that only the response or the weights read: rows to predict do without it.</summary>
    public NumericColumnBuilder Outcome(string name) => fitted is null ? Numeric(name) : Apart(new NumericColumnBuilder(model, name, _capacity));

    /// <summary>Adds a numeric variable that only the response reads: rows to predict, and those whose responses are apart, do without it.</summary>
    public NumericColumnBuilder Response(string name) => withResponse ? Outcome(name) : Apart(new NumericColumnBuilder(model, name, _capacity));

    /// <summary>Adds a numeric variable that only random terms read: a row to predict may lack its value.</summary>
    public NumericColumnBuilder Slope(string name) => Optional(Numeric(name));

    /// <summary>Adds a variable that only has to be there, because the formula takes its terms out again: rows to predict do without it.</summary>
    public PresenceColumnBuilder Presence(string name)
    {
        PresenceColumnBuilder column = new(model, name, _capacity);
        return fitted is null ? Register(column) : Apart(column);
    }

    /// <summary>Adds a factor whose levels are known beforehand; those that no row has are dropped.</summary>
    /// <exception cref="ModelException">A level is declared twice.</exception>
    public DeclaredFactorBuilder Factor(string name, params ReadOnlySpan<string> levels)
        => Register(new DeclaredFactorBuilder(model, name, levels.ToArray(), _capacity));

    /// <summary>Adds a factor whose levels the data tell, in the order of <typeparamref name="TKey"/> (strings ordinally).</summary>
    public KeyedFactorBuilder<TKey> Factor<TKey>(string name)
        where TKey : notnull, IComparable<TKey>, IEquatable<TKey> => Register(new KeyedFactorBuilder<TKey>(model, name, _capacity));

    /// <summary>Adds a factor with known levels that only random terms read: a row to predict may lack its level.</summary>
    /// <exception cref="ModelException">A level is declared twice.</exception>
    public DeclaredFactorBuilder Grouping(string name, params ReadOnlySpan<string> levels) => Optional(Factor(name, levels));

    /// <summary>Adds a factor whose levels the data tell and that only random terms read: a row to predict may lack its level.</summary>
    public KeyedFactorBuilder<TKey> Grouping<TKey>(string name)
        where TKey : notnull, IComparable<TKey>, IEquatable<TKey> => Optional(Factor<TKey>(name));

    /// <summary>Closes the frame: drops or refuses rows with missing values, refuses infinities and an empty frame.</summary>
    /// <exception cref="ModelException">There is no complete row, a value is infinite, or one is missing and the options refuse it.</exception>
    /// <exception cref="InvalidOperationException">The variables were given different numbers of rows.</exception>
    public CompleteCases Build()
    {
        int rows = CountRows();
        RefuseInfinities();
        (int[]? kept, int[] dropped) = CompleteRows(rows);
        CompleteCases frame = new()
        {
            ModelName = model,
            Formula = formula,
            RowCount = kept?.Length ?? rows,
            DroppedRowCount = Represented is null ? rows - (kept?.Length ?? rows) : 0,
            Represented = Represented,
            Places = AllRows with { InputRows = kept },
            StrayCells = StrayCells,
            DroppedRows = fitted is null ? dropped : [],
            LacksRandom = LackingRandom(rows, kept),
            Fitted = fitted,
            HasResponse = withResponse && fitted is null,
            Stop = cancellationToken,
        };
        foreach (ColumnBuilder column in _columns)
        {
            cancellationToken.ThrowIfCancellationRequested();
            column.AddTo(frame, kept);
        }

        return frame;
    }

    /// <summary>What the rows stand for, where they have the sums of others.</summary>
    internal RepresentedRows? Represented { get; init; }

    /// <summary>Stops the work.</summary>
    internal CancellationToken Stop => cancellationToken;

    /// <summary>Sentences on columns that are text because of cells that are no numbers.</summary>
    internal IReadOnlyList<string> StrayCells { get; init; } = [];

    internal TColumn Register<TColumn>(TColumn column)
        where TColumn : ColumnBuilder
    {
        if (_columns.Exists(other => other.Name == column.Name && other.IsNumeric == column.IsNumeric))
        {
            throw new ArgumentException($"{model}: the variable {column.Name} is registered twice.", nameof(column));
        }

        cancellationToken.ThrowIfCancellationRequested();
        _columns.Add(column);
        return column;
    }

    // Values of rows to predict that are not read, which say all the same how many rows there are.
    private TColumn Apart<TColumn>(TColumn column)
        where TColumn : ColumnBuilder
    {
        _apart.Add(column);
        return column;
    }

    internal TColumn Optional<TColumn>(TColumn column)
        where TColumn : ColumnBuilder
    {
        column.IsOptional = fitted is not null;
        return column;
    }

    private int CountRows()
    {
        if (_columns.Count == 0)
        {
            return RowCount ?? (_apart.Count > 0 ? _apart[0].Count : throw new InvalidOperationException($"{model}: no variable was registered before the frame was built."));
        }

        int rows = _columns[0].Count;
        if (_columns.Find(column => column.Count != rows) is { } other)
        {
            throw new InvalidOperationException(Invariant(
                $"{model}: the variable {other.Name} was given {other.Count} rows, but {_columns[0].Name} {rows}; each row must add one value to every variable."));
        }

        return rows > 0 || MayBeEmpty ? rows : throw new ModelException(model, LmmErrorCode.NotEnoughRows, "there are no rows to fit; give it at least a few more rows than coefficients.");
    }

    private void RefuseInfinities()
    {
        (ColumnBuilder Column, int Row)? first = null;
        foreach (ColumnBuilder column in _columns)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int row = column.FirstInfinity;
            if (row >= 0 && (first is null || row < first.Value.Row))
            {
                first = (column, row);
            }
        }

        if (first is { } infinity)
        {
            throw new ModelException(model, LmmErrorCode.NotFinite, Invariant(
                $"{infinity.Column.Name} is infinite in {AllRows.Of(infinity.Row)}; correct the row, leave it out, or make the value NaN so that it counts as missing."));
        }
    }

    // The rows that lack nothing, counted from zero, null when all do; and the others.
    private (int[]? Kept, int[] Dropped) CompleteRows(int rows)
    {
        List<ColumnBuilder> incomplete = _columns.FindAll(column => column.HasMissing && !column.IsOptional);
        if (incomplete.Count == 0)
        {
            return (null, []);
        }

        int[] complete = new int[rows];
        int count = 0;
        List<int> dropped = [];
        for (int row = 0; row < rows; row++)
        {
            if (row % RowsBetweenStops == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (FirstMissing(incomplete, row) is not { } lacking)
            {
                complete[count++] = row;
            }
            else if (_options.MissingValues == MissingValues.Refuse)
            {
                throw new ModelException(model, LmmErrorCode.MissingValue, Invariant(
                    $"{AllRows.Of(row)} has no value of {lacking.Name}, and the options refuse missing values; complete the row, leave it out, or use MissingValues.Drop."));
            }
            else
            {
                dropped.Add(row);
            }
        }

        return count > 0 || MayBeEmpty
            ? (complete[..count], [.. dropped])
            : throw new ModelException(model, LmmErrorCode.NotEnoughRows, Invariant(
                $"none of the {rows} rows is complete (missing are values of {string.Join(", ", incomplete.Select(column => column.Name).Distinct())}); fill them in, or leave the variable out of the formula."));
    }

    // Of rows to predict those that lack a value which only random terms read; null when none does.
    private bool[]? LackingRandom(int rows, int[]? kept)
    {
        List<ColumnBuilder> incomplete = _columns.FindAll(column => column.IsOptional && column.HasMissing);
        return incomplete.Count == 0
            ? null
            : [.. (kept ?? Enumerable.Range(0, rows)).Select(row => FirstMissing(incomplete, row) is not null)];
    }

    private static ColumnBuilder? FirstMissing(List<ColumnBuilder> columns, int row)
    {
        foreach (ColumnBuilder column in columns)
        {
            if (column.IsMissing(row))
            {
                return column;
            }
        }

        return null;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
